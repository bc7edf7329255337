"""Who has the word."""

import numpy as np
import pytest

from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    Audio,
    BargeIn,
    BargeInAct,
    Final,
    Frame,
    NotUnderstood,
    Partial,
    ReflexHeard,
    ReflexKind,
    RobotTalks,
)
from huban_speech.core.hearing.barge_in import BargeInRules, BargeIns
from huban_speech.core.words.back_channels import is_back_channel

PAUSE, RESUME, INTERRUPT, HUSH = BargeInAct.PAUSE, BargeInAct.RESUME, BargeInAct.INTERRUPT, BargeInAct.HUSH
SOUND = np.zeros(BLOCK_SAMPLES, dtype=np.int16)


class Stream:
    """Frames one after another in the time of the sound."""

    def __init__(self) -> None:
        self.now_s = 10.0
        self.listener = BargeIns(BargeInRules())
        self.acts: list[BargeInAct] = []

    def robot(self, talks: bool = True) -> None:
        self._push(RobotTalks(talks, self.now_s))

    def voice(self, duration_s: float, voice: float = 0.9) -> None:
        for _ in range(round(duration_s / BLOCK_S)):
            self._push(Audio(SOUND, self.now_s, voice))
            self.now_s += BLOCK_S

    def silence(self, duration_s: float) -> None:
        self.voice(duration_s, 0.0)

    def words(self, text: str, language: str = "en") -> None:
        self._push(Partial(text, 0.9, language, self.now_s))

    def final(self, text: str) -> None:
        self._push(Final(text, 0.9, "en", self.now_s))

    def push(self, frame: Frame) -> None:
        self._push(frame)

    def _push(self, frame: Frame) -> None:
        passed = list(self.listener.process(frame))
        assert passed[0] is frame
        self.acts += [act.act for act in passed[1:] if isinstance(act, BargeIn)]


def test_the_onset_of_a_voice_silences_the_robot_within_a_tenth_of_a_second() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.032)
    assert stream.acts == []
    stream.voice(0.032)
    assert stream.acts == [PAUSE]


def test_after_a_sound_of_listening_it_goes_on() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.5)
    stream.robot(False)
    stream.silence(0.6)
    assert stream.acts == [PAUSE, RESUME]


def test_it_goes_on_after_a_word_of_listening_too() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.3)
    stream.words("yes")
    stream.voice(0.3)
    stream.words("yes okay")
    stream.silence(0.6)
    stream.final("yes okay")
    assert stream.acts == [PAUSE, RESUME]


def test_a_drawn_out_word_of_listening_is_none_either() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.9)
    stream.silence(0.6)
    assert stream.acts == [PAUSE, RESUME]


def test_who_speaks_longer_than_that_has_the_word() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(1.5)
    assert stream.acts == [PAUSE, INTERRUPT]


def test_words_that_mean_something_interrupt_when_they_stand() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.2)
    stream.words("go to")
    stream.voice(0.16)
    stream.words("go to the")
    assert stream.acts == [PAUSE]
    stream.voice(0.2)
    stream.words("go to the kitchen")
    assert stream.acts == [PAUSE, INTERRUPT]


def test_words_that_flicker_and_single_ones_are_no_words() -> None:
    stream = Stream()
    stream.robot()
    for text in ("that", "that", "i am", "who am", "that"):
        stream.voice(0.13)
        stream.words(text)
    assert stream.acts == [PAUSE]


@pytest.mark.parametrize(
    ("text", "language", "acts"),
    [
        ("no", "en", [PAUSE, RESUME]),
        ("不", "zh-CN", [PAUSE, RESUME]),
        ("come here", "en", [PAUSE, RESUME, INTERRUPT]),
        ("过来", "zh-CN", [PAUSE, RESUME, INTERRUPT]),
    ],
)
def test_one_word_is_no_wish_to_speak_and_two_are(text: str, language: str, acts: list[BargeInAct]) -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.4)
    stream.silence(0.6)
    stream.push(Final(text, 0.9, language, stream.now_s))
    assert stream.acts == acts


def test_a_cough_is_no_wish_to_speak() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.4)
    stream.push(NotUnderstood(stream.now_s))
    assert stream.acts == [PAUSE, RESUME]


@pytest.mark.parametrize(("kind", "act"), [(ReflexKind.STOP, HUSH), (ReflexKind.HELP, INTERRUPT)])
def test_a_reflex_word_acts_whatever_the_state(kind: ReflexKind, act: BargeInAct) -> None:
    stream = Stream()
    stream.push(ReflexHeard(kind, "x", 0.9, "en", stream.now_s))
    assert stream.acts == [act]


def test_nobody_is_interrupted_where_the_robot_is_silent() -> None:
    stream = Stream()
    stream.voice(2.0)
    stream.final("go to the kitchen")
    assert stream.acts == []


def test_the_television_that_was_on_before_does_not_stop_the_robot_but_a_command_does() -> None:
    stream = Stream()
    stream.voice(5.0)
    stream.robot()
    stream.voice(5.0)
    assert stream.acts == []
    stream.words("come here")
    stream.voice(0.35)
    stream.words("come here robot")
    assert stream.acts == [INTERRUPT]


def test_the_person_whom_the_robot_answers_may_interrupt_the_answer() -> None:
    stream = Stream()
    stream.voice(2.0)
    stream.silence(0.6)
    stream.final("what time is it")
    stream.robot()
    stream.voice(0.2)
    assert stream.acts == [PAUSE]


def test_one_may_interrupt_after_having_said_mm_hm() -> None:
    stream = Stream()
    stream.robot()
    stream.voice(0.4)
    stream.robot(False)
    stream.silence(0.6)
    stream.robot()
    stream.silence(0.5)
    stream.voice(1.5)
    assert stream.acts == [PAUSE, RESUME, PAUSE, INTERRUPT]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("yes", "en", True),
        ("yes yes okay", "en", True),
        ("all right", "en", True),
        ("yes please stop", "en", False),
        ("go", "en", False),
        ("嗯", "zh-CN", True),
        ("对对对", "zh-CN", True),
        ("好的好的", "zh-CN", True),
        ("好冷", "zh-CN", False),
    ],
)
def test_words_of_listening(text: str, language: str, found: bool) -> None:
    assert is_back_channel(text, language) is found


def test_frames_pass_in_place() -> None:
    listener = BargeIns(BargeInRules())
    frames: list[Frame] = [Audio(SOUND, 0.0), NotUnderstood(1.0), RobotTalks(True, 2.0)]
    assert [list(listener.process(frame)) for frame in frames] == [[frame] for frame in frames]
