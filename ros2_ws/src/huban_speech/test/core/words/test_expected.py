"""The grammar follows the skills that are installed."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from huban_common.core.home import Home, load_home
from huban_common.core.skills import Phrase
from huban_speech.core.words import grammar

HOME = Path(__file__).parents[6] / "sim" / "home.yaml"


@dataclass(frozen=True)
class Args:
    place: str = ""


@pytest.fixture
def home() -> Home:
    return load_home(HOME)


def test_what_may_be_said_is_the_skills_phrases_and_the_reflex_words(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrases = {
        "en": [Phrase("go to the kitchen", "go_to", {}), Phrase("stop", "stop", {}), Phrase("help", "call_help", {})],
        "zh-CN": [Phrase("去厨房", "go_to", {})],
    }
    monkeypatch.setattr(grammar, "all_phrases", lambda language, _home: phrases[language])
    known = grammar.expected(home)
    assert {"go to the kitchen", "stop", "help", "i have fallen", "i did not fall"} <= set(known["en"].phrases)
    assert {"去厨房", "救命", "停"} <= set(known["zh-CN"].phrases)


def test_phrases_of_the_reflex_skills_do_not_silence_the_reflex(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [Phrase("help me sit up", "bed_sit_up", {}), Phrase("stop", "stop", {}), Phrase("help", "call_help", {})]
    monkeypatch.setattr(grammar, "all_phrases", lambda _language, _home: phrases)
    assert grammar.expected(home)["en"].commands == {"help me sit up"}


def test_every_phrase_is_listed_once(home: Home) -> None:
    for known in grammar.expected(home).values():
        assert len(set(known.phrases)) == len(known.phrases)
