"""The robot does not hear itself: its own voice is taken out, and what is left of it is silenced."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from huban_speech.core.frames import BLOCK_SAMPLES, FULL_SCALE, SAMPLE_RATE_HZ, Audio, Frame, RobotTalks, Samples
from huban_speech.core.hearing.echo import EchoFilter, Signal, power
from huban_speech.core.hearing.own_voice import OwnVoice

QUIET = (60 / FULL_SCALE) ** 2
"""The hum of a room: softer rests are nobody's voice."""
DECAY = 0.5
"""Per block, of the power of an echo in a living room."""
DELAY_BLOCKS = 5
"""What was played so long ago may arrive now, undiminished."""
ABOVE = 2.5
"""A person adds at least so many times the power that is expected to be left of the robot's voice."""
LOUDEST = 1.0
"""Of the robot's voice in its own microphone, until the way between them is known."""
RAW_RATES = (0.5, 0.02)
REST_RATES = (0.3, 0.05)
"""By how much a share follows what is measured in a block, up and down: nearly the largest of the last seconds."""
HELD_BLOCKS = 8
"""Words end softly: for a quarter of a second after a person's voice nothing is silenced."""
SILENT_BLOCKS = 10
"""After so long a silence the loudspeaker may start with another delay."""
END_BLOCKS = 25
"""And after so long a silence, longer than between two sentences, the robot has ended."""
ALIGN_BLOCKS = 8
MOST_LAG = SAMPLE_RATE_HZ // 10
SURE = 0.5
"""Of a correlation between 0 and 1."""


class EchoSuppression:
    """Leaves of the sound only what is not the robot, and adds RobotTalks."""

    def __init__(self, own_voice: OwnVoice) -> None:
        self._own_voice = own_voice
        self._filter = EchoFilter()
        self._lag = 0
        self._recent: deque[tuple[Signal, Signal]] = deque(maxlen=ALIGN_BLOCKS)
        self._active, self._silent = 0, END_BLOCKS
        self._level = 0.0
        self._raw_share = self._rest_share = LOUDEST
        self._held = 0
        self._talks = False

    def process(self, frame: Frame) -> Iterable[Frame]:
        if not isinstance(frame, Audio):
            return (frame,)
        end = round(frame.start_s * SAMPLE_RATE_HZ) + frame.samples.size
        played = self._own_voice.until(end)
        self._follow(played[-DELAY_BLOCKS * BLOCK_SAMPLES :].reshape(-1, BLOCK_SAMPLES))
        if self._lag:
            played = self._own_voice.until(end - self._lag)
        cleaned = self._clean(frame, played) if played.any() else self._rest(frame)
        talks = self._silent < END_BLOCKS
        if talks is self._talks:
            return (cleaned,)
        self._talks = talks
        return (RobotTalks(talks, frame.start_s), cleaned)

    def _rest(self, audio: Audio) -> Audio:
        """Nothing was played for a while."""
        self._held = 0
        return audio

    def _clean(self, audio: Audio, played: Signal) -> Audio:
        heard = audio.samples / FULL_SCALE
        echo = self._filter.predict(played)
        rest = heard - echo
        if power(rest) > power(heard):
            rest = heard
        self._align(heard, echo)
        person = self._person(power(rest))
        if not person:
            self._filter.learn(heard - echo)
            self._measure(power(heard), power(rest))
        samples = _samples(rest) if person or self._held else np.zeros_like(audio.samples)
        return replace(audio, samples=samples)

    def _follow(self, played: Signal) -> None:
        """Whether and how loud the robot is audible now, from the blocks that it played last."""
        powers = [power(block) for block in played] if played.any() else [0.0]
        self._level = max(*powers, DECAY * self._level)
        if powers[-1] > QUIET:
            self._active = 1 if self._silent >= SILENT_BLOCKS else self._active + 1
            self._silent = 0
        else:
            self._silent += 1

    def _person(self, rest: float) -> bool:
        share = self._raw_share if self._active <= ALIGN_BLOCKS else self._rest_share
        person = rest > ABOVE * share * self._level + QUIET
        self._held = HELD_BLOCKS if person else max(0, self._held - 1)
        return person

    def _measure(self, heard: float, rest: float) -> None:
        """How much of the robot's voice arrives at most, and how much the filter leaves of it."""
        if self._level > QUIET:
            self._raw_share = _followed(self._raw_share, heard / self._level, RAW_RATES)
            self._rest_share = _followed(self._rest_share, rest / self._level, REST_RATES)

    def _align(self, heard: Signal, echo: Signal) -> None:
        """Once per sentence: by how much the loudspeaker's delay has changed."""
        self._recent.append((heard, echo))
        if self._active == ALIGN_BLOCKS and not self._silent:
            lag, likeness = _lag(*map(np.concatenate, zip(*self._recent, strict=True)))
            if likeness > SURE:
                self._lag = max(-MOST_LAG, min(MOST_LAG, self._lag + lag))


def _followed(share: float, now: float, rates: tuple[float, float]) -> float:
    up, down = rates
    return share + (up if now > share else down) * (min(now, LOUDEST) - share)


def _lag(heard: Signal, echo: Signal) -> tuple[int, float]:
    """By how many samples the sound comes later than predicted, and the correlation at that lag."""
    size = 2 * heard.size
    correlation = np.fft.irfft(np.fft.rfft(heard, size) * np.fft.rfft(echo, size).conj(), size)
    lags = np.arange(-MOST_LAG, MOST_LAG + 1)
    best = int(lags[np.argmax(correlation[lags])])
    return best, float(correlation[best] / np.sqrt(np.sum(heard**2) * np.sum(echo**2) + 1e-12))


def _samples(signal: Signal) -> Samples:
    return np.asarray(np.clip(np.round(signal * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1), dtype=np.int16)
