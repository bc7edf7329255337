"""Walls with skirting, wall colours by room, door casings and lintels."""

from collections.abc import Iterator
from dataclasses import dataclass

import mujoco

from huban_common.core.floor_plan import Box, wall_boxes
from huban_common.core.home import Door, Home, Room
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.part import Part

CUT_M = 1.05
"""The overview sees walls up to here, as in a doll's house."""
_LAP_M = 0.01
"""Paint and trim of the lower and the upper wall overlap, so that no crack shows."""
DOOR_M = 2.05
_PAINT_M = 0.004
_PROUD_M = 0.005
"""Trim stands out from the wall's end by this, so that the two do not flicker."""
_COLOURS = {"wood": ("wall_warm", "wall_blue", "wall_sand"), "tiles": ("wall_mint", "wall_aqua"), "stone": ("wall",)}


@dataclass(frozen=True)
class Face:
    """One side of a wall as seen from inside a room.

    `axis` is the direction it runs in (0: x, 1: y) from `start` to `end`; `at` is the wall's middle line and `inward`
    (-1 or 1) points from there into the room.
    """

    room: str
    axis: int
    start: float
    end: float
    at: float
    inward: int

    @property
    def length_m(self) -> float:
        return self.end - self.start

    def centre(self, depth_m: float, along: float | None = None) -> tuple[float, float]:
        """A point `depth_m` into the room from the middle line; by default half-way along."""
        position = (self.start + self.end) / 2 if along is None else along
        across = self.at + self.inward * depth_m
        return (position, across) if self.axis == 0 else (across, position)

    def extent(self, along_m: float, across_m: float) -> tuple[float, float]:
        """Sizes along x and y."""
        return (along_m, across_m) if self.axis == 0 else (across_m, along_m)


def add_walls(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds the walls: solid boxes up to the cut, the rest above, and what is painted or nailed on them."""
    for box in wall_boxes(home):
        _add_box(spec, home, box)
    for face in faces(home):
        _add_paint(spec, home, face)
    for door in home.doors.values():
        _add_casing(spec, home, door)


def faces(home: Home) -> Iterator[Face]:
    """The sides of all walls by room."""
    half = home.walls.thickness_m / 2
    boxes = wall_boxes(home)
    for room_id, room in home.rooms.items():
        for axis, edge, inward in ((0, 1, 1), (0, 3, -1), (1, 0, 1), (1, 2, -1)):
            at, low, high = room.area[edge], room.area[axis] + half, room.area[axis + 2] - half
            for box in boxes:
                start, end = _span(box, axis, at)
                if min(end, high) - max(start, low) > 0.02:
                    yield Face(room_id, axis, max(start, low), min(end, high), at, inward)


def upper_layer(home: Home, axis: int, at: float) -> int:
    """Walls on the far (north) side keep their full height in the overview."""
    far = max(room.area[3] for room in home.rooms.values())
    return layers.SCENERY if axis == 0 and abs(at - far) < 1e-6 else layers.UPPER


def is_outer(home: Home, face: Face) -> bool:
    """Whether no other room lies behind this face."""
    x, y = face.centre(-home.walls.thickness_m * 2)
    return home.room_at(x, y) is None


def _span(box: Box, axis: int, at: float) -> tuple[float, float]:
    across = (box.y_min, box.y_max) if axis == 0 else (box.x_min, box.x_max)
    if abs((across[0] + across[1]) / 2 - at) > 1e-6:
        return 0.0, 0.0
    return (box.x_min, box.x_max) if axis == 0 else (box.y_min, box.y_max)


def _add_box(spec: mujoco.MjSpec, home: Home, box: Box) -> None:
    size = [box.x_max - box.x_min, box.y_max - box.y_min]
    middle = [(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2]
    axis = 0 if size[0] > size[1] else 1
    layer = upper_layer(home, axis, middle[1 - axis])
    top = home.walls.height_m
    wall = Part(spec, spec.worldbody)
    wall.box([*size, CUT_M], [*middle, CUT_M / 2], "wall")
    wall.box([*size, 0.01], [*middle, CUT_M], "wall_cut", solid=False)
    Part(spec, spec.worldbody, layer, solid=False).box([*size, top - CUT_M], [*middle, (top + CUT_M) / 2], "wall")


def _add_paint(spec: mujoco.MjSpec, home: Home, face: Face) -> None:
    room = home.rooms[face.room]
    colour = _colour(home, room)
    depth = home.walls.thickness_m / 2 + _PAINT_M / 2
    centre, size = face.centre(depth), face.extent(face.length_m, _PAINT_M)
    low = Part(spec, spec.worldbody, solid=False)
    low.box([*size, CUT_M + _LAP_M], [*centre, (CUT_M + _LAP_M) / 2], colour)
    skirting = face.extent(face.length_m, 0.014)
    low.box([*skirting, 0.08], [*face.centre(depth + 0.005), 0.04], "skirting")
    high = Part(spec, spec.worldbody, upper_layer(home, face.axis, face.at), solid=False)
    top = home.walls.height_m
    high.box([*size, top - CUT_M], [*centre, (top + CUT_M) / 2], colour)


def _colour(home: Home, room: Room) -> str:
    choices = _COLOURS[room.floor]
    alike = [other for other in home.rooms.values() if other.floor == room.floor]
    return choices[alike.index(room) % len(choices)]


def _add_casing(spec: mujoco.MjSpec, home: Home, door: Door) -> None:
    """Trim on both faces beside the opening, which leaves the clear width alone, and the wall above the door."""
    axis = _door_axis(home, door)
    thick, height = home.walls.thickness_m, home.walls.height_m
    trim = Part(spec, spec.worldbody, solid=False)
    upper = Part(spec, spec.worldbody, layers.UPPER, solid=False)
    for side in (-1, 1):
        at = list(door.at)
        at[axis] += side * (door.width_m / 2 + 0.03 - _PROUD_M)
        size = [thick + 0.02, thick + 0.02]
        size[axis] = 0.06
        trim.box([*size, CUT_M + _LAP_M], [*at, (CUT_M + _LAP_M) / 2], "frame")
        upper.box([*size, DOOR_M - CUT_M], [*at, (DOOR_M + CUT_M) / 2], "frame")
    span = [thick, thick]
    span[axis] = door.width_m
    upper.box([*span, height - DOOR_M], [*door.at, (height + DOOR_M) / 2], "wall")
    trim.box([*span, 0.004], [*door.at, 0.002], "oak")


def _door_axis(home: Home, door: Door) -> int:
    """0 where the wall of a door runs along x, else 1."""
    edges = {home.rooms[room].area[edge] for room in door.between for edge in (1, 3)}
    return 0 if any(abs(door.at[1] - edge) < home.walls.thickness_m / 2 for edge in edges) else 1
