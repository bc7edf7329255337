"""A person who speaks while the robot does has the word; one who says "mm-hm" has not.

The robot falls silent at the onset of a voice, before anybody can know what it will say, and goes on where it was if it
was only a sound of listening. Where others spoke already before the robot began, the television for one, only words
that the robot knows interrupt it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_speech.core.frames import (
    BLOCK_S,
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
    SpeechStarted,
)
from huban_speech.core.words.back_channels import is_back_channel

ONSET_S = 0.06
TURN_S = 1.0
"""A silence of the robot that ends its turn."""
LATE_S = 0.15
"""Words that change so long after the voice are guesses about silence."""
CROWD_S = 3.0
"""Whose voice was heard so shortly before the robot began may well go on."""


@dataclass(frozen=True)
class BargeInRules:
    longest_back_channel_s: float = param(
        1.0, "a voice that lasts longer than this is more than an mm-hm and stops the robot", minimum=0.3, maximum=3.0
    )
    go_on_after_s: float = param(0.5, "silence after an mm-hm, then the robot speaks on", minimum=0.2, maximum=3.0)
    word_s: float = param(0.3, "two words or more that stand so long stop the robot", minimum=0.0, maximum=1.0)


class BargeIns:
    """Adds BargeIn frames while the robot speaks."""

    def __init__(self, rules: BargeInRules) -> None:
        self._rules = rules
        self._audible = self._talks = self._paused = self._crowded = False
        self._ended_s = self._voice_s = self._understood_s = -CROWD_S
        self._onset_s = self._voiced_s = 0.0
        self._words = ""
        self._words_s = 0.0

    def process(self, frame: Frame) -> Iterable[Frame]:
        yield frame
        if isinstance(frame, RobotTalks):
            self._follow_robot(frame)
        elif isinstance(frame, Audio):
            yield from self._hear(frame)
        elif isinstance(frame, SpeechStarted):
            self._words = ""
        elif isinstance(frame, Partial):
            yield from self._read(frame)
        elif isinstance(frame, Final):
            yield from self._conclude(frame)
        elif isinstance(frame, ReflexHeard):
            yield self._act(BargeInAct.HUSH if frame.kind is ReflexKind.STOP else BargeInAct.INTERRUPT, frame.at_s)
        elif isinstance(frame, NotUnderstood) and self._paused:
            yield self._act(BargeInAct.RESUME, frame.at_s)

    def _follow_robot(self, robot: RobotTalks) -> None:
        """At the start of its turn: is somebody speaking whom it does not answer?"""
        if robot.talks and robot.at_s - self._ended_s >= TURN_S:
            self._crowded = self._understood_s < self._voice_s and robot.at_s - self._voice_s < CROWD_S
        self._audible = self._talks = robot.talks
        self._ended_s = robot.at_s

    def _hear(self, audio: Audio) -> Iterable[Frame]:
        voiced_s = BLOCK_S if audio.voiced else 0.0
        self._onset_s = voiced_s and self._onset_s + voiced_s
        self._voiced_s += voiced_s
        self._voice_s = audio.end_s if voiced_s else self._voice_s
        if self._paused:
            yield from self._listen(audio.end_s)
        elif self._onset_s > ONSET_S and self._talks and not self._crowded:
            self._paused, self._voiced_s = True, self._onset_s
            yield BargeIn(BargeInAct.PAUSE, audio.end_s)

    def _listen(self, now_s: float) -> Iterable[Frame]:
        """Somebody spoke up: was it more than a sound of listening?"""
        if self._voiced_s > self._rules.longest_back_channel_s:
            yield self._act(BargeInAct.INTERRUPT, now_s)
        elif now_s - self._voice_s >= self._rules.go_on_after_s:
            yield self._act(BargeInAct.RESUME, now_s)

    def _read(self, words: Partial) -> Iterable[Frame]:
        if not words.text.startswith(self._words) or not self._words:
            self._words_s = words.at_s
        self._words = words.text
        spoken = words.at_s - self._voice_s < LATE_S
        if spoken and words.at_s - self._words_s >= self._rules.word_s:
            yield from self._heed(words)

    def _conclude(self, words: Final) -> Iterable[Frame]:
        self._understood_s = words.at_s
        yield from self._heed(words)

    def _heed(self, words: Partial | Final) -> Iterable[Frame]:
        """One word is not enough: a recogniser that knows only commands takes an mm-hm for the shortest of them."""
        several = len(words.text.split() if words.language == "en" else words.text) > 1
        if several and (self._paused or self._talks) and not is_back_channel(words.text, words.language):
            yield self._act(BargeInAct.INTERRUPT, words.at_s)

    def _act(self, act: BargeInAct, now_s: float) -> BargeIn:
        """After an interruption the rest of the robot's voice is not worth another."""
        self._paused = False
        self._talks = self._audible and act is BargeInAct.RESUME
        self._onset_s, self._ended_s = 0.0, now_s
        return BargeIn(act, now_s)
