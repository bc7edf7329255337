"""The skill by which people change the voice and the speech node know the same voices and kinds of hearing."""

from typing import get_args, get_type_hints

from huban_common.core.skills import load_skills
from huban_speech.core.people import Hearing
from huban_speech.core.speaking.voice_profiles import PROFILES


def offered(argument: str) -> set[str]:
    """What the skill takes for an argument, without the empty one that changes nothing."""
    return set(get_args(get_type_hints(load_skills()["voice_set"].spec.args)[argument])) - {""}


def test_the_skill_offers_every_voice_and_the_next_one() -> None:
    assert offered("voice") == {*PROFILES, "next"}


def test_the_skill_offers_every_kind_of_hearing() -> None:
    assert offered("hearing") == {hearing.value for hearing in Hearing}
