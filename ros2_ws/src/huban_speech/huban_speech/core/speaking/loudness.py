"""One loudness for every voice, more of it where it is wanted, and consonants that stand out."""

from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from huban_speech.core.frames import FULL_SCALE, SAMPLE_RATE_HZ, Samples
from huban_speech.core.speaking.manner import Manner

USUAL_DBFS = -22.0
"""Level of the speech itself, without its pauses."""
PRESENCE_HZ, PRESENCE_Q = 2000.0, 0.7
"""A wide bell: +6 dB at 2 kHz is still +3 dB at 1.1 and 3.6 kHz."""
_KNEE = 0.6
_BLOCK = 320
_SILENT_BELOW = 0.1

Signal = NDArray[np.float64]


def delivered(samples: Samples, manner: Manner) -> Samples:
    """The sound of a voice at its loudness; peaks are rounded, never cut."""
    signal = samples.astype(np.float64) / FULL_SCALE
    if manner.presence_db:
        signal = _bell(signal, manner.presence_db)
    level = _speech_level(signal)
    if level > 0.0:
        signal = signal * (10 ** ((USUAL_DBFS + manner.gain_db) / 20) / level)
    return np.asarray(np.round(_limited(signal) * (FULL_SCALE - 1)), dtype=np.int16)


def _speech_level(signal: Signal) -> float:
    """Root mean square over the blocks of 20 ms that are not pauses."""
    blocks = signal[: signal.size // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    powers = np.mean(np.square(blocks), axis=1)
    loud = powers[powers > _SILENT_BELOW**2 * powers.max(initial=0.0)]
    return sqrt(float(np.mean(loud))) if loud.size else 0.0


def _limited(signal: Signal) -> Signal:
    """Straight up to the knee, then bent so that it never reaches 1."""
    size = np.abs(signal)
    bent = _KNEE + (1 - _KNEE) * np.tanh((size - _KNEE) / (1 - _KNEE))
    return np.asarray(np.where(size > _KNEE, np.sign(signal) * bent, signal))


def _bell(signal: Signal, gain_db: float) -> Signal:
    """Peaking equaliser after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients"."""
    turn = 2 * pi * PRESENCE_HZ / SAMPLE_RATE_HZ
    alpha, root = sin(turn) / (2 * PRESENCE_Q), 10 ** (gain_db / 40)
    above = [1 + alpha * root, -2 * cos(turn), 1 - alpha * root]
    below = [1 + alpha / root, -2 * cos(turn), 1 - alpha / root]
    return np.asarray(lfilter(above, below, signal))
