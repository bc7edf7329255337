"""Coming close to somebody: where to stand and how to get there."""

from collections.abc import Iterator
from math import atan2, hypot

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label
from skimage.draw import line

from huban_behaviors.core.ports import Hindered, Robot
from huban_behaviors.core.types import Point, Pose
from huban_common.core.floor_plan import occupancy
from huban_common.core.home import Home

Array = NDArray[np.float64]
NEAREST_M, FARTHEST_M = 0.9, 1.2
"""Within reach and hearing, but not so near that a raised arm meets the robot."""
CLOSE_ENOUGH_M = 2.0
"""From here one can talk to the person, so a drive that ends here has arrived."""


class ApproachPlan:
    """Finds free places around a point on the floor plan for a robot of `radius_m`."""

    def __init__(self, home: Home, radius_m: float) -> None:
        self._home = home
        self._grid = occupancy(home)
        self._walls = occupancy(home.model_copy(update={"furniture": {}}))
        self._rooms, count = label(self._grid.clearance_m() >= radius_m)
        sizes = np.bincount(self._rooms.ravel(), minlength=count + 1)
        sizes[0] = 0
        self._largest = int(sizes.argmax())

    def poses(self, target: Point, robot: Point | None, count: int = 3, apart_m: float = 0.4) -> list[Pose]:
        """Up to `count` poses that face `target` from 0.9-1.2 m, else from as near as possible; best first."""
        found: list[Pose] = []
        for x, y in self._by_rank(target, robot):
            if all(hypot(x - other.x, y - other.y) >= apart_m for other in found):
                found.append(Pose(x, y, atan2(target[1] - y, target[0] - x)))
            if len(found) == count:
                break
        return found

    def _by_rank(self, target: Point, robot: Point | None) -> Iterator[Point]:
        """Reachable points: those that see the target without a wall between first, then by nearness."""
        rows, columns = np.nonzero(self._rooms == self._component(robot))
        x = self._grid.origin[0] + (columns + 0.5) * self._grid.resolution_m
        y = self._grid.origin[1] + (rows + 0.5) * self._grid.resolution_m
        order = _ranked(np.hypot(x - target[0], y - target[1]), self._outside(x, y, target), _detour(x, y, robot))
        points = [(float(x[index]), float(y[index])) for index in order]
        seeing = (point for point in points if self._sees(point, target))
        yield from seeing
        yield from points

    def _outside(self, x: Array, y: Array, target: Point) -> Array:
        """1 for places that are not in the target's room, 0 for the others: in a door the robot is in the way."""
        room = self._home.room_at(*target)
        if room is None:
            return np.zeros_like(x)
        x_min, y_min, x_max, y_max = self._home.rooms[room].area
        return 1.0 - ((x_min <= x) & (x <= x_max) & (y_min <= y) & (y <= y_max))

    def _component(self, robot: Point | None) -> int:
        """The connected free space that the robot is in; the largest where that is unknown."""
        if robot is None:
            return self._largest
        row, column = self._grid.cell(*robot)
        inside = self._grid.holds(row, column) and self._rooms[row, column]
        return int(self._rooms[row, column]) if inside else self._largest

    def _sees(self, point: Point, target: Point) -> bool:
        (row, column), end = self._grid.cell(*point), self._grid.cell(*target)
        if not self._grid.holds(*end):
            return False
        return not self._walls.occupied[line(row, column, *end)].any()


def _ranked(distance: Array, outside: Array, detour: Array) -> NDArray[np.intp]:
    """Indices of the places that are far enough away: within reach, in the room and with a short way first."""
    beyond = np.maximum(distance - FARTHEST_M, 0.0)
    order = np.argsort(10.0 * beyond + 3.0 * outside + 0.1 * detour, kind="stable")
    return order[distance[order] >= NEAREST_M]


def _detour(x: Array, y: Array, robot: Point | None) -> Array:
    return np.zeros_like(x) if robot is None else np.hypot(x - robot[0], y - robot[1])


async def approach(robot: Robot, target: Point) -> None:
    """Drives to about 1 m from a point, facing it; tries other sides. Raises Hindered where none can be reached."""
    reason = "no free place near the person"
    for pose in robot.places_beside(target):
        try:
            return await robot.navigate(pose)
        except Hindered as hindrance:
            reason = str(hindrance)
            if _is_near(robot.pose(), target):
                return None
    raise Hindered(reason)


def _is_near(pose: Pose | None, target: Point) -> bool:
    return pose is not None and hypot(pose.x - target[0], pose.y - target[1]) <= CLOSE_ENOUGH_M
