"""Learns to know the voice of the person who asks, if they agree."""

from dataclasses import dataclass
from typing import ClassVar

from huban_behaviors.core.ports import Hindered, Robot, SkillFailed
from huban_behaviors.core.texts import TEXTS, id_at_home
from huban_behaviors.core.types import Answer
from huban_common.core.roles import PEOPLE
from huban_common.core.skills import SkillSpec

_EXPLANATION = ("voice-what-is-kept", "voice-what-it-allows")
ANSWER_S = 10.0
"""How long a person may think after the question."""


@dataclass(frozen=True)
class Args:
    pass


class VoiceRemember:
    """Consent to half an explanation is none: the question follows only when all of it was said."""

    spec: ClassVar = SkillSpec(
        id="voice_remember",
        summary="The robot learns to know this person's voice, after it has explained that and heard a yes.",
        args=Args,
        examples={
            "en": ("remember my voice", "recognize my voice", "get to know my voice"),
            "zh-CN": ("记住我的声音", "记一下我的声音", "认识一下我的声音"),
        },
        may_call=PEOPLE,
        local_only=True,
        timeout_s=120.0,
    )

    async def run(self, args: Args, robot: Robot) -> str:
        person = id_at_home(robot.caller, robot.home)
        await _ask_consent(person, robot)
        try:
            await robot.learn_voice(person)
        except Hindered as hindrance:
            raise SkillFailed(TEXTS.say("voice-not-learned", robot.language)) from hindrance
        return TEXTS.say("voice-learning", robot.language)


async def _ask_consent(person: str, robot: Robot) -> None:
    """Raises SkillFailed for everything but a yes."""
    for part in _EXPLANATION:
        if not await robot.say(TEXTS.say(part, robot.language)):
            raise SkillFailed(TEXTS.say("voice-half-explained", robot.language))
    name = robot.home.people[person].name_in(robot.language)
    question = TEXTS.say("voice-may-i", robot.language, name=name)
    if await robot.ask(question, ANSWER_S) is not Answer.YES:
        raise SkillFailed(TEXTS.say("not-confirmed", robot.language))
