"""Where the floor is and how large the person is: learned from feet that stand on the floor."""

from collections import deque
from dataclasses import dataclass, replace
from math import asin, degrees
from statistics import median

import numpy as np

from huban_perception.core.bodies.skeleton import Skeleton
from huban_perception.core.camera import CameraView
from huban_perception.core.types import ANKLES, HIPS, KNEES, SHOULDERS, Array, PoseLandmarks

ANKLE_HEIGHT_M = 0.08
"""The ankle joint of a standing adult above the floor."""

SMALLEST, LARGEST = 0.7, 1.4
"""People smaller or larger than this, against the pose model's average, are measuring errors."""

_ENOUGH = 5
"""Samples after which the fit is trusted."""


@dataclass(frozen=True)
class Ground:
    """The camera's height over the floor, the person's scale and how wrong the scale may be (1 sigma, relative)."""

    camera_m: float
    scale: float
    scale_error: float

    def height_m(self, point: Array) -> float:
        """The height above the floor of a skeleton's point."""
        return self.camera_m + self.scale * float(point[2])

    def carrying(self, skeleton: Skeleton) -> "Ground":
        """The same with a person who is small enough for no part of the body to be under the floor."""
        deepest_m = -min(float(skeleton.middle(pair)[2]) for pair in (SHOULDERS, HIPS, KNEES, ANKLES))
        if self.scale * deepest_m <= self.camera_m:
            return self
        return replace(self, scale=self.camera_m / deepest_m)


class GroundFit:
    """Fits one unknown for one person: the scale where the camera's height is known, else the camera's height.

    A single camera cannot tell a small person near from a large one far away; feet on a floor at a known depth can.
    """

    def __init__(self, memory: int = 50) -> None:
        self._drops: deque[float] = deque(maxlen=memory)
        self._depth_m: float | None = None

    def update(self, skeleton: Skeleton, pose: PoseLandmarks) -> None:
        """Learns from a frame in which the feet are seen and carry the person, and how deep the body reaches."""
        self._depth_m = -float(skeleton.points[[*SHOULDERS, *HIPS, *KNEES, *ANKLES], 2].min())
        if _feet_carry(skeleton) and _feet_seen(pose):
            self._drops.append(-float(skeleton.points[list(ANKLES), 2].min()))

    def ground(self, view: CameraView) -> Ground:
        """The best guess for a view."""
        height_m = float(view.position[2])
        if view.looks_down and not view.is_known:
            return self._deepest_is_on_floor(height_m)
        error = 0.05 if len(self._drops) >= _ENOUGH else 0.12
        if not self._drops:
            return Ground(height_m, 1.0, error)
        drop_m = median(self._drops)
        if not view.is_known:
            return Ground(drop_m + ANKLE_HEIGHT_M, 1.0, error)
        scale = (height_m - ANKLE_HEIGHT_M) / max(drop_m, 0.1)
        return Ground(height_m, float(np.clip(scale, SMALLEST, LARGEST)), error)

    def _deepest_is_on_floor(self, height_m: float) -> Ground:
        """Below a camera of unknown height, whatever is deepest of a body is taken to touch the floor."""
        return Ground(height_m if self._depth_m is None else self._depth_m + ANKLE_HEIGHT_M, 1.0, 0.12)


def _feet_carry(skeleton: Skeleton) -> bool:
    """Upright trunk over steep shanks: standing or sitting, not kneeling, lying or on all fours."""
    ankles, knees = skeleton.middle(ANKLES), skeleton.middle(KNEES)
    trunk = skeleton.middle(SHOULDERS) - skeleton.middle(HIPS)
    return _steep(trunk, 45.0) and _steep(knees - ankles, 35.0)


def _steep(direction: Array, least_deg: float) -> bool:
    length = float(np.linalg.norm(direction))
    return length > 0.0 and degrees(asin(float(direction[2]) / length)) > least_deg


def _feet_seen(pose: PoseLandmarks) -> bool:
    ankles = list(ANKLES)
    inside = bool((pose.image[ankles] > 0.02).all() and (pose.image[ankles] < 0.98).all())
    return inside and float(pose.visibility[ankles].min()) > 0.5
