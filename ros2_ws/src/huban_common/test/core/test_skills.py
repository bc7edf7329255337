"""Skills are found, checked and turned into phrases."""

from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from huban_common.core.home import Home, load_home
from huban_common.core.skills import (
    GROUP,
    Phrase,
    SkillError,
    SkillSpec,
    Slot,
    all_phrases,
    checked_skills,
    phrases,
)

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"


@dataclass(frozen=True)
class PourArgs:
    drink: str = ""
    size: str = "small"
    place: str = ""


def pour(*examples: str, **options: object) -> SkillSpec:
    drinks = Slot({"tea": {"en": ("tea", "green tea"), "zh-CN": ("茶",)}, "water": {"en": ("water",)}})
    return SkillSpec(
        id="pour",
        summary="Pours a drink.",
        args=PourArgs,
        examples={"en": examples, "zh-CN": ("倒{drink}",)},
        slots={"drink": drinks, "place": Slot(places=True)},
        **options,  # type: ignore[arg-type]
    )


class Pour:
    spec = pour("pour {drink}")


class PourAgain:
    spec = pour("pour me {drink}")


class NotASkill:
    spec = "pour"


def plugin(name: str) -> EntryPoint:
    return EntryPoint(name=name.lower(), value=f"{__name__}:{name}", group=GROUP)


@pytest.fixture
def home() -> Home:
    return load_home(HOME)


def test_a_slot_is_filled_with_each_of_its_words(home: Home) -> None:
    found = list(phrases(pour("pour {drink} now"), "en", home))
    assert found == [
        Phrase("pour tea now", "pour", {"drink": "tea"}),
        Phrase("pour green tea now", "pour", {"drink": "tea"}),
        Phrase("pour water now", "pour", {"drink": "water"}),
    ]


def test_a_silent_argument_is_set_and_not_spoken(home: Home) -> None:
    assert list(phrases(pour("fill {size=large} it up"), "en", home)) == [
        Phrase("fill it up", "pour", {"size": "large"})
    ]


def test_places_come_from_the_home_in_each_language(home: Home) -> None:
    english = {phrase.args["place"]: phrase.text for phrase in phrases(pour("serve in {place}"), "en", home)}
    assert set(english) == set(home.places)
    assert english["living_room"] == "serve in living room"


def test_a_value_without_words_in_a_language_has_no_phrase_there(home: Home) -> None:
    assert [phrase.text for phrase in phrases(pour(), "zh-CN", home)] == ["倒茶"]


def test_an_undeclared_slot_is_an_error(home: Home) -> None:
    with pytest.raises(SkillError, match=r"\{size\}, which is not among its slots"):
        list(phrases(pour("pour a {size} one"), "en", home))


def test_an_argument_that_the_skill_does_not_have_is_an_error(home: Home) -> None:
    with pytest.raises(SkillError, match="sets 'colour'"):
        list(phrases(pour("pour {colour=red} it"), "en", home))


def test_two_plugins_with_one_id_are_refused() -> None:
    with pytest.raises(SkillError, match="'pour' is declared twice"):
        checked_skills([plugin("Pour"), plugin("PourAgain")])


@pytest.mark.parametrize("name", ["NotASkill", "NotThere"])
def test_a_broken_plugin_is_refused(name: str) -> None:
    with pytest.raises(SkillError, match=name):
        checked_skills([plugin(name)])


def test_one_text_for_two_meanings_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class Spill:
        spec = SkillSpec(id="spill", summary="Spills it.", args=PourArgs, examples={"en": ("pour tea",)})

    monkeypatch.setattr("huban_common.core.skills.load_skills", lambda: {"pour": Pour, "spill": Spill})
    with pytest.raises(SkillError, match="'pour tea' means both"):
        all_phrases("en", home)
