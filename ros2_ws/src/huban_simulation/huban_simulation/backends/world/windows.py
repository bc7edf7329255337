"""Windows, curtains and pictures on walls that have room for them."""

from collections.abc import Iterator

import mujoco

from huban_common.core.home import Furniture, Home
from huban_simulation.backends.world import materials, paint
from huban_simulation.backends.world.part import Part
from huban_simulation.backends.world.walls import Face, faces, is_outer, upper_layer

_SILL_M, _TOP_M = 1.08, 2.12
_PICTURE_M = (0.62, 0.46)
_TALL_M = 1.0
"""Furniture higher than this hides the wall behind it."""
_HUNG_ABOVE = ("counter", "washbasin")
"""Lower furniture with something on the wall above it."""
_BEHIND_M = 0.6


def add_windows(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds a window to each outer wall and a picture to each inner wall that has a free stretch."""
    materials.add_painted(spec, "garden", paint.garden(seed=3), materials.GLOW)
    for index, face in enumerate(faces(home)):
        start, end = _widest_free(home, face)
        middle, free = (start + end) / 2, end - start
        if is_outer(home, face) and free > 1.0:
            _add_window(spec, home, face, middle, min(1.9, free - 0.5))
        elif not is_outer(home, face) and free > 1.3 and home.rooms[face.room].floor == "wood":
            _add_picture(spec, home, face, middle, index)


def _widest_free(home: Home, face: Face) -> tuple[float, float]:
    """The widest stretch of a wall that no tall furniture hides."""
    hidden = sorted(_hidden_by(home, face))
    start, best = face.start, (face.start, face.start)
    for low, high in [*hidden, (face.end, face.end)]:
        if low - start > best[1] - best[0]:
            best = (start, low)
        start = max(start, high)
    return best


def _hidden_by(home: Home, face: Face) -> Iterator[tuple[float, float]]:
    for item in home.furniture.values():
        if item.room == face.room and _hides_wall(item) and _stands_at(item, face):
            along = [corner[face.axis] for corner in item.corners()]
            yield min(along), max(along)


def _hides_wall(item: Furniture) -> bool:
    return item.size_m[2] > _TALL_M or item.kind in _HUNG_ABOVE


def _stands_at(item: Furniture, face: Face) -> bool:
    return min(abs(corner[1 - face.axis] - face.at) for corner in item.corners()) < _BEHIND_M


def _facing(face: Face) -> tuple[float, float, float, float]:
    """Turns a picture's local z into the room, its local y up."""
    if face.axis == 0:
        return (0.7071068, 0.7071068, 0.0, 0.0) if face.inward < 0 else (0.0, 0.0, 0.7071068, 0.7071068)
    return (0.5, 0.5, 0.5, 0.5) if face.inward > 0 else (0.5, 0.5, -0.5, -0.5)


def _add_window(spec: mujoco.MjSpec, home: Home, face: Face, middle: float, width: float) -> None:
    part = Part(spec, spec.worldbody, upper_layer(home, face.axis, face.at), solid=False)
    surface = home.walls.thickness_m / 2
    height, centre = _TOP_M - _SILL_M, (_SILL_M + _TOP_M) / 2
    part.box([width, height, 0.01], [*face.centre(surface + 0.008, middle), centre], "garden", _facing(face))
    for offset in (-width / 2, 0.0, width / 2):
        at = face.centre(surface + 0.015, middle + offset)
        part.box([*face.extent(0.05, 0.03), height + 0.05], [*at, centre], "frame")
    for level in (_SILL_M, _TOP_M):
        part.box([*face.extent(width + 0.05, 0.03), 0.05], [*face.centre(surface + 0.015, middle), level], "frame")
    part.box([*face.extent(width + 0.2, 0.14), 0.03], [*face.centre(surface + 0.06, middle), _SILL_M - 0.04], "frame")
    _add_curtains(part, face, middle, width, surface)


def _add_curtains(part: Part, face: Face, middle: float, width: float, surface: float) -> None:
    rail = [*face.extent(width + 0.7, 0.03), 0.03]
    part.box(rail, [*face.centre(surface + 0.09, middle), _TOP_M + 0.12], "walnut")
    for side in (-1, 1):
        for fold in range(4):
            at = face.centre(surface + 0.07 + 0.02 * (fold % 2), middle + side * (width / 2 + 0.02 + 0.075 * fold))
            part.capsule(0.085, 1.24, [*at, _TOP_M - 0.5], "curtain")


def _add_picture(spec: mujoco.MjSpec, home: Home, face: Face, middle: float, seed: int) -> None:
    name = f"painting_{seed}"
    materials.add_painted(spec, name, paint.painting(seed))
    part = Part(spec, spec.worldbody, upper_layer(home, face.axis, face.at), solid=False)
    surface = home.walls.thickness_m / 2
    width, height = _PICTURE_M
    part.box(
        [width + 0.06, height + 0.06, 0.02], [*face.centre(surface + 0.012, middle), 1.55], "walnut", _facing(face)
    )
    part.box([width, height, 0.01], [*face.centre(surface + 0.02, middle), 1.55], name, _facing(face))
