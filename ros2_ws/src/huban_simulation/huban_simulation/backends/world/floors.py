"""Floors: one ground to roll on, one painted plane per room with the soft shade that walls and furniture cast."""

import mujoco
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from huban_common.core.floor_plan import Grid, occupancy
from huban_common.core.home import Home, Room
from huban_simulation.backends.world import layers, materials, paint

_PIXELS_PER_M = 96
_PAINTERS = {"wood": paint.planks, "tiles": paint.tiles, "stone": paint.stone}


def add_floors(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds the ground and the visible floor of every room."""
    spec.worldbody.add_geom(
        name="ground",
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=[0, 0, 1],
        group=layers.HIDDEN,
        contype=0,
        conaffinity=layers.GROUND,
        friction=[1.0, 0.005, 0.0001],
    )
    shade = _shade(occupancy(home))
    for index, (room_id, room) in enumerate(home.rooms.items()):
        _add_floor(spec, home, room_id, room, shade, index)


def _add_floor(
    spec: mujoco.MjSpec, home: Home, room_id: str, room: Room, shade: tuple[Grid, NDArray[np.float64]], seed: int
) -> None:
    x_min, y_min, x_max, y_max = room.area
    picture = _PAINTERS[room.floor](x_max - x_min, y_max - y_min, _PIXELS_PER_M, seed)
    light = _cropped(*shade, room, picture.shape[:2])
    materials.add_painted(spec, f"floor_{room_id}", paint.tinted(picture / 255 * light[..., None], (1.0, 1.0, 1.0)))
    spec.worldbody.add_geom(
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=[(x_max - x_min) / 2, (y_max - y_min) / 2, 1],
        pos=[(x_min + x_max) / 2, (y_min + y_max) / 2, 0.0],
        material=f"floor_{room_id}",
        group=layers.SCENERY,
        contype=0,
        conaffinity=0,
    )


def _shade(grid: Grid) -> tuple[Grid, NDArray[np.float64]]:
    """How much light reaches each cell of the grid, 0..1: less beside and under things."""
    solid = grid.occupied.astype(np.float64)
    near = gaussian_filter(solid, 0.08 / grid.resolution_m)
    wide = gaussian_filter(solid, 0.35 / grid.resolution_m)
    return grid, np.clip(1.0 - 0.50 * near - 0.34 * wide, 0.0, 1.0)


def _cropped(grid: Grid, light: NDArray[np.float64], room: Room, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """The light of one room at the size of its picture; row 0 is the far (+y) edge."""
    x_min, y_min, x_max, y_max = room.area
    low, high = grid.cell(x_min, y_min), grid.cell(x_max, y_max)
    part = light[low[0] : high[0] + 1, low[1] : high[1] + 1][::-1]
    fine = zoom(part, (shape[0] / part.shape[0], shape[1] / part.shape[1]), order=1)
    return np.asarray(fine[: shape[0], : shape[1]], dtype=np.float64)
