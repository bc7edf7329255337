"""The view of the whole home from above at a slant."""

from itertools import product
from math import cos, degrees, radians, sin, tan

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_common.core.home import Home
from huban_simulation.backends.world.part import axes
from huban_simulation.backends.world.walls import CUT_M

OVERVIEW = "overview"
ASPECT = 1.6
_TILT_RAD = radians(58.0)
"""Between the line of sight and the floor."""
_FOV_RAD = radians(30.0)
_MARGIN = 1.02
_RIGHT = np.array([1.0, 0.0, 0.0])
_UP = np.array([0.0, sin(_TILT_RAD), cos(_TILT_RAD)])
_FORWARD = np.array([0.0, cos(_TILT_RAD), -sin(_TILT_RAD)])


def add_overview(spec: mujoco.MjSpec, home: Home) -> None:
    """Adds a camera south of the home that just sees all of it."""
    corners = _corners(home)
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    aims = [middle + shift * _UP for shift in np.linspace(-1.0, 1.0, 21)]
    distances = [_distance(corners - aim) for aim in aims]
    best = int(np.argmin(distances))
    spec.worldbody.add_camera(
        name=OVERVIEW,
        pos=aims[best] - _MARGIN * distances[best] * _FORWARD,
        quat=axes(_RIGHT, _UP),
        fovy=degrees(_FOV_RAD),
    )


def _corners(home: Home) -> NDArray[np.float64]:
    """The corners of all that shows: low walls in front, full walls at the back."""
    areas = np.array([room.area for room in home.rooms.values()])
    (x_min, y_min), (x_max, y_max) = areas[:, :2].min(axis=0), areas[:, 2:].max(axis=0)
    front = product((x_min, x_max), (y_min,), (0.0, CUT_M))
    back = product((x_min, x_max), (y_max,), (0.0, home.walls.height_m))
    return np.array([*front, *back])


def _distance(offsets: NDArray[np.float64]) -> float:
    """How far from the point aimed at the camera must be so that points at these offsets are in the picture."""
    across = np.abs(offsets @ _RIGHT) / (tan(_FOV_RAD / 2) * ASPECT)
    along = np.abs(offsets @ _UP) / tan(_FOV_RAD / 2)
    return float(np.max(np.maximum(across, along) - offsets @ _FORWARD))
