"""How high what moves reaches above the floor, from where it touches the floor."""

import numpy as np

from huban_perception.core.camera import CameraView
from huban_perception.core.types import Array, Region


def top_m(region: Region, view: CameraView, camera_m: float) -> float | None:
    """The height of the upper edge of something that stands on the floor at its lower edge; `camera_m` above it.

    None where the lower edge is not below the horizon. What is cut off by the picture's lower edge is nearer and, if
    it looks lower than the camera, even a little lower than this says.
    """
    middle = (region.x_min + region.x_max) / 2
    foot, top = view.intrinsics.rays(np.array([[middle, region.y_max], [middle, region.y_min]])) @ view.rotation.T
    if foot[2] >= 0.0:
        return None
    away_m = camera_m * _level(foot) / -foot[2]
    return float(camera_m + away_m * top[2] / max(_level(top), 1e-6))


def _level(ray: Array) -> float:
    return float(np.hypot(ray[0], ray[1]))
