"""Recordings as a source, and a recording of what is played as a sink."""

from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import soundfile

from huban_common.core.clock import Clock, MonotonicClock
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.hearing.resampling import Resampler, mono
from huban_speech.core.ports import Unavailable

_CHUNK_S = 0.04


class FileSource:
    """A Source: plays a wav, flac, ogg or mp3 file at the pace of time, and silence after its end."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._path = path
        self._clock = clock or MonotonicClock()
        self._file: Any = None
        self._pause = Event()

    def open(self) -> None:
        try:
            self._file = soundfile.SoundFile(self._path)
        except (OSError, RuntimeError) as error:
            raise Unavailable(f"{self._path}: no sound file that can be read: {error}") from error
        self._resampler = Resampler(self._file.samplerate, SAMPLE_RATE_HZ)
        self._due_s = self._clock.now_s()

    def read(self) -> Samples:
        if self._file is None:
            raise Unavailable(f"{self._path} is not open")
        self._due_s += _CHUNK_S
        self._pause.wait(max(0.0, self._due_s - self._clock.now_s()))
        try:
            data = self._file.read(round(_CHUNK_S * self._file.samplerate), dtype="int16", always_2d=True, fill_value=0)
        except (OSError, RuntimeError) as error:
            raise Unavailable(f"{self._path}: damaged: {error}") from error
        return self._resampler(mono(data))

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


class FileSink:
    """A Sink: a 16-bit wav file of what sounded; `close` finishes it."""

    def __init__(self, path: Path) -> None:
        self._file = soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 1, "PCM_16", format="WAV")

    def play(self, samples: Samples, at_s: float) -> None:
        self._file.write(np.ascontiguousarray(samples))

    def stop(self, at_s: float) -> None:
        """What was given out is in the file; it is no more than a chunk too much."""

    def close(self) -> None:
        self._file.close()
