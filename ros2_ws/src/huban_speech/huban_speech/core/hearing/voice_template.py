"""A person's voice in 90 figures: where the sounds of it lie on average, and how they vary.

Second-order statistics after Bimbot, Magrin-Chagnolleau and Mathan 1995 (doi:10.1016/0167-6393(95)00013-E): no model of
other voices, no training, and nothing from which words could be heard again.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huban_speech.core.frames import FULL_SCALE, Samples
from huban_speech.core.hearing.voice_features import WINDOW, mfcc

SIZE = 12
"""Cepstral coefficients 1 to 12: the 0th is loudness."""
HOP = 256
"""16 ms."""
FLOOR = 0.05
"""Of the mean variance: short samples know too little of how a voice varies."""

Sounds = NDArray[np.float64]
"""(n, SIZE): the cepstrum of each moment."""


@dataclass(frozen=True, eq=False)
class VoiceTemplate:
    """`mean` (SIZE,), `covariance` (SIZE, SIZE)."""

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]


def sounds(samples: Samples) -> Sounds:
    """The moments of a stretch of voice, HOP apart; none of less than a WINDOW."""
    starts = range(0, samples.size - WINDOW + 1, HOP)
    found = [mfcc(samples[start : start + WINDOW] / FULL_SCALE)[1 : SIZE + 1] for start in starts]
    return np.array(found, dtype=np.float64).reshape(-1, SIZE)


def template(heard: Sounds) -> VoiceTemplate:
    """Of at least SIZE moments; raises ValueError for fewer."""
    if len(heard) < SIZE:
        raise ValueError(f"a voice template needs {SIZE} moments of voice, not {len(heard)}")
    covariance = np.cov(heard.T)
    floor = FLOOR * float(np.trace(covariance)) / SIZE
    return VoiceTemplate(heard.mean(axis=0), covariance + max(floor, 1e-6) * np.eye(SIZE))


def distance(first: VoiceTemplate, second: VoiceTemplate) -> float:
    """Symmetric Kullback-Leibler divergence per dimension; 0 for the same."""
    inverse, other = np.linalg.inv(first.covariance), np.linalg.inv(second.covariance)
    apart = first.mean - second.mean
    spread = np.sum(first.covariance * other) + np.sum(second.covariance * inverse) - 2 * SIZE
    return float(0.5 * (spread + apart @ (inverse + other) @ apart) / SIZE)
