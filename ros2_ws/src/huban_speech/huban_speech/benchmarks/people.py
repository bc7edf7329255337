"""People and household noise for the benchmarks: synthetic voices, and recordings where they lie on this machine."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from huban_speech.backends.program import output_of
from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.evaluation.sound_files import read_sound

Sound = NDArray[np.float64]
VOICES = {"en": ("slt", "rms", "awb"), "zh-CN": ("cmn-latn-pinyin+f3", "cmn-latn-pinyin+m3", "cmn-latn-pinyin")}
LEVEL = 2500.0
"""Root mean square of somebody who speaks up to the robot, of 32768."""


@cache
def says(text: str, language: str, voice: str, pace: float = 1.0) -> Sound:
    """A sentence without the silence around it; `pace` times as fast as an old person speaks."""
    if language == "en" and "+" not in voice:
        stretch = f"duration_stretch={1.2 / pace:.2f}"
        command = ["flite", "-voice", voice, "--setf", stretch, "-t", text, "-o", "/dev/stdout"]
    else:
        command = ["espeak-ng", "-v", voice, "-s", f"{130 * pace:.0f}", "--stdout", "--", text]
    return loud(trimmed(from_wav(output_of(command, b"", f"the voice '{voice}'")).astype(np.float64)))


def loud(sound: Sound, level: float = LEVEL) -> Sound:
    return np.asarray(sound * level / max(1.0, float(np.sqrt(np.mean(sound**2)))), dtype=np.float64)


def trimmed(sound: Sound) -> Sound:
    """From the first to the last moment that can be heard."""
    frame = SAMPLE_RATE_HZ // 100
    energy = np.sqrt(np.mean(sound[: sound.size // frame * frame].reshape(-1, frame) ** 2, axis=1))
    lasting = np.minimum.reduce([energy[start : energy.size - 2 + start] for start in range(3)])
    audible = np.flatnonzero(lasting > 0.05 * energy.max())
    return sound[audible[0] * frame : (audible[-1] + 3) * frame]


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ))


def recorded(path: Path) -> Sound:
    """A recording of any usual kind; raises DataError."""
    return read_sound(path).astype(np.float64)


def in_room(sound: Sound, seed: int = 1) -> Samples:
    """With the hum of a quiet room."""
    hum = np.random.default_rng(seed).normal(0.0, 25.0, sound.size)
    return np.asarray(np.clip(sound + hum, -32768, 32767), dtype=np.int16)
