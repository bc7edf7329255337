"""A way through the map, and where one is on it."""

import numpy as np
from numpy.typing import NDArray

from huban_common.core.home import Point2
from huban_navigation.core.types import Pose

Floats = NDArray[np.float64]
WINDOW_M = 1.5
"""Progress is looked for so far ahead only, so that a path that comes back past itself is followed in order."""


class Path:
    """A polyline with a memory of how far it was followed."""

    def __init__(self, points: list[Point2]) -> None:
        self.points: Floats = np.array(points, dtype=np.float64)
        steps = np.hypot(*np.diff(self.points, axis=0).T) if len(points) > 1 else np.zeros(0)
        self._along_m: Floats = np.concatenate(([0.0], np.cumsum(steps)))
        self._index = 0

    @property
    def length_m(self) -> float:
        return float(self._along_m[-1])

    @property
    def remaining_m(self) -> float:
        """From the nearest point to the end, along the path."""
        return self.length_m - float(self._along_m[self._index])

    def follow(self, pose: Pose) -> None:
        """Moves the memory to the nearest point ahead."""
        ahead = self._slice(WINDOW_M)
        distance = np.hypot(ahead[:, 0] - pose.x, ahead[:, 1] - pose.y)
        self._index += int(distance.argmin())

    def ahead(self, distance_m: float) -> Point2:
        """The point of the path so far ahead of where it was followed to; its end where it is shorter."""
        x, y = self._slice(distance_m)[-1]
        return float(x), float(y)

    def next_points(self, distance_m: float) -> Floats:
        """(N, 2) the points of the next metres, at least one."""
        return self._slice(distance_m)

    def _slice(self, distance_m: float) -> Floats:
        reach = self._along_m[self._index] + distance_m
        end = int(np.searchsorted(self._along_m, reach, side="right"))
        return self.points[self._index : max(end, self._index + 1)]
