"""What the robot's loudspeaker plays, on the time line of the microphone's stream; shared between two threads."""

from threading import Lock

import numpy as np

from huban_speech.core.frames import FULL_SCALE, SAMPLE_RATE_HZ, Samples
from huban_speech.core.hearing.echo import HISTORY_SAMPLES, Signal

_KEPT = 8 * SAMPLE_RATE_HZ
"""Longer than any delay between playing and hearing."""
_GAP = SAMPLE_RATE_HZ // 20
"""What begins so near to the end of what was played follows it without a gap."""
_CREEP_S = 1e-4
"""Per chunk: sound that arrives late for once does not move the time line, clocks that drift do."""
_JUMP_S = 1.0
_SILENCE: Signal = np.zeros(HISTORY_SAMPLES)


class OwnVoice:
    """A Sink that remembers the last seconds for whoever takes them out of the microphone's sound."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ring = np.zeros(_KEPT, dtype=np.int16)
        self._end = 0
        self._offset_s: float | None = None

    def play(self, samples: Samples, at_s: float) -> None:
        """Sound that begins at a time of the clock."""
        with self._lock:
            if self._offset_s is None:
                return
            start = round((at_s - self._offset_s) * SAMPLE_RATE_HZ)
            if abs(start - self._end) < _GAP:
                start = self._end
            self._clear(self._end, start)
            self._ring[np.arange(start, start + samples.size) % _KEPT] = samples
            self._end = start + samples.size

    def stop(self, at_s: float) -> None:
        """What was handed out sounds to its end: no more than one chunk."""

    def align(self, stream_s: float, now_s: float) -> None:
        """The microphone's stream had come to `stream_s` when the clock showed `now_s`."""
        offset_s = now_s - stream_s
        with self._lock:
            if self._offset_s is None or abs(offset_s - self._offset_s) > _JUMP_S:
                self._offset_s = offset_s
                self._ring[:] = 0
                self._end = 0
            self._offset_s = min(self._offset_s + _CREEP_S, offset_s)

    def until(self, end: int) -> Signal:
        """The HISTORY_SAMPLES before a sample of the stream."""
        with self._lock:
            if end - HISTORY_SAMPLES >= self._end:
                return _SILENCE
            at = np.arange(end - HISTORY_SAMPLES, end)
            known = (at < self._end) & (at >= self._end - _KEPT)
            return np.asarray(np.where(known, self._ring[at % _KEPT], 0) / FULL_SCALE, dtype=np.float64)

    def _clear(self, start: int, end: int) -> None:
        if end > start:
            self._ring[np.arange(max(start, end - _KEPT), end) % _KEPT] = 0
