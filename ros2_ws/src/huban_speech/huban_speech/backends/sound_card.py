"""Microphones and loudspeakers of this machine, through PortAudio."""

from collections import deque
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huban_speech.backends.portaudio import DEFAULT, PORTAUDIO, ended, format_of, portaudio, started
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.hearing.resampling import Resampler, mono
from huban_speech.core.ports import Unavailable

_SILENT_AFTER_S = 1.0
"""A device that is gone often just stops calling."""
_WAITING_CHUNKS = 250
_CUSHION_S = 0.06
"""Sound that must be there before it begins, so that late chunks leave no gaps."""


class CardMicrophone:
    """A Source; `name` is part of a device's name, or `default`."""

    def __init__(self, name: str = DEFAULT) -> None:
        self._name = name
        self._stream: Any = None
        self._chunks: Queue[NDArray[np.int16]] = Queue(_WAITING_CHUNKS)

    def open(self) -> None:
        self._chunks = Queue(_WAITING_CHUNKS)
        with PORTAUDIO:
            sounddevice = portaudio()
            found = format_of(sounddevice, self._name, "input")
            self._resampler = Resampler(found.rate_hz, SAMPLE_RATE_HZ)
            self._stream = started(sounddevice.InputStream, self._name, found, self._take)

    def read(self) -> Samples:
        try:
            return self._resampler(mono(self._chunks.get(timeout=_SILENT_AFTER_S)))
        except Empty:
            raise Unavailable(f"the microphone '{self._name}' has stopped: is it unplugged?") from None

    def close(self) -> None:
        stream, self._stream = self._stream, None
        ended(stream)

    def _take(self, data: NDArray[np.int16], _frames: int, _time: Any, _status: Any) -> None:
        """On PortAudio's thread: must not wait."""
        with suppress(Full):
            self._chunks.put_nowait(data.copy())


class CardSpeaker:
    """A Sink; what is played while the device is away is lost. `trouble` says why nothing is heard."""

    def __init__(self, name: str = DEFAULT) -> None:
        self._name = name
        self._stream: Any = None
        self._lock = Lock()
        self._waiting: deque[Samples] = deque()
        self._sounding = False
        self.trouble = ""

    def open(self) -> None:
        """Raises Unavailable; may be called again after that, or after `lost`."""
        self.close()
        with PORTAUDIO:
            sounddevice = portaudio()
            found = format_of(sounddevice, self._name, "output")
            self._resampler = Resampler(SAMPLE_RATE_HZ, found.rate_hz)
            self._cushion = round(_CUSHION_S * found.rate_hz)
            self._stream = started(sounddevice.OutputStream, self._name, found, self._give)

    @property
    def lost(self) -> bool:
        return self._stream is None or not self._stream.active

    def play(self, samples: Samples, at_s: float) -> None:
        if self._stream is not None:
            made = self._resampler(samples)
            with self._lock:
                self._waiting.append(made)

    def stop(self, at_s: float) -> None:
        with self._lock:
            self._waiting.clear()
            self._sounding = False

    def close(self) -> None:
        stream, self._stream = self._stream, None
        ended(stream)

    def _give(self, data: NDArray[np.int16], frames: int, _time: Any, _status: Any) -> None:
        """On PortAudio's thread: must not wait long."""
        with self._lock:
            sound = self._next(frames)
        data[: sound.size] = sound[:, np.newaxis]
        data[sound.size :] = 0

    def _next(self, frames: int) -> Samples:
        waiting = sum(chunk.size for chunk in self._waiting)
        self._sounding = waiting > 0 and (self._sounding or waiting >= self._cushion)
        if not self._sounding:
            return np.zeros(0, dtype=np.int16)
        joined = np.concatenate(list(self._waiting))
        self._waiting.clear()
        self._waiting.append(joined[frames:])
        return joined[:frames]
