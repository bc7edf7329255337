"""An hour of household noise, music and other people's talk: nothing is a command, and memory stays as it was."""

import time
from collections.abc import Sequence

import numpy as np
import psutil

from huban_speech.benchmarks.people import Sound, in_room, loud
from huban_speech.benchmarks.replay import House, Replay
from huban_speech.core.frames import SAMPLE_RATE_HZ, BargeIn, Final, ReflexHeard, SpeechStarted

Row = tuple[str | float, ...]
COLUMNS = (
    "what",
    "language",
    "minutes",
    "utterances",
    "final words",
    "reflexes",
    "words",
    "times real time",
    "memory grew by (MiB)",
)
LEVELS = (300.0, 1000.0, 2500.0)
"""Root mean square, of 32768: far away, in the room, beside the robot."""
SETTLED = 0.2
"""Of the time; what is loaded and cached until then is no leak."""
MIB = 2**20


def listened(house: House, language: str, what: str, sounds: Sequence[Sound], minutes: float) -> Row:
    """All sounds one after another, again and again, each time at another loudness."""
    replay, process = Replay(house, language), psutil.Process()
    counts, words = {Final: 0, ReflexHeard: 0, SpeechStarted: 0, BargeIn: 0}, []
    began_s, settled = time.perf_counter(), 0
    number = 0
    while replay.now_s < 60.0 * minutes:
        sound = _at_level(sounds[number % len(sounds)], LEVELS[number // len(sounds) % len(LEVELS)])
        for heard in replay.hear(in_room(sound, number)):
            if type(heard.frame) in counts:
                counts[type(heard.frame)] += 1
            if isinstance(heard.frame, Final | ReflexHeard):
                words.append(heard.frame.text)
        number += 1
        if not settled and replay.now_s > SETTLED * 60.0 * minutes:
            settled = process.memory_info().rss
    speed = replay.now_s / (time.perf_counter() - began_s)
    grown = (process.memory_info().rss - settled) / MIB
    shown = ", ".join(sorted(set(words))) or "none"
    return (what, language, minutes, counts[SpeechStarted], counts[Final], counts[ReflexHeard], shown, speed, grown)


def _at_level(sound: Sound, level: float) -> Sound:
    return loud(sound[: 60 * SAMPLE_RATE_HZ], level) if np.any(sound) else sound
