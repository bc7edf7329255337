"""flite, a process per sentence: sound together with the end times of its phones."""

import re
import shutil
import subprocess
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tiny_vosk.espeak import SynthesisError
from tiny_vosk.sound import resampled
from tiny_vosk.types import Floats, Manner

_TIMEOUT_S = 30.0
_SEGMENT = re.compile(r"(\S+):(\d+\.\d+)")


def say(text: str, manner: Manner) -> tuple[Floats, list[tuple[str, int, int]]]:
    """Sound at SAMPLE_RATE_HZ and its phones with start and end; the rate stretches time, 1 is the voice's own."""
    if shutil.which("flite") is None:
        raise SynthesisError("flite is not installed: apt-get install flite")
    with TemporaryDirectory() as folder:
        file = Path(folder, "spoken.wav")
        command = ["flite", "-voice", manner.voice, "--setf", f"duration_stretch={manner.rate}", "-psdur"]
        done = subprocess.run(
            [*command, "-t", text, "-o", str(file)], capture_output=True, timeout=_TIMEOUT_S, check=False
        )
        if done.returncode != 0 or not file.exists():
            raise SynthesisError(
                f"flite with the voice '{manner.voice}': {done.stderr.decode(errors='replace').strip()}"
            )
        with wave.open(str(file)) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float32)
            even, ratio = resampled(samples, sound.getframerate())
            return even, _segments(done.stdout.decode(), sound.getframerate() * ratio)


def _segments(printed: str, rate_hz: float) -> list[tuple[str, int, int]]:
    segments, start = [], 0
    for phone, end_s in _SEGMENT.findall(printed):
        end = round(float(end_s) * rate_hz)
        segments.append((phone, start, end))
        start = end
    return segments
