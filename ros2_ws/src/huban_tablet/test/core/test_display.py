from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_common.core.clock import ManualClock
from huban_common.core.questions import Question
from huban_tablet.core.display import CAPTION_S, CLOSED_S, HALTED_S, Display
from huban_tablet.core.types import Camera, Doing, Gate, Help, HelpState, Microphone, Mood

ALARM, OTHER = UUID(int=1), UUID(int=2)


class Stage:
    def __init__(self) -> None:
        self.clock = ManualClock(100.0)
        self.display = Display(self.clock, "en")

    def after(self, seconds: float) -> Display:
        self.clock.advance(seconds)
        return self.display


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_an_idle_screen_is_calm(stage: Stage) -> None:
    screen = stage.display.screen()
    assert (screen.mood, screen.speaking, screen.robot_said, screen.help) == (Mood.IDLE, False, "", None)


def test_the_mouth_moves_with_the_sound_and_the_words_stay_for_slow_readers(stage: Stage) -> None:
    stage.display.robot_says("I am going to the kitchen.")
    assert not stage.display.screen().speaking
    for _ in range(50):
        stage.after(0.04).sounds()
        assert stage.display.screen().speaking
    assert not stage.after(0.6).screen().speaking
    assert stage.after(CAPTION_S - 1).screen().robot_said == "I am going to the kitchen."
    assert stage.after(1).screen().robot_said == ""


def test_a_robot_that_hears_somebody_listens(stage: Stage) -> None:
    stage.display.listens(True)
    assert stage.display.screen().mood is Mood.LISTENING
    stage.display.listens(False)
    assert stage.display.screen().mood is Mood.IDLE


HURT, RECORD = (
    Question(UUID(int=3), "Are you hurt?", 120.0),
    Question(UUID(int=4), "May I record that?", 140.0),
)


def test_a_question_waits_for_an_answer_but_not_for_ever(stage: Stage) -> None:
    stage.display.questions.opened(HURT)
    assert stage.after(19.5).screen().question == HURT
    assert stage.after(1.0).screen().question is None


def test_the_newest_question_is_shown_until_it_is_answered(stage: Stage) -> None:
    stage.display.questions.opened(HURT)
    stage.display.questions.opened(RECORD)
    assert stage.display.screen().question == RECORD
    stage.display.questions.closed(RECORD.id)
    assert stage.display.screen().question == HURT


def test_what_the_robot_does_is_shown_until_it_ends(stage: Stage) -> None:
    stage.display.skill_runs(ALARM, Doing("go_to"))
    stage.display.skill_runs(OTHER, Doing("bed_set"))
    assert stage.display.screen().doing == Doing("bed_set")
    stage.display.skill_ended(OTHER)
    assert stage.display.screen().doing == Doing("go_to")
    stage.display.skill_ended(ALARM)
    assert stage.display.screen().doing is None


def test_help_goes_from_the_call_to_the_person_who_is_there(stage: Stage) -> None:
    stage.display.alarm_raised(ALARM)
    seen = [(stage.display.screen().mood, stage.display.screen().help)]
    for step, name in ((Help.DELIVERED, ""), (Help.ACKNOWLEDGED, "Nurse Li"), (Help.ATTENDED, "Nurse Li")):
        stage.display.help_came(ALARM, step, name)
        seen.append((stage.display.screen().mood, stage.display.screen().help))
    assert seen == [
        (Mood.CARING, HelpState(Help.CALLED)),
        (Mood.CARING, HelpState(Help.DELIVERED)),
        (Mood.CARING, HelpState(Help.ACKNOWLEDGED, "Nurse Li")),
        (Mood.RELIEVED, HelpState(Help.ATTENDED, "Nurse Li")),
    ]


def test_the_end_of_an_alarm_is_shown_for_a_moment(stage: Stage) -> None:
    stage.display.alarm_raised(ALARM)
    stage.display.help_came(ALARM, Help.CLOSED, "Nurse Li")
    assert stage.display.screen().help == HelpState(Help.CLOSED, "Nurse Li")
    assert stage.after(CLOSED_S + 0.1).screen().help is None


def test_an_alarm_that_was_closed_does_not_come_back_when_its_event_is_heard_late(stage: Stage) -> None:
    stage.display.help_came(ALARM, Help.CLOSED, "Nurse Li")
    stage.display.alarm_raised(ALARM)
    assert stage.after(CLOSED_S + 1).screen().help is None


def test_an_open_alarm_is_shown_behind_one_that_is_over(stage: Stage) -> None:
    stage.display.alarm_raised(ALARM)
    stage.display.alarm_raised(OTHER)
    stage.display.help_came(OTHER, Help.CLOSED, "Nurse Li")
    assert stage.after(CLOSED_S + 1).screen().help == HelpState(Help.CALLED)


@pytest.mark.parametrize("event_first", [True, False])
def test_a_drill_is_nothing_that_the_elder_has_to_look_at(stage: Stage, event_first: bool) -> None:
    news = [lambda: stage.display.drill_begun(ALARM), lambda: stage.display.help_came(ALARM, Help.DELIVERED, "")]
    for tell in news if event_first else reversed(news):
        tell()
    stage.display.help_came(ALARM, Help.ACKNOWLEDGED, "Nurse Li")
    assert stage.display.screen().help is None


@given(st.lists(st.sampled_from(list(Help)), min_size=1))
def test_help_only_comes_nearer(steps: list[Help]) -> None:
    display = Display(ManualClock(), "en")
    display.alarm_raised(ALARM)
    for step in steps:
        display.help_came(ALARM, step, "")
    assert display.screen().help == HelpState(max([Help.CALLED, *steps]))


def test_the_help_button_shows_at_once_that_it_was_pressed(stage: Stage) -> None:
    stage.display.help_pressed()
    assert stage.display.screen().help == HelpState(Help.CALLED)


def test_help_counts_more_than_a_halt_and_a_halt_more_than_a_voice(stage: Stage) -> None:
    stage.display.listens(True)
    stage.display.gate(Gate.SHUT)
    assert stage.display.screen().mood is Mood.STOPPED
    stage.display.alarm_raised(ALARM)
    assert stage.display.screen().mood is Mood.CARING
    stage.display.questions.opened(HURT)
    assert stage.display.screen().mood is Mood.ASKING


def test_a_stopped_robot_says_so_for_a_while_however_often_the_gate_repeats_it(stage: Stage) -> None:
    for _ in range(round(HALTED_S)):
        stage.display.gate(Gate.SHUT)
        assert stage.display.screen().halted
        stage.clock.advance(1)
    stage.display.gate(Gate.SHUT)
    assert not stage.after(0.1).screen().halted


def test_an_emergency_stop_shows_until_it_is_released(stage: Stage) -> None:
    stage.display.gate(Gate.LOCKED)
    assert stage.after(10 * HALTED_S).screen().mood is Mood.STOPPED
    stage.display.gate(Gate.OPEN)
    assert stage.display.screen().mood is Mood.IDLE


def test_a_microphone_that_is_muted_or_lost_shows() -> None:
    display = Display(ManualClock(), "en")
    assert display.screen().microphone is Microphone.LISTENING
    display.microphone_works(False)
    assert display.screen().microphone is Microphone.LOST
    display.muted = True
    assert display.screen().microphone is Microphone.MUTED


def test_a_camera_that_is_off_shows() -> None:
    display = Display(ManualClock(), "en")
    assert display.screen().camera is Camera.UNKNOWN
    display.camera(Camera.PRIVATE_HOURS)
    assert display.screen().camera is Camera.PRIVATE_HOURS
