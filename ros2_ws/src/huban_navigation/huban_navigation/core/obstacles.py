"""What the lidar sees that is not on the map: people, a chair that was moved."""

from dataclasses import replace
from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from huban_common.core.floor_plan import Grid
from huban_navigation.core.types import Pose

Floats = NDArray[np.float64]
KNOWN_WITHIN_M = 0.15
"""A return so close to something on the map is that thing."""
NONE: Floats = np.zeros((0, 2))


class Surprises:
    """Sorts the points of a scan into what the map knows and what it does not."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._clearance_m = grid.clearance_m()

    def among(self, points: Floats, base: Pose) -> Floats:
        """(M, 2) in map: those of (N, 2) points in the robot's frame that are not on the map."""
        if not len(points):
            return NONE
        c, s = cos(base.yaw_rad), sin(base.yaw_rad)
        in_map = points @ np.array([[c, s], [-s, c]]) + (base.x, base.y)
        rows, columns = self._cells(in_map)
        inside = (rows >= 0) & (rows < self._clearance_m.shape[0]) & (columns >= 0)
        inside &= columns < self._clearance_m.shape[1]
        in_map, rows, columns = in_map[inside], rows[inside], columns[inside]
        unknown: Floats = in_map[self._clearance_m[rows, columns] > KNOWN_WITHIN_M]
        return unknown

    def marked(self, surprises: Floats) -> Grid:
        """The map with these points as obstacles."""
        occupied = self._grid.occupied.copy()
        rows, columns = self._cells(surprises)
        occupied[rows, columns] = True
        return replace(self._grid, occupied=occupied)

    def _cells(self, points: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        cells = np.floor((points - self._grid.origin) / self._grid.resolution_m).astype(np.intp)
        return cells[:, 1], cells[:, 0]


def blocks(surprises: Floats, path_points: Floats, reach_m: float) -> bool:
    """Whether any surprise is within `reach_m` of the points of a path."""
    if not len(surprises) or not len(path_points):
        return False
    gaps = np.hypot(*(surprises[:, None, :] - path_points[None, :, :]).T)
    return bool(gaps.min() < reach_m)
