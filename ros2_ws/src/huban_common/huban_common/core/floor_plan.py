"""The home description as geometry: wall boxes, an occupancy grid, routes around the furniture. Metres, frame `map`."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from skimage.draw import polygon
from skimage.graph import route_through_array

from huban_common.core.home import Home, Point2

Floats = NDArray[np.float64]


class NoRouteError(ValueError):
    """There is no way between two points."""


class OutsideMapError(NoRouteError):
    """A point that is not on the map."""


class OccupiedError(NoRouteError):
    """A goal inside something, or too close to it."""


@dataclass(frozen=True)
class Box:
    """An axis-aligned piece of wall on the floor plan: (x_min, y_min) to (x_max, y_max)."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float


@dataclass(frozen=True)
class Grid:
    """An occupancy grid: `occupied[row, column]`, row along y, column along x; `origin` is its lower left corner."""

    occupied: NDArray[np.bool_]
    resolution_m: float
    origin: Point2

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """(row, column) around a point; may lie outside the grid."""
        return int((y - self.origin[1]) // self.resolution_m), int((x - self.origin[0]) // self.resolution_m)

    def point(self, row: int, column: int) -> Point2:
        """The centre of a cell."""
        return (
            self.origin[0] + (column + 0.5) * self.resolution_m,
            self.origin[1] + (row + 0.5) * self.resolution_m,
        )

    def points(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """x and y of the centres of many cells."""
        x, y = self.origin
        return x + (columns + 0.5) * self.resolution_m, y + (rows + 0.5) * self.resolution_m

    def cell_on_map(self, point: Point2) -> tuple[int, int]:
        """(row, column) around a point; raises OutsideMapError."""
        if isfinite(point[0]) and isfinite(point[1]) and self.holds(*self.cell(*point)):
            return self.cell(*point)
        raise OutsideMapError(f"({point[0]:.2f}, {point[1]:.2f}) is outside the map")

    def holds(self, row: int, column: int) -> bool:
        return 0 <= row < self.occupied.shape[0] and 0 <= column < self.occupied.shape[1]

    def clearance_m(self) -> Floats:
        """The distance of every cell from the nearest occupied one."""
        distance: Floats = distance_transform_edt(~self.occupied) * self.resolution_m
        return distance


def wall_boxes(home: Home) -> list[Box]:
    """The walls around all rooms with their doors cut out; shared walls appear once."""
    half = home.walls.thickness_m / 2
    lines: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for room in home.rooms.values():
        x_min, y_min, x_max, y_max = room.area
        for y in (y_min, y_max):
            lines.setdefault(("y", y), []).append((x_min, x_max))
        for x in (x_min, x_max):
            lines.setdefault(("x", x), []).append((y_min, y_max))
    boxes = []
    for (axis, at), spans in sorted(lines.items()):
        for start, end in _without(_merged(spans), _openings(home, axis, at)):
            along, across = (start - half, end + half), (at - half, at + half)
            (x_min, x_max), (y_min, y_max) = (along, across) if axis == "y" else (across, along)
            boxes.append(Box(x_min, y_min, x_max, y_max))
    return boxes


def _openings(home: Home, axis: str, at: float) -> list[tuple[float, float]]:
    """Door spans in a wall line, widened by half a wall so that wall ends do not narrow them."""
    half = home.walls.thickness_m / 2
    across, along = (1, 0) if axis == "y" else (0, 1)
    return [
        (door.at[along] - door.width_m / 2 - half, door.at[along] + door.width_m / 2 + half)
        for door in home.doors.values()
        if abs(door.at[across] - at) < half and _crosses(home, door.between, axis, at)
    ]


def _crosses(home: Home, rooms: tuple[str, str], axis: str, at: float) -> bool:
    """Whether both rooms of a door touch this wall line."""
    edges = (1, 3) if axis == "y" else (0, 2)
    return all(any(abs(home.rooms[room].area[edge] - at) < 1e-6 for edge in edges) for room in rooms)


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(spans: list[tuple[float, float]], holes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    for low, high in holes:
        pieces = [[(start, min(end, low)), (max(start, high), end)] for start, end in spans]
        spans = [(start, end) for pair in pieces for start, end in pair if end > start]
    return spans


def occupancy(home: Home, resolution_m: float = 0.05, margin_m: float = 0.2) -> Grid:
    """The walls and furniture as a grid that reaches `margin_m` beyond the outer walls."""
    areas = np.array([room.area for room in home.rooms.values()])
    origin = (float(areas[:, 0].min()) - margin_m, float(areas[:, 1].min()) - margin_m)
    width, height = areas[:, 2].max() + margin_m - origin[0], areas[:, 3].max() + margin_m - origin[1]
    shape = (round(height / resolution_m), round(width / resolution_m))
    grid = Grid(np.zeros(shape, dtype=np.bool_), resolution_m, origin)
    for box in wall_boxes(home):
        _fill(grid, ((box.x_min, box.y_min), (box.x_max, box.y_min), (box.x_max, box.y_max), (box.x_min, box.y_max)))
    for item in home.furniture.values():
        if item.blocks:
            _fill(grid, item.corners())
    return grid


def _fill(grid: Grid, corners: tuple[Point2, ...]) -> None:
    columns = [(x - grid.origin[0]) / grid.resolution_m - 0.5 for x, _ in corners]
    rows = [(y - grid.origin[1]) / grid.resolution_m - 0.5 for _, y in corners]
    grid.occupied[polygon(rows, columns, grid.occupied.shape)] = True


def route(grid: Grid, start: Point2, goal: Point2, radius_m: float, comfort_m: float = 0.5) -> list[Point2]:
    """The cheapest way for a disc of `radius_m`, cell by cell, keeping `comfort_m` from things where there is room.

    Starts inside the margin are allowed (one may stand close to a table). Raises OutsideMapError, OccupiedError for
    the goal, and NoRouteError where it cannot be reached.
    """
    clearance = grid.clearance_m()
    begin, end = grid.cell_on_map(start), grid.cell_on_map(goal)
    if clearance[end] < radius_m:
        raise OccupiedError(f"({goal[0]:.2f}, {goal[1]:.2f}) is only {clearance[end]:.2f} m from an obstacle")
    cost = 1.0 + 4.0 * np.clip((comfort_m - clearance) / comfort_m, 0.0, 1.0)
    cost[clearance < radius_m] = 1e4
    cost[grid.occupied] = -1.0
    cost[begin] = 1.0
    try:
        cells, _ = route_through_array(cost, begin, end, fully_connected=True, geometric=True)
    except ValueError as error:
        raise NoRouteError(f"no way to ({goal[0]:.2f}, {goal[1]:.2f})") from error
    _refuse_squeezing(clearance, cells, radius_m, goal)
    return [grid.point(row, column) for row, column in cells]


def nearest_free(grid: Grid, point: Point2, radius_m: float, within_m: float) -> Point2:
    """The point itself where a disc of `radius_m` fits, else the nearest cell where it does.

    Raises OutsideMapError, and OccupiedError where nothing is free `within_m` of the point.
    """
    clearance = grid.clearance_m()
    wanted = clearance[grid.cell_on_map(point)]
    if wanted >= radius_m:
        return point
    rows, columns = np.nonzero(clearance >= radius_m)
    x, y = grid.points(rows, columns)
    distance = np.hypot(x - point[0], y - point[1])
    if not len(distance) or distance.min() > within_m:
        raise OccupiedError(f"({point[0]:.2f}, {point[1]:.2f}) is only {wanted:.2f} m from an obstacle")
    nearest = distance.argmin()
    return grid.point(int(rows[nearest]), int(columns[nearest]))


def _refuse_squeezing(clearance: Floats, cells: list[tuple[int, int]], radius_m: float, goal: Point2) -> None:
    """A route may leave a tight start, but must not enter a tight passage afterwards."""
    wide = clearance[tuple(np.array(cells).T)] >= radius_m
    if not wide[int(wide.argmax()) :].all():
        raise NoRouteError(f"no way to ({goal[0]:.2f}, {goal[1]:.2f}) that is {2 * radius_m:.2f} m wide")
