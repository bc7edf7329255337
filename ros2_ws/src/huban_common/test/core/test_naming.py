"""What people call the robot."""

import pytest

from huban_common.core.naming import NameRules, without_name

NAMES = NameRules().names


@pytest.mark.parametrize(
    ("said", "language", "rest"),
    [
        ("huban go to the kitchen", "en", "go to the kitchen"),
        ("Hey Huban, come here!", "en", "come here"),
        ("come here robot", "en", "come here"),
        ("robot", "en", ""),
        ("小护去厨房", "zh-CN", "去厨房"),
        ("你好，护伴，去厨房。", "zh-CN", "去厨房"),
        ("过来 机器人", "zh-CN", "过来"),
        ("护伴", "zh-CN", ""),
    ],
)
def test_a_name_before_or_after_a_sentence_is_a_call(said: str, language: str, rest: str) -> None:
    assert without_name(said, language, NAMES[language]) == (rest, True)


@pytest.mark.parametrize("said", ["go to the kitchen", "the robot is here", "robots are fine", "", "hey you"])
def test_a_sentence_without_a_call_stays_as_it_is(said: str) -> None:
    assert without_name(said, "en", NAMES["en"]) == (said, False)


def test_a_robot_can_be_given_another_name() -> None:
    names = NameRules(robot_names_en=("Xiao Mei",)).names["en"]
    assert without_name("xiao mei stop", "en", names) == ("stop", True)
    assert without_name("robot stop", "en", names) == ("robot stop", False)
