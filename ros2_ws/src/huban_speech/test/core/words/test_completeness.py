"""How far a sentence has come."""

from pathlib import Path

import pytest

from huban_common.core.home import load_home
from huban_speech.core.words.completeness import Completeness, Standing
from huban_speech.core.words.grammar import Expected, expected

COMPLETE, OPEN, UNFINISHED, UNKNOWN = Standing.COMPLETE, Standing.OPEN, Standing.UNFINISHED, Standing.UNKNOWN
ENGLISH = Expected(
    ("go to the kitchen", "go to bed", "stop", "stop the music", "take me to the kitchen", "huban"),
    frozenset(),
    ("huban",),
)
CHINESE = Expected(("带我去厨房", "停", "停止", "过来", "护伴"), frozenset(), ("护伴",))


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("go to the kitchen", COMPLETE),
        ("huban go to the kitchen", COMPLETE),
        ("stop", OPEN),
        ("stop the", UNFINISHED),
        ("take me to the", UNFINISHED),
        ("go to the kitchen take me", UNFINISHED),
        ("huban", UNFINISHED),
        ("sto", UNKNOWN),
        ("the kitchen is warm", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_english(text: str, standing: Standing) -> None:
    assert Completeness("en", ENGLISH).standing(text) is standing


@pytest.mark.parametrize(
    ("text", "standing"),
    [("带我去", UNFINISHED), ("带我去厨房", COMPLETE), ("停", OPEN), ("护伴过来", COMPLETE), ("今天", UNKNOWN)],
)
def test_chinese(text: str, standing: Standing) -> None:
    assert Completeness("zh-CN", CHINESE).standing(text) is standing


def test_every_phrase_of_the_skills_is_complete_or_may_go_on_and_each_beginning_waits_for_the_rest() -> None:
    for language, known in expected(load_home(Path(__file__).parents[6] / "sim" / "home.yaml")).items():
        completeness = Completeness(language, known)
        phrases = set(known.phrases) - set(known.names)
        assert {completeness.standing(phrase) for phrase in phrases} <= {COMPLETE, OPEN}
        assert completeness.standing("go to the" if language == "en" else "到厨") is UNFINISHED
