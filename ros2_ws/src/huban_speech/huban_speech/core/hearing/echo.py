"""Predicts how the robot's own voice sounds in the microphone: an adaptive filter that learns the way between them.

Partitioned block frequency-domain Kalman filter after Enzner and Vary 2006 (doi:10.1016/j.sigpro.2005.09.013) and
Kuech et al. 2014 (doi:10.1109/ICASSP.2014.6853806).
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from huban_speech.core.frames import BLOCK_SAMPLES

Signal: TypeAlias = NDArray[np.float64]
"""Sound between -1 and 1."""

PARTITIONS = 12
"""0.38 s: delay of the sound card and the transport, and the echo of the room."""
HISTORY_SAMPLES = (PARTITIONS + 1) * BLOCK_SAMPLES
_FADING = 0.9995
"""How much of the way is the same one block later."""
_UNCERTAINTY = 0.03
"""How far the way may be from what is known of it at the beginning, where the direct sound arrives."""
_DIRECT, _LATER = 2, 0.6
"""Parts that the direct sound may arrive in; each one after them is by so much weaker."""
_SMOOTHING = 0.5
_TINY = 1e-10


class EchoFilter:
    def __init__(self) -> None:
        bins = BLOCK_SAMPLES + 1
        weaker = _LATER ** np.maximum(0, np.arange(PARTITIONS) - _DIRECT)
        self._way = np.zeros((PARTITIONS, bins), dtype=np.complex128)
        self._uncertainty = _UNCERTAINTY * np.repeat(weaker[:, None], bins, axis=1)
        self._played = np.zeros((PARTITIONS, bins), dtype=np.complex128)
        self._rest = np.zeros(bins)

    def predict(self, played: Signal) -> Signal:
        """The echo in one block, from the HISTORY_SAMPLES played up to its end."""
        blocks = played.reshape(-1, BLOCK_SAMPLES)
        self._played = np.fft.rfft(np.hstack((blocks[:-1], blocks[1:]))[::-1], axis=1)
        echo = np.fft.irfft(np.sum(self._way * self._played, axis=0))
        return np.asarray(echo[BLOCK_SAMPLES:], dtype=np.float64)

    def learn(self, rest: Signal) -> None:
        """Adapts to what the last prediction left of the microphone's block."""
        error = np.fft.rfft(np.concatenate((np.zeros(BLOCK_SAMPLES), rest)))
        self._rest += (1.0 - _SMOOTHING) * (np.abs(error) ** 2 - self._rest)
        power = np.abs(self._played) ** 2
        doubt = 0.5 * np.sum(self._uncertainty * power, axis=0) + self._rest / PARTITIONS + _TINY
        step = self._uncertainty / doubt
        self._way = _one_block_each(self._way + step * self._played.conj() * error)
        known = np.maximum(1.0 - 0.5 * step * power, 0.0) * self._uncertainty
        self._uncertainty = _FADING**2 * known + (1.0 - _FADING**2) * np.abs(self._way) ** 2


def _one_block_each(way: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Each part of the way is no longer than a block: what lies beyond is an artefact of the transform."""
    response = np.fft.irfft(way, axis=1)
    response[:, BLOCK_SAMPLES:] = 0.0
    return np.asarray(np.fft.rfft(response, axis=1), dtype=np.complex128)


def power(signal: Signal) -> float:
    """Mean square."""
    return float(signal @ signal) / signal.size
