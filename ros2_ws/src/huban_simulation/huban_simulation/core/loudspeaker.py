"""The robot's loudspeaker, and how it sounds in the robot's own microphone: later, quieter and with the room's echo."""

import numpy as np
from numpy.typing import NDArray

from huban_simulation.core.types import SAMPLE_RATE_HZ, Samples

CHUNK_SAMPLES = round(0.04 * SAMPLE_RATE_HZ)
BUFFERED_CHUNKS = 2
"""Sound waits until so much is there, so that a late message leaves no gap."""
LONGEST_S = 10.0
"""What waits longer is dropped: nobody speaks faster than time passes."""
DELAY_S = 0.012
ECHO_S = 0.25
"""The echo of a living room falls by 60 dB in this time."""
DIRECT = 3.0
"""The sound on the shortest way, against the first of the echo."""


class Loudspeaker:
    """Chunks in as they come, chunks out at the pace of the microphone."""

    def __init__(self, gain: float, seed: int) -> None:
        """`gain`: how loud its sound is in the robot's microphone, against what is played."""
        self._way = gain * _way(seed)
        self._waiting = np.zeros(0, dtype=np.int16)
        self._tail = np.zeros(self._way.size - 1)
        self._starting = 0

    def play(self, samples: Samples) -> None:
        self._waiting = np.concatenate((self._waiting, samples))[-round(LONGEST_S * SAMPLE_RATE_HZ) :]

    def stop(self) -> None:
        """Silence: what waits is dropped; the room still echoes."""
        self._waiting = np.zeros(0, dtype=np.int16)

    def chunk(self) -> NDArray[np.int32]:
        """The next 40 ms of what the microphone hears of it."""
        now = self._next()
        sound = self._tail[:CHUNK_SAMPLES].copy()
        self._tail = np.concatenate((self._tail[CHUNK_SAMPLES:], np.zeros(CHUNK_SAMPLES)))
        if now.any():
            heard = np.convolve(now, self._way)
            sound += heard[:CHUNK_SAMPLES]
            self._tail += heard[CHUNK_SAMPLES:]
        return np.asarray(np.round(sound), dtype=np.int32)

    def _next(self) -> NDArray[np.float64]:
        """What is played in these 40 ms: silence until enough waits, and at the end the rest."""
        self._starting = self._starting + 1 if self._waiting.size else 0
        if self._starting < BUFFERED_CHUNKS:
            return np.zeros(CHUNK_SAMPLES)
        now, self._waiting = self._waiting[:CHUNK_SAMPLES], self._waiting[CHUNK_SAMPLES:]
        return np.pad(now.astype(np.float64), (0, CHUNK_SAMPLES - now.size))


def _way(seed: int) -> NDArray[np.float64]:
    """An impulse response with a power of 1."""
    size = round(ECHO_S * SAMPLE_RATE_HZ)
    echo = np.random.default_rng(seed).standard_normal(size) * 10.0 ** (-3.0 * np.arange(size) / size)
    echo[0] = DIRECT
    delayed = np.concatenate((np.zeros(round(DELAY_S * SAMPLE_RATE_HZ)), echo))
    return np.asarray(delayed / np.sqrt(np.sum(delayed**2)), dtype=np.float64)
