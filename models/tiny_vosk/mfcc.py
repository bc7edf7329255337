"""Mel-frequency cepstra as Kaldi computes them with our conf/mfcc.conf: no dither, no energy, snipped edges."""

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import rfft

from tiny_vosk.types import SAMPLE_RATE_HZ, Floats

FRAME, SHIFT = 400, 160
"""Samples: 25 ms every 10 ms."""
BINS, CEPSTRA = 30, 20
LOW_HZ, HIGH_HZ = 150.0, 7600.0
"""Household noise is strongest below the first formants."""
_FFT, _PREEMPHASIS, _LIFTER = 512, 0.97, 22.0
_FORMANTS_HZ = 4800.0
"""Below it lies what the length of a throat shifts."""
_FLOOR = float(np.finfo(np.float32).eps)

OPTIONS = {
    "sample-frequency": SAMPLE_RATE_HZ,
    "use-energy": "false",
    "num-mel-bins": BINS,
    "num-ceps": CEPSTRA,
    "low-freq": LOW_HZ,
    "high-freq": HIGH_HZ,
    "dither": 0,
}
"""The same for conf/mfcc.conf; what it does not name is Kaldi's default."""


def mfcc(samples: Floats, throat: float = 1.0) -> Floats:
    """(frames, CEPSTRA) of sound on the scale of 16-bit integers; less than a frame gives none.

    `throat`: as if from a throat so many times as long (vocal tract length perturbation, Jaitly and Hinton 2013).
    """
    if samples.size < FRAME:
        return np.zeros((0, CEPSTRA), dtype=np.float32)
    frames = sliding_window_view(samples, FRAME)[::SHIFT].astype(np.float32)
    frames -= frames.mean(axis=1, keepdims=True)
    emphasised = frames - _PREEMPHASIS * np.concatenate((frames[:, :1], frames[:, :-1]), axis=1)
    spectrum = rfft(emphasised * _window(), _FFT, axis=1)
    energies = (np.square(spectrum.real) + np.square(spectrum.imag)).astype(np.float32) @ _filters(throat)
    return np.asarray(np.log(np.maximum(energies, _FLOOR)) @ _cosines(), dtype=np.float32)


@cache
def _window() -> Floats:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))
    return np.asarray(hann**0.85, dtype=np.float32)


@cache
def _filters(throat: float) -> Floats:
    """(FFT bins, BINS): triangles that are even on the mel scale, for a throat of length 1."""
    low, high = _mel(np.array([LOW_HZ, HIGH_HZ]))
    edges = _mel(_lengthened(_hertz(low + (high - low) * np.arange(BINS + 2) / (BINS + 1)), throat))
    bins = _mel(np.arange(_FFT // 2 + 1) * SAMPLE_RATE_HZ / _FFT)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    # Kaldi leaves the bin at the Nyquist frequency out
    triangles[-1] = 0.0
    return np.asarray(triangles, dtype=np.float32)


@cache
def _cosines() -> Floats:
    """(BINS, CEPSTRA): the cosine transform with the lifter in it."""
    order = np.arange(CEPSTRA)
    cosines = np.cos(np.pi / BINS * np.outer(np.arange(BINS) + 0.5, order)) * np.sqrt(2.0 / BINS)
    cosines[:, 0] = np.sqrt(1.0 / BINS)
    lifter = 1.0 + 0.5 * _LIFTER * np.sin(np.pi * order / _LIFTER)
    return np.asarray(cosines * lifter, dtype=np.float32)


def _lengthened(hertz: NDArray[np.float64], throat: float) -> NDArray[np.float64]:
    """Frequencies that a throat so many times as long brings down to the given ones; the Nyquist frequency stays."""
    knee = _FORMANTS_HZ * min(throat, 1.0)
    nyquist = SAMPLE_RATE_HZ / 2
    return np.interp(hertz, [0.0, knee / throat, nyquist], [0.0, knee, nyquist])


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(hertz / 700.0), dtype=np.float64)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700.0 * np.expm1(mel / 1127.0), dtype=np.float64)
