import pytest

from huban_common.core.clock import ManualClock
from huban_common.testing import assert_same_texts
from huban_tablet.core.screen import Screen
from huban_tablet.core.types import Caption, Face


@pytest.fixture
def clock():
    return ManualClock(100.0)


@pytest.fixture
def screen(clock):
    return Screen(clock, "en", question_s=30.0)


def test_the_last_three_captions_are_shown(screen):
    for text in ("one", "two", "three", "four"):
        screen.caption(True, text)
    assert [caption.text for caption in screen.view().captions] == ["two", "three", "four"]


@pytest.mark.parametrize("text", ["Are you hurt?", "您受伤了吗？"])
def test_a_question_brings_yes_and_no_until_it_is_answered(screen, text):
    screen.caption(True, text)
    assert screen.view().question
    screen.answered()
    assert not screen.view().question


def test_yes_and_no_go_away_after_a_while_or_when_somebody_speaks(screen, clock):
    screen.caption(True, "Are you hurt?")
    clock.advance(30.0)
    assert not screen.view().question
    screen.caption(True, "Are you hurt?")
    screen.caption(False, "no")
    assert not screen.view().question


def test_a_person_s_question_brings_no_buttons(screen):
    screen.caption(False, "what time is it?")
    assert not screen.view().question


def test_the_face_speaks_while_there_is_sound_and_listens_while_a_person_speaks(screen, clock):
    assert screen.view().face is Face.IDLE
    screen.listening(True)
    assert screen.view().face is Face.LISTENING
    screen.sound()
    assert screen.view().face is Face.SPEAKING
    clock.advance(0.6)
    screen.listening(False)
    assert screen.view().face is Face.IDLE


def test_an_alarm_is_told_step_by_step_until_it_is_closed(screen):
    screen.alarm_raised("a")
    assert screen.view().alarm == "I am calling for help."
    assert screen.view().face is Face.ALARM
    screen.alarm_replied("a", "acknowledged", "Nurse Li")
    assert screen.view().alarm == "Nurse Li is coming to you."
    screen.alarm_replied("a", "closed", "Nurse Li")
    assert screen.view().alarm == ""


def test_a_second_notice_of_an_alarm_does_not_take_back_what_was_told(screen):
    screen.alarm_replied("a", "acknowledged", "Nurse Li")
    screen.alarm_raised("a")
    assert "Nurse Li" in screen.view().alarm


def test_what_the_robot_does_is_shown_until_it_ends(screen):
    screen.skill_began("1", "go_to")
    assert screen.view().doing == "on my way"
    screen.skill_ended("1")
    assert screen.view().doing == ""


def test_a_skill_without_words_of_its_own_shows_nothing(screen):
    screen.skill_began("1", "tell_time")
    assert screen.view().doing == ""


def test_the_language_can_change_while_it_is_shown(screen):
    screen.caption(True, "hello")
    screen.language = "zh-CN"
    view = screen.view()
    assert view.labels["help"] == "求助"
    assert view.captions == (Caption(True, "hello"),)


def test_every_text_exists_in_every_language():
    assert_same_texts("huban_tablet")
