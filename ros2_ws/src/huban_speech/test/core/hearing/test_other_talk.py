"""The television talks, and somebody cries for help."""

import numpy as np
import pytest

from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    Audio,
    Final,
    Frame,
    NotUnderstood,
    OthersTalk,
    ReflexHeard,
    ReflexKind,
    RobotTalks,
    SpeechStarted,
)
from huban_speech.core.hearing.other_talk import OtherTalk, OtherTalkRules

HELP, STOP, DOUBT = ReflexKind.HELP, ReflexKind.STOP, ReflexKind.DOUBT


class Room:
    """Utterances one after another in the time of the sound."""

    def __init__(self) -> None:
        self.now_s = 10.0
        self.listener = OtherTalk(OtherTalkRules())
        self.changes: list[bool] = []

    def television(self, seconds: float, level: int = 1000) -> None:
        self.push(SpeechStarted(self.now_s))
        self.voice(seconds, level)
        self.push(NotUnderstood(self.now_s))

    def cry(self, kind: ReflexKind = HELP, level: int = 1000, between: Frame | None = None) -> ReflexKind:
        """What becomes of it."""
        self.push(SpeechStarted(self.now_s))
        if between is not None:
            self.push(between)
        self.voice(0.5, level)
        passed = self.push(ReflexHeard(kind, "help me", 0.9, "en", self.now_s))
        self.push(Final("help me", 0.9, "en", self.now_s))
        (reflex,) = (frame for frame in passed if isinstance(frame, ReflexHeard))
        return reflex.kind

    def voice(self, seconds: float, level: int) -> None:
        sound = np.full(BLOCK_SAMPLES, level, dtype=np.int16)
        for _ in range(round(seconds / BLOCK_S)):
            self.push(Audio(sound, self.now_s, 0.9))
            self.now_s += BLOCK_S

    def push(self, frame: Frame) -> list[Frame]:
        passed = list(self.listener.process(frame))
        self.changes += [each.talk for each in passed if isinstance(each, OthersTalk)]
        return passed


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_cry_in_a_quiet_room_is_a_cry(room: Room) -> None:
    room.television(2.0)
    assert room.cry() is HELP and room.changes == []


def test_a_cry_in_the_middle_of_other_talk_leads_to_a_question(room: Room) -> None:
    room.television(3.0)
    room.television(2.0)
    assert room.changes == [True]
    assert room.cry() is DOUBT


def test_a_stop_is_a_stop_wherever_it_comes_from(room: Room) -> None:
    room.television(10.0)
    assert room.cry(STOP) is STOP


def test_a_second_cry_is_no_part_of_the_talk(room: Room) -> None:
    room.television(10.0)
    assert [room.cry(), room.cry()] == [DOUBT, HELP]


def test_a_cry_that_stands_out_is_no_part_of_the_talk(room: Room) -> None:
    room.television(10.0, level=1000)
    assert room.cry(level=2100) is HELP


def test_a_softer_cry_than_that_is_asked_about(room: Room) -> None:
    room.television(10.0, level=1000)
    assert room.cry(level=1800) is DOUBT


def test_whoever_the_robot_has_just_spoken_to_has_its_ear(room: Room) -> None:
    room.television(10.0)
    room.push(RobotTalks(True, room.now_s))
    room.push(RobotTalks(False, room.now_s))
    assert room.cry() is HELP
    assert room.changes == [True, False]


def test_what_the_robot_asks_in_the_middle_of_an_utterance_does_not_change_what_that_was(room: Room) -> None:
    room.television(10.0)
    assert room.cry(between=RobotTalks(True, room.now_s)) is DOUBT
    assert room.changes == [True]


def test_other_talk_is_forgotten(room: Room) -> None:
    room.television(10.0)
    room.now_s += 21.0
    assert room.cry() is HELP and room.changes == [True, False]


def test_words_that_were_understood_are_no_other_talk(room: Room) -> None:
    for _ in range(20):
        room.push(SpeechStarted(room.now_s))
        room.voice(1.0, 1000)
        room.push(Final("go to the kitchen", 0.9, "en", room.now_s))
    assert room.changes == []


def test_nothing_grows_in_a_day_of_television(room: Room) -> None:
    for _ in range(2000):
        room.television(0.5)
        room.now_s += 1.0
    assert len(room.listener._others) < 20
