"""What the robot says exists in both languages and does not command the robot itself."""

import re
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from fluent.syntax.serializer import FluentSerializer

from huban_behaviors.core.texts import elder_name, listed, name_at_home
from huban_common.core.texts import LANGUAGES
from huban_common.testing import assert_same_texts

HELP = {"en": r"\bhelp\b", "zh-CN": "救命|帮帮我|来人"}
STOP = {"en": r"\bstop\b", "zh-CN": "停下来|停止|说停"}
SAID_WITHIN_AN_ALARM_OR_NEVER = re.compile(
    "announce-(help|silent|still-down)|cannot-come|waiting|stopped-on-the-way|reason-.*"
)


def spoken(language: str) -> dict[str, str]:
    source = files("huban_behaviors").joinpath(f"locale/{language}.ftl").read_text(encoding="utf-8")
    serialize = FluentSerializer().serialize_entry
    return {
        entry.id.name: serialize(entry) for entry in FluentParser().parse(source).body if isinstance(entry, Message)
    }


def test_every_text_exists_in_every_language():
    assert_same_texts("huban_behaviors")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_robot_does_not_call_for_help_by_what_it_says(language):
    calling = [key for key, text in spoken(language).items() if re.search(HELP[language], text)]
    assert [key for key in calling if not SAID_WITHIN_AN_ALARM_OR_NEVER.fullmatch(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_robot_does_not_stop_itself_by_what_it_says(language):
    assert [key for key, text in spoken(language).items() if re.search(STOP[language], text)] == []


def test_people_are_named_in_the_language_of_the_house(home):
    assert elder_name(home, "en") == "Mrs. Wang"
    assert name_at_home("Nurse Li", home, "zh-CN") == "李护士"
    assert name_at_home("Dr. Chen", home, "zh-CN") == "Dr. Chen"


def test_enumerations_are_written_as_in_the_language():
    assert listed(["a", "b"], "en") == "a, b"
    assert listed(["甲", "乙"], "zh-CN") == "甲、乙"
