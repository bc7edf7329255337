"""From one sampling rate to another, chunk by chunk, as if it were done in one piece."""

from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin, resample_poly

from huban_speech.core.frames import Samples

_REACH = 10
"""Half the length of the filter, in samples of the lower rate: what `scipy.signal.resample_poly` takes by itself."""


class Resampler:
    """Delays the sound by 10 samples of the lower rate."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        common = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        widest = max(self._up, self._down)
        self._filter = firwin(2 * _REACH * widest + 1, 1 / widest, window=("kaiser", 5.0)) if widest > 1 else None
        # Whole periods of `down` samples come to whole periods of `up` samples
        self._margin = self._down * ceil(_REACH * widest / self._up / self._down)
        self._held: NDArray[np.int16] = np.zeros(self._margin, dtype=np.int16)

    def __call__(self, samples: Samples) -> Samples:
        """What can be told of the sound so far and was not given out yet."""
        if self._filter is None:
            return samples
        self._held = np.concatenate((self._held, samples))
        ready = (self._held.size - 2 * self._margin) // self._down * self._down
        if ready <= 0:
            return np.zeros(0, dtype=np.int16)
        piece = self._held[: ready + 2 * self._margin].astype(np.float32)
        self._held = self._held[ready:]
        whole = resample_poly(piece, self._up, self._down, window=self._filter)
        first = self._margin // self._down * self._up
        made = whole[first : first + ready // self._down * self._up]
        return np.asarray(np.clip(np.round(made), -32768, 32767), dtype=np.int16)


def mono(samples: NDArray[np.int16]) -> Samples:
    """One channel out of many, (samples, channels): their mean."""
    if samples.shape[1] == 1:
        return samples[:, 0]
    return np.asarray(np.round(samples.mean(axis=1)), dtype=np.int16)
