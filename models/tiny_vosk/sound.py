"""Sound at our rate."""

from math import gcd

import numpy as np
from scipy.signal import resample_poly

from tiny_vosk.types import SAMPLE_RATE_HZ, Floats


def resampled(samples: Floats, rate_hz: int) -> tuple[Floats, float]:
    """The sound at SAMPLE_RATE_HZ, and by how much positions in it have to be multiplied."""
    if rate_hz == SAMPLE_RATE_HZ:
        return samples, 1.0
    common = gcd(rate_hz, SAMPLE_RATE_HZ)
    even = resample_poly(samples, SAMPLE_RATE_HZ // common, rate_hz // common)
    return np.asarray(even, dtype=np.float32), SAMPLE_RATE_HZ / rate_hz


def power(samples: Floats) -> float:
    """Mean square; of nothing it is zero."""
    return float(np.mean(np.square(samples))) if samples.size else 0.0
