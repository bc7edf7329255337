"""Where a person probably is now, from where they were seen before."""

from math import inf, log

import numpy as np

from huban_perception.core.types import Array

_ASIDE_M = 0.15
"""How wrong a place is across the line of sight (1 sigma)."""

_ALONG = 0.15
"""How wrong it is along the line of sight, as a part of the distance: a picture tells directions, not depths."""

_UNSURE_MPS = 0.6
"""How much the error of a guess grows with the time since the person was seen."""

_DRIFT_S = 5.0
"""Whoever was unseen for longer than this may be anywhere near."""

_GAIN, _SPEED_GAIN = 0.6, 0.25
"""Of an alpha-beta filter: how far place and speed follow a new sighting."""

_COAST_S = 1.0
"""People are taken to walk on for this long after they were seen; later they may have stopped."""


class Motion:
    """Place and speed of one person, smoothed (alpha-beta filter)."""

    def __init__(self, place: Array, most_mps: float) -> None:
        self.place = place
        self._speed = np.zeros(3)
        self._most_mps = most_mps
        self._seen_s = -inf

    def see(self, place: Array, stamp_s: float) -> None:
        """Takes a sighting; the first one says nothing about speed."""
        passed_s = stamp_s - self._seen_s
        if 0.0 < passed_s <= _COAST_S:
            miss = place - self.expected(stamp_s)
            self.place = self.expected(stamp_s) + _GAIN * miss
            self._speed = self._limited(self._speed + _SPEED_GAIN * miss / passed_s)
        else:
            self.place, self._speed = place, np.zeros(3)
        self._seen_s = stamp_s

    def expected(self, stamp_s: float) -> Array:
        """(3,) where the person is if they walked on, for a while, as they did."""
        away_s = stamp_s - self._seen_s
        guess: Array = self.place + self._speed * (min(away_s, _COAST_S) if away_s < inf else 0.0)
        return guess

    def surprise(self, place: Array, stamp_s: float, camera: Array, may_walk: bool = True) -> float:
        """Negative log likelihood of a sighting by a camera at (3,), but for a constant (normal distribution)."""
        ray = place - camera
        distance_m = float(np.linalg.norm(ray))
        miss = place - self.expected(stamp_s)
        along = float(miss @ ray) / distance_m if distance_m > 0.0 else 0.0
        aside = float(np.sqrt(max(0.0, float(miss @ miss) - along**2)))
        drift_m = _UNSURE_MPS * min(stamp_s - self._seen_s, _DRIFT_S) if may_walk else 0.0
        aside_m, along_m = _ASIDE_M + drift_m, _ALONG * distance_m + drift_m
        return 0.5 * ((aside / aside_m) ** 2 + (along / along_m) ** 2) + 2.0 * log(aside_m) + log(along_m)

    def _limited(self, speed: Array) -> Array:
        mps = float(np.linalg.norm(speed))
        return speed if mps <= self._most_mps else speed * (self._most_mps / mps)
