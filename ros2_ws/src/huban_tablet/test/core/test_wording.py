from pathlib import Path
from uuid import UUID

import pytest

from huban_common.core.home import load_home
from huban_common.core.questions import Question
from huban_common.core.texts import LANGUAGES
from huban_common.testing import assert_same_texts
from huban_tablet.core.types import Button, Camera, Doing, Help, HelpState, Microphone, Mood, Screen
from huban_tablet.core.wording import NAMED_SKILLS, view

HOME = load_home(Path(__file__).parents[5] / "sim" / "home.yaml")


def screen(**fields: object) -> Screen:
    return Screen(**{"language": "en", "mood": Mood.IDLE, **fields})


def test_both_languages_have_the_same_texts() -> None:
    assert_same_texts("huban_tablet")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", list(Help))
@pytest.mark.parametrize("name", ["", "Nurse Li"])
def test_every_step_of_help_has_words(language: str, step: Help, name: str) -> None:
    text = view(screen(language=language, help=HelpState(step, name)), HOME)["help"]["text"]
    assert (name in text) == bool(name and step >= Help.ACKNOWLEDGED) or not name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("skill", NAMED_SKILLS)
def test_every_longer_skill_has_words(language: str, skill: str) -> None:
    assert view(screen(language=language, doing=Doing(skill, {"place": "kitchen"})), HOME)["doing"]


def test_a_question_is_shown_once_also_when_it_is_captioned_in_parts() -> None:
    question = Question(UUID(int=7), "Did you say: go to the kitchen? Please say yes or no.", 0.0)
    asking = view(screen(mood=Mood.ASKING, question=question, robot_said="Please say yes or no."), HOME)
    assert asking["question"] == {"id": str(UUID(int=7)), "text": question.text} and asking["robot"] == ""
    assert view(screen(mood=Mood.ASKING, question=question, robot_said="Good."), HOME)["robot"] == "Good."


def test_places_are_called_as_the_house_speaks() -> None:
    going = Doing("go_to", {"place": "kitchen"})
    assert view(screen(language="zh-CN", doing=going), HOME)["doing"] == "我正在去厨房。"
    assert view(screen(doing=going), None)["doing"] == "I am going to the kitchen."


def test_a_short_skill_needs_no_line() -> None:
    assert view(screen(doing=Doing("tell_time")), HOME)["doing"] == ""


def test_the_same_words_are_not_shown_twice() -> None:
    shown = view(screen(doing=Doing("dock"), robot_said="I am going to charge."), HOME)
    assert (shown["doing"], shown["robot"]) == ("I am going to charge.", "")


def test_a_quiet_screen_says_that_somebody_is_there() -> None:
    assert view(screen(), HOME)["robot"] == "I am here for you."
    assert view(screen(person_said="hello"), HOME)["quiet"] is False


def test_every_button_has_a_label_in_both_languages() -> None:
    labels = [view(screen(language=language), HOME)["buttons"] for language in LANGUAGES]
    assert [set(label) for label in labels] == [{button.value for button in Button}] * 2
    assert labels[0]["help"] == "Help"
    assert labels[1]["help"] == "求助"


def test_a_robot_without_its_care_team_says_so() -> None:
    assert "care team" in view(screen(alone=True), HOME)["notice"]
    assert view(screen(), HOME)["notice"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", list(Microphone))
def test_the_state_of_the_microphone_has_words(language: str, state: Microphone) -> None:
    shown = view(screen(language=language, microphone=state), HOME)["microphone"]
    assert shown["state"] == state.value and shown["text"]


def test_who_is_not_heard_reads_where_to_press_for_help_and_how_to_be_heard_again() -> None:
    muted = view(screen(microphone=Microphone.MUTED), HOME)
    assert "red button" in muted["microphone"]["text"] and muted["buttons"]["mute"] == "Listen again"
    assert "red button" in view(screen(microphone=Microphone.LOST), HOME)["microphone"]["text"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("state", list(Camera))
def test_the_state_of_the_camera_has_words_once_it_is_known(language: str, state: Camera) -> None:
    shown = view(screen(language=language, camera=state), HOME)["camera"]
    assert shown["state"] == state.value
    assert bool(shown["text"]) is (state is not Camera.UNKNOWN)
