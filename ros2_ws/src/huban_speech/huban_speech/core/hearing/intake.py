"""From whatever a microphone delivers to a stream of equal blocks whose time is their place in it."""

from collections.abc import Iterator
from math import sqrt

import numpy as np

from huban_speech.core.frames import BLOCK_SAMPLES, FULL_SCALE, SAMPLE_RATE_HZ, Audio, Samples

LONGEST_CHUNK_S = 10.0
LOUDEST_RMS = 0.6 * FULL_SCALE
"""Noise over the full range has 0.58 of it; more is 8-bit, float or unsigned sound read as 16-bit."""


class Intake:
    """Takes chunks of 16 kHz s16le mono of any length; what is none is counted and its time filled with silence."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, dtype=np.int16)
        self._start = 0
        self.refused = 0
        self.last_refusal = ""
        self.refusing = False
        """Whether the latest chunk was refused."""

    def accept(self, data: bytes) -> Iterator[Audio]:
        """The blocks that a chunk completes."""
        self.refusing = False
        self._rest = np.concatenate((self._rest, self._samples(data)))
        while self._rest.size >= BLOCK_SAMPLES:
            block, self._rest = self._rest[:BLOCK_SAMPLES], self._rest[BLOCK_SAMPLES:]
            yield Audio(block, self._start / SAMPLE_RATE_HZ)
            self._start += BLOCK_SAMPLES

    def _samples(self, data: bytes) -> Samples:
        if not data:
            return self._refuse("an empty chunk", 0)
        if len(data) % 2:
            return self._refuse(f"{len(data)} bytes, an odd number: not 16-bit", len(data) // 2)
        samples = np.frombuffer(data, dtype="<i2")
        if samples.size > LONGEST_CHUNK_S * SAMPLE_RATE_HZ:
            return self._refuse(f"a chunk of {samples.size} samples, longer than {LONGEST_CHUNK_S} s", 0)
        if rms(samples) > LOUDEST_RMS:
            return self._refuse("louder than any sound: not 16-bit signed little-endian", samples.size)
        return samples.astype(np.int16, copy=False)

    def _refuse(self, reason: str, samples: int) -> Samples:
        self.refusing = True
        self.refused += 1
        self.last_refusal = reason
        return np.zeros(samples, dtype=np.int16)


def rms(samples: Samples) -> float:
    """Root mean square, 0..32768; 0 for no samples."""
    if not samples.size:
        return 0.0
    sound = samples.astype(np.float32)
    return sqrt(float(sound @ sound) / samples.size)
