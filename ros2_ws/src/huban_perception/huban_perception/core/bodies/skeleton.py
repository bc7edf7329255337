"""A body in metres: the pose model's shape placed so that it projects onto what the camera saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from huban_perception.core.camera import CameraView
from huban_perception.core.types import ANKLES, HIPS, KNEES, SHOULDERS, Array, Landmark, PoseLandmarks

_ANCHORS = (
    Landmark.NOSE,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    *SHOULDERS,
    *HIPS,
    *KNEES,
    *ANKLES,
)
"""Landmarks that a body is placed by: far apart, and the model is good at them."""


@dataclass(frozen=True)
class Skeleton:
    """`points` (33, 3): metres of an average person from the camera, in axes parallel to `map` (z up).

    A larger person is farther away in the same direction, so `points` times a scale is every possible truth.
    `misfit`: how far the placed body misses the seen landmarks, as a fraction of its own extent in the picture.
    """

    points: Array
    visibility: Array
    misfit: float

    def middle(self, landmarks: Sequence[int]) -> Array:
        """(3,) mean of some landmarks."""
        mean: Array = self.points[list(landmarks)].mean(axis=0)
        return mean


def turn_to(ray: Array) -> Array:
    """(3, 3) smallest rotation from the optical axis to a ray in front of the camera (Rodrigues)."""
    x, y, z = ray / np.linalg.norm(ray)
    cross = np.array([[0.0, 0.0, x], [0.0, 0.0, y], [-x, -y, 0.0]])
    turn: Array = np.eye(3) + cross + cross @ cross / (1.0 + z)
    return turn


def reconstruct(pose: PoseLandmarks, view: CameraView) -> Skeleton:
    """Places the world landmarks by linear least squares over the rays through the image landmarks.

    The model describes the body as seen along the ray to the hips, so it is first turned from there into the
    camera's axes: that makes directions independent of where in the picture the person is.
    """
    rays = view.intrinsics.rays(pose.image)
    body = pose.world @ turn_to(rays[list(HIPS)].mean(axis=0)).T
    weights = np.clip(pose.visibility, 0.05, 1.0)
    seen = body + _offset(body, rays, weights)
    return Skeleton(seen @ view.rotation.T, pose.visibility, _misfit(seen, rays, weights))


def _offset(body: Array, rays: Array, weights: Array) -> Array:
    """(3,) translation t that minimises the weighted miss of (body + t) from the rays."""
    rows, values = [], []
    for axis in (0, 1):
        for index in _ANCHORS:
            row = np.zeros(3)
            row[axis], row[2] = 1.0, -rays[index, axis]
            rows.append(row * weights[index])
            values.append((rays[index, axis] * body[index, 2] - body[index, axis]) * weights[index])
    solution: Array = np.linalg.lstsq(np.array(rows), np.array(values), rcond=None)[0]
    return solution


def _misfit(seen: Array, rays: Array, weights: Array) -> float:
    anchors = list(_ANCHORS)
    depth = seen[anchors, 2:]
    if depth.min() <= 0.0:
        return inf
    misses = np.linalg.norm(seen[anchors, :2] / depth - rays[anchors, :2], axis=1)
    extent = np.linalg.norm(np.ptp(rays[anchors, :2], axis=0))
    return float(np.average(misses, weights=weights[anchors]) / max(float(extent), 1e-6))
