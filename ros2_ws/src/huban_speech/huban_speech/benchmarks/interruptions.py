"""Barge-in: the robot talks, its voice is in its own microphone, and somebody else begins to speak."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve

from huban_speech.benchmarks.answers import Row, delays
from huban_speech.benchmarks.people import Sound, in_room, loud, recorded, says, silence, trimmed
from huban_speech.benchmarks.replay import House, Replay
from huban_speech.core.frames import BLOCK_SAMPLES, SAMPLE_RATE_HZ, BargeIn, BargeInAct, SpeechStarted

CHUNK = BLOCK_SAMPLES
ROBOT = (
    "Good morning Mrs Wang. Today is Sunday, and the sun is shining.",
    "At ten o'clock you have your exercises with me, and lunch will be at twelve.",
    "The nurse comes at four in the afternoon, and your daughter has called.",
    "I can read the news to you, or we can listen to the opera that you like.",
)
LISTENING = {
    "en": ("ah", "uh huh", "yes", "yeah", "okay", "oh", "right", "i see", "good", "sure", "fine", "really"),
    "zh-CN": ("嗯", "嗯嗯", "对", "好", "是", "哦", "对对", "好的", "啊", "行", "是的", "好啊"),
}
VOICES = {
    "en": ("slt", "rms", "awb", "kal16", "en-us+f4", "en-us+m2"),
    "zh-CN": tuple(f"cmn-latn-pinyin+{variant}" for variant in ("f3", "m3", "f4", "m2", "Annie", "pedro")),
}
PACES = (0.85, 1.2)
GAIN, ECHO_S, LATE_S = 0.3, 0.25, 0.06
IN_HAND_S = 0.04
"""What is being played is played to its end."""
HUMS_HZ = tuple(90.0 + 10.0 * number for number in range(17))
WARM_UP = 6
"""Sentences of the robot before anything is measured: the echo filter has learnt the room."""


@dataclass
class _Talk:
    """What happened during one sentence of the robot."""

    silent_s: float | None = None
    acts: list[BargeInAct] = field(default_factory=list)
    heard_itself: int = 0


class Stage:
    """A robot that talks and listens in a room; falls silent when its chain says so, with the chunk in hand."""

    def __init__(self, house: House, language: str, seed: int = 1) -> None:
        self._replay = Replay(house, language)
        size = round(ECHO_S * SAMPLE_RATE_HZ)
        way = np.random.default_rng(seed).standard_normal(size) * 10.0 ** (-3.0 * np.arange(size) / size)
        way[0] = 3.0
        self._way = GAIN * way / np.sqrt(np.sum(way**2))
        self._random = np.random.default_rng(seed)

    def talk(self, sentence: Sound, person: Sound, at_s: float) -> _Talk:
        """The robot says a sentence; `person` begins `at_s` seconds after it."""
        total = max(sentence.size, round(at_s * SAMPLE_RATE_HZ) + person.size) + 4 * SAMPLE_RATE_HZ
        total -= total % CHUNK
        others = silence(total / SAMPLE_RATE_HZ)
        start = round(at_s * SAMPLE_RATE_HZ)
        others[start : start + person.size] = person
        echo = np.zeros(total + self._way.size + SAMPLE_RATE_HZ)
        late = round((LATE_S + self._random.uniform(-0.02, 0.02)) * SAMPLE_RATE_HZ)
        result, position, talking = _Talk(), 0, True
        for now in range(0, total, CHUNK):
            if talking and position < sentence.size:
                chunk = sentence[position : position + CHUNK]
                self._replay.own_voice.play(chunk.astype(np.int16), self._replay.now_s)
                echo[now + late : now + late + chunk.size + self._way.size - 1] += fftconvolve(chunk, self._way)
                position += CHUNK
            block = in_room(others[now : now + CHUNK] + echo[now : now + CHUNK], now)
            for heard in self._replay.hear(block):
                if isinstance(heard.frame, SpeechStarted) and now < start:
                    result.heard_itself += 1
                if isinstance(heard.frame, BargeIn):
                    result.acts.append(heard.frame.act)
                    if talking and heard.frame.act is not BargeInAct.RESUME:
                        result.silent_s = (now + CHUNK) / SAMPLE_RATE_HZ + heard.took_s + IN_HAND_S
                    talking = heard.frame.act is BargeInAct.RESUME
        return result


def warm(house: House, language: str) -> tuple[Stage, int]:
    """A stage whose echo filter knows the room, and how often the robot heard itself meanwhile."""
    stage = Stage(house, language)
    talks = [stage.talk(robot(number), silence(0.0), 0.0) for number in range(WARM_UP)]
    return stage, sum(talk.heard_itself for talk in talks)


def robot(number: int) -> Sound:
    command = says(ROBOT[number % len(ROBOT)], "robot", "en-us")
    return loud(command, 3000.0)


def hum(pitch_hz: float, pace: float) -> Sound:
    """An "mm-hm": two sounds through a closed mouth, the second one higher."""
    parts = []
    for usual_s, pitch in ((0.18, pitch_hz), (0.08, 0.0), (0.25, 1.25 * pitch_hz)):
        duration_s = usual_s / pace
        time_s = np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        tones = sum(np.sin(2 * np.pi * pitch * n * time_s) / n**2 for n in range(1, 6))
        parts.append(np.sin(np.pi * time_s / duration_s) * tones)
    return loud(np.concatenate(parts), 1500.0)


def onsets(house: House, folder: Path, most: int) -> tuple[Row, int]:
    """From the first sound of a recorded person to the robot's last one; how often the robot heard itself."""
    stage, itself = warm(house, "en")
    found: list[float] = []
    paths = sorted(folder.glob("*.wav"))[:most]
    for number, path in enumerate(paths):
        at_s = 1.0 + 0.13 * (number % 10)
        talk = stage.talk(robot(number), loud(trimmed(recorded(path)))[: 3 * SAMPLE_RATE_HZ], at_s)
        itself += talk.heard_itself
        if talk.silent_s is not None and talk.silent_s >= at_s:
            found.append(1e3 * (talk.silent_s - at_s))
    return delays("robot silent after the onset of a recorded person", len(paths), found), itself


def false_stops(house: House, language: str) -> tuple[Row, int]:
    """Sounds of listening: how often the robot gave up what it said, and at which of them."""
    stage, itself = warm(house, language)
    paused, gave_up = 0, []
    sounds = list(_listening(language))
    for number, (name, sound) in enumerate(sounds):
        talk = stage.talk(robot(number), sound, 1.2)
        itself += talk.heard_itself
        paused += BargeInAct.PAUSE in talk.acts
        if {BargeInAct.INTERRUPT, BargeInAct.HUSH} & set(talk.acts):
            gave_up.append(name)
    share = 100.0 * len(gave_up) / len(sounds)
    shown = ", ".join(sorted(set(gave_up))) or "none"
    return (f"sounds of listening, {language}", len(sounds), paused, len(gave_up), share, shown), itself


def _listening(language: str) -> Iterator[tuple[str, Sound]]:
    """What somebody says who listens, by synthetic voices at two paces, and hummed."""
    for text, voice, pace in product(LISTENING[language], VOICES[language], PACES):
        yield text, says(text, language, voice, pace)
    for pitch_hz, pace in product(HUMS_HZ, PACES):
        yield "a hum", hum(pitch_hz, pace)
