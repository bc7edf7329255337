"""The camera as geometry: rays through pixels, where it hangs and how it is turned."""

from dataclasses import dataclass
from math import radians, tan

import cv2
import numpy as np

from huban_perception.core.types import Array

ASSUMED_FIELD_OF_VIEW_DEG = 60.0
"""Horizontal; usual for room cameras, used where no camera_info comes."""

_STEEP = 0.82
"""Cosine of 35 degrees."""

LEVEL = np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])
"""Optical axes (x right, y down, z forward) of a level camera that looks along x (REP-103)."""


@dataclass(frozen=True)
class Intrinsics:
    """A pinhole camera with lens distortion; all in pixels but `distortion` (plumb bob or rational coefficients)."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float
    distortion: tuple[float, ...] = ()

    def rays(self, image_points: Array) -> Array:
        """(n, 3) directions with z = 1 in the optical frame for (n, 2) fractions of width and height."""
        pixels = image_points * (self.width, self.height)
        matrix = np.array([[self.fx, 0.0, self.cx], [0.0, self.fy, self.cy], [0.0, 0.0, 1.0]])
        flat = cv2.undistortPoints(pixels.reshape(-1, 1, 2), matrix, np.array(self.distortion))
        return np.column_stack([flat.reshape(-1, 2), np.ones(len(pixels))]).astype(np.float64)

    @property
    def usable(self) -> bool:
        return self.width > 0 and self.height > 0 and min(self.fx, self.fy) > 0.0


def assumed_intrinsics(width: int, height: int) -> Intrinsics:
    """A usual lens, for pictures without camera_info."""
    focal = width / 2 / tan(radians(ASSUMED_FIELD_OF_VIEW_DEG) / 2)
    return Intrinsics(width, height, focal, focal, width / 2, height / 2)


@dataclass(frozen=True)
class CameraView:
    """Where a camera is while it takes a frame.

    `rotation` (3, 3) turns optical axes into those of `map` (z up); `position` (3,) is in `map`, z above the floor.
    `is_known` is False where the geometry is only assumed: heights are then fitted, places stay unknown.
    """

    intrinsics: Intrinsics
    rotation: Array
    position: Array
    is_known: bool = True

    @property
    def looks_down(self) -> bool:
        """Whether people are seen from above: the optical axis is nearer to straight down than 35 degrees."""
        return float(self.rotation[2, 2]) < -_STEEP


def assumed_view(intrinsics: Intrinsics, height_m: float = 1.2, pitch_down_deg: float = 0.0) -> CameraView:
    """A camera without transforms: upright, looking along x, tilted down by `pitch_down_deg`."""
    angle = radians(pitch_down_deg)
    tilt = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    return CameraView(intrinsics, tilt @ LEVEL, np.array([0.0, 0.0, height_m]), is_known=False)
