"""The twins of the models: a mannequin in metres and what a perfect pose model would see of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from huban_perception.core.bodies.skeleton import turn_to
from huban_perception.core.camera import CameraView, assumed_intrinsics, assumed_view
from huban_perception.core.types import (
    HIPS,
    LANDMARK_COUNT,
    Array,
    FaceLandmarks,
    Landmark,
    PoseLandmarks,
    RgbImage,
    SeenBody,
)

_TRUNK_M, _THIGH_M, _SHANK_M = 0.5, 0.42, 0.42
_SHOULDER_M, _HIP_M = 0.18, 0.1
"""Half widths."""


@dataclass(frozen=True)
class Mannequin:
    """An adult of the pose model's average build, `scale` times as large, hips at (x, y, z) m, looking along yaw.

    Angles in degrees in the plane in which the body bends. Trunk: 90 upright, 0 on the back, 180 bowed forward.
    Thighs and shanks: below the horizontal, 0 stretched forward, 90 straight down, 180 folded back.
    """

    hips: tuple[float, float, float]
    yaw_deg: float = 0.0
    trunk_deg: float = 90.0
    thigh_deg: float = 90.0
    shank_deg: float = 90.0
    scale: float = 1.0

    def points(self) -> Array:
        """(33, 3) landmarks in `map`."""
        yaw, trunk, thigh, shank = np.radians([self.yaw_deg, self.trunk_deg, self.thigh_deg, self.shank_deg])
        ahead, up = np.array([np.cos(yaw), np.sin(yaw), 0.0]), np.array([0.0, 0.0, 1.0])
        left = np.array([-np.sin(yaw), np.cos(yaw), 0.0])
        along_trunk = np.sin(trunk) * up - np.cos(trunk) * ahead
        belly = np.sin(trunk) * ahead + np.cos(trunk) * up
        neck = _TRUNK_M * along_trunk
        knees = _THIGH_M * (np.cos(thigh) * ahead - np.sin(thigh) * up)
        ankles = knees + _SHANK_M * (np.cos(shank) * ahead - np.sin(shank) * up)
        nose = neck + 0.2 * along_trunk + 0.1 * belly
        body = np.tile(nose, (LANDMARK_COUNT, 1))
        _pair(body, Landmark.LEFT_EYE, Landmark.RIGHT_EYE, nose + 0.03 * along_trunk, 0.03 * left)
        _pair(body, Landmark.LEFT_EAR, Landmark.RIGHT_EAR, nose - 0.1 * belly, 0.08 * left)
        _pair(body, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, neck, _SHOULDER_M * left)
        _pair(body, Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW, neck - 0.27 * along_trunk, 0.2 * left)
        _pair(body, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, neck - 0.5 * along_trunk, 0.22 * left)
        _pair(body, Landmark.LEFT_HIP, Landmark.RIGHT_HIP, np.zeros(3), _HIP_M * left)
        _pair(body, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, knees, _HIP_M * left)
        for side, first in ((1, Landmark.LEFT_ANKLE), (-1, Landmark.RIGHT_ANKLE)):
            body[first:LANDMARK_COUNT:2] = ankles + side * _HIP_M * left
        placed: Array = body * self.scale + np.array(self.hips)
        return placed


def standing(x: float, y: float, **changes: float) -> Mannequin:
    """On the feet; lean, bow and turn by changes."""
    return replace(Mannequin(hips=(x, y, 0.92)), **changes)


def seated(x: float, y: float, **changes: float) -> Mannequin:
    """On a chair, feet on the floor."""
    return replace(Mannequin(hips=(x, y, 0.5), thigh_deg=0.0), **changes)


def squatting(x: float, y: float, **changes: float) -> Mannequin:
    """As one ties a shoe: hips low over the feet, trunk leaning forward."""
    return replace(Mannequin(hips=(x, y, 0.3), trunk_deg=120.0, thigh_deg=-17.0, shank_deg=57.0), **changes)


def kneeling(x: float, y: float, **changes: float) -> Mannequin:
    """On both knees, trunk upright."""
    return replace(Mannequin(hips=(x, y, 0.5), shank_deg=180.0), **changes)


def floor_sitting(x: float, y: float, **changes: float) -> Mannequin:
    """On the floor with stretched legs."""
    return replace(Mannequin(hips=(x, y, 0.1), trunk_deg=80.0, thigh_deg=0.0, shank_deg=0.0), **changes)


def lying(x: float, y: float, on_m: float = 0.0, **changes: float) -> Mannequin:
    """On the back, on something `on_m` high."""
    return replace(Mannequin(hips=(x, y, on_m + 0.12), trunk_deg=0.0, thigh_deg=0.0, shank_deg=0.0), **changes)


def camera_at(
    x: float = 0.0, y: float = 0.0, height_m: float = 1.15, pitch_down_deg: float = 15.0, yaw_deg: float = 0.0
) -> CameraView:
    """A known VGA camera at (x, y) in `map` that looks along yaw."""
    level = assumed_view(assumed_intrinsics(640, 480), height_m, pitch_down_deg)
    cos, sin = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return CameraView(level.intrinsics, turn @ level.rotation, np.array([x, y, height_m]))


def seen(mannequin: Mannequin, view: CameraView) -> PoseLandmarks:
    """What a perfect pose model makes of a mannequin; it always believes in an average build.

    Undistorted lenses only; landmarks behind the camera raise ValueError.
    """
    optical = (mannequin.points() - view.position) @ view.rotation
    if optical[:, 2].min() <= 0.0:
        raise ValueError("a part of the mannequin is behind the camera")
    lens = view.intrinsics
    pixels = optical[:, :2] / optical[:, 2:] * (lens.fx, lens.fy) + (lens.cx, lens.cy)
    rays = optical / optical[:, 2:]
    hips = list(HIPS)
    world = (optical - optical[hips].mean(axis=0)) @ turn_to(rays[hips].mean(axis=0)) / mannequin.scale
    inside = ((pixels >= 0) & (pixels <= (lens.width, lens.height))).all(axis=1)
    return PoseLandmarks(pixels / (lens.width, lens.height), world, np.where(inside, 1.0, 0.2))


class SimulatedPose:
    """A PoseEstimator that sees one entry of a script per frame, None where nobody is there, and then nobody."""

    def __init__(self, script: Iterable[PoseLandmarks | None]) -> None:
        self._script: Iterator[PoseLandmarks | None] = iter(script)

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        return next(self._script, None)

    def close(self) -> None:
        self._script = iter(())


class SimulatedPeople:
    """A PeopleFinder that sees one entry of a script per frame: somebody, several people or nobody; then nobody."""

    def __init__(self, script: Iterable[PoseLandmarks | Sequence[PoseLandmarks] | None]) -> None:
        self._script = iter(script)

    def find(self, image: RgbImage) -> Sequence[SeenBody]:
        seen = next(self._script, None)
        return [SeenBody(pose) for pose in ([seen] if isinstance(seen, PoseLandmarks) else seen or [])]

    def close(self) -> None:
        self._script = iter(())


class SimulatedFace:
    """A FaceFinder that sees a round face in the middle of every picture, or none."""

    def __init__(self, there: bool = True) -> None:
        self._there = there

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        turn = np.linspace(0.0, 2.0 * np.pi, 70)
        return FaceLandmarks(0.5 + 0.3 * np.column_stack([np.cos(turn), np.sin(turn)])) if self._there else None

    def close(self) -> None:
        self._there = False


def _pair(body: Array, left: Landmark, right: Landmark, middle: Array, aside: Array) -> None:
    body[left], body[right] = middle + aside, middle - aside
