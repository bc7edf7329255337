"""Where people can stand and walk."""

import numpy as np

from huban_common.core.floor_plan import Grid, NoRouteError, route
from huban_common.core.home import Point2
from huban_simulation.core.people.skeleton import Floats

WALKER_M = 0.2
"""Half the width that somebody needs to walk."""


class Floor:
    """The free floor of a home."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._clearance = grid.clearance_m()

    def free_near(self, point: Point2, within_m: float, radius_m: float = WALKER_M) -> Point2 | None:
        """The nearest point with this much room around it; None when there is none near enough."""
        rows, columns = np.nonzero(self._clearance >= radius_m)
        x = self._grid.origin[0] + (columns + 0.5) * self._grid.resolution_m
        y = self._grid.origin[1] + (rows + 0.5) * self._grid.resolution_m
        distances = np.hypot(x - point[0], y - point[1])
        nearest = int(distances.argmin())
        return (float(x[nearest]), float(y[nearest])) if distances[nearest] <= within_m else None

    def route(self, start: Point2, goal: Point2) -> list[Point2]:
        """A way for a walker, cell by cell; raises NoRouteError."""
        return route(self._grid, start, goal, WALKER_M, comfort_m=0.35)

    def reaches(self, start: Point2, goal: Point2) -> bool:
        """Whether there is a way."""
        try:
            self.route(start, goal)
        except NoRouteError:
            return False
        return True

    def room_around(self, points: Floats) -> Floats:
        """The distance (n,) from points (n, 2 or more columns) to the nearest obstacle; 0 outside the home."""
        cells = np.floor((points[:, 1::-1] - self._grid.origin[::-1]) / self._grid.resolution_m).astype(int)
        inside = ((cells >= 0) & (cells < self._clearance.shape)).all(axis=1)
        rows, columns = np.where(inside[:, None], cells, 0).T
        room: Floats = np.where(inside, self._clearance[rows, columns], 0.0)
        return room
