"""The lidar: from true distances to what the instrument would say."""

from math import pi

import numpy as np
from numpy.typing import NDArray

RAYS = 360
RANGE_MIN_M, RANGE_MAX_M = 0.05, 12.0
ANGLES_RAD: NDArray[np.float64] = np.linspace(-pi, pi, RAYS, endpoint=False)
"""Directions of the rays in the frame `laser`, counter-clockwise."""


class Lidar:
    """Seeded Gaussian noise; nothing in range is infinity (REP-117)."""

    def __init__(self, noise_m: float, seed: int) -> None:
        self._noise_m = noise_m
        self._random = np.random.default_rng(seed)

    def measure(self, distances_m: NDArray[np.float64]) -> NDArray[np.float32]:
        """One range per ray; `distances_m` is negative where a ray hit nothing."""
        noisy = distances_m + self._random.normal(0.0, self._noise_m, distances_m.shape)
        seen = (distances_m >= RANGE_MIN_M) & (distances_m <= RANGE_MAX_M)
        ranges = np.where(seen, np.clip(noisy, RANGE_MIN_M, RANGE_MAX_M), np.inf)
        return ranges.astype(np.float32)
