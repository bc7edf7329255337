"""Where a head is, where it is turned and where its eyes look, from the mesh of a face."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

import numpy as np

from huban_perception.core.bodies.skeleton import turn_to
from huban_perception.core.camera import CameraView
from huban_perception.core.types import Array, FaceLandmarks

_RIGHT_EYE, _LEFT_EYE = (33, 133), (263, 362)
"""Outer and inner corner, as vertices of the mesh."""

_FOREHEAD, _CHIN = 10, 152
_RIGHT_PUPIL, _LEFT_PUPIL = 468, 473

_OUTER_CORNERS_M = 0.09
"""Between the outer corners of the eyes of an adult (biocular width, mean of men and women 88 to 91 mm)."""

_EYE_OPENING, _EYEBALL = 0.030, 0.012
"""Between the corners of an eye, and the radius of an eyeball, in m."""

_MOST_EYE_TURN_DEG = 35.0
"""Eyes that seem to turn further in the head are measured wrongly."""

_LEAST_EYE_PX = 12.0
"""In smaller eyes the pupil cannot be placed; then the head's direction counts alone."""


@dataclass(frozen=True)
class Head:
    """A head in `map` axes: `position` (3,) m, `rotation` (3, 3) with x out of the face and z up; `gaze` (3,) unit.

    Where the camera's place is unknown the position is relative to it.
    """

    position: Array
    rotation: Array
    gaze: Array


def head_of(face: FaceLandmarks, view: CameraView) -> Head | None:
    """The head under a face; None where the model gave no mesh or the mesh has no extent.

    The mesh is a shape as seen along the ray to it (weak perspective): axes from corners of the eyes, forehead and
    chin, distance from how far the eyes are apart.
    """
    lens = view.intrinsics
    if len(face.mesh) <= _LEFT_PUPIL or not np.isfinite(face.mesh).all():
        return None
    shape = face.mesh * (lens.width, lens.height, lens.width)
    left = shape[_LEFT_EYE[0]] - shape[_RIGHT_EYE[0]]
    forward = np.cross(left, shape[_FOREHEAD] - shape[_CHIN])
    apart_px, length = float(np.linalg.norm(left)), float(np.linalg.norm(forward))
    if apart_px == 0.0 or length == 0.0:
        return None
    ray = lens.rays(face.mesh[[_LEFT_EYE[0], _RIGHT_EYE[0]], :2]).mean(axis=0)
    turn = view.rotation @ turn_to(ray)
    x, y = forward / length, left / apart_px
    axes = np.column_stack([x, y, np.cross(x, y)])
    eyes = radians(_eye_turn_deg(shape))
    gaze = cos(eyes) * x + sin(eyes) * y
    position = view.position + view.rotation @ (ray * (lens.fx * _OUTER_CORNERS_M / apart_px))
    return Head(position, turn @ axes, turn @ gaze)


def away_deg(head: Head, target: Array) -> float:
    """By how much somebody looks past a point (3,)."""
    to_target = target - head.position
    cosine = float(head.gaze @ to_target) / max(float(np.linalg.norm(to_target)), 1e-6)
    return degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def _eye_turn_deg(shape: Array) -> float:
    """How far both eyes are turned to the person's left in the head; 0 where they are too small to tell."""
    turns = [
        _turned_left(shape[_LEFT_EYE[0]], shape[_LEFT_EYE[1]], shape[_LEFT_PUPIL]),
        _turned_left(shape[_RIGHT_EYE[1]], shape[_RIGHT_EYE[0]], shape[_RIGHT_PUPIL]),
    ]
    return float(np.mean(turns))


def _turned_left(left_corner: Array, right_corner: Array, pupil: Array) -> float:
    """How far one eye is turned to the person's left, in degrees, from where its pupil is between the corners."""
    opening = (left_corner - right_corner)[:2]
    width_px = float(np.linalg.norm(opening))
    if width_px < _LEAST_EYE_PX:
        return 0.0
    aside = float((pupil - (left_corner + right_corner) / 2)[:2] @ opening) / width_px**2
    turn = degrees(asin(float(np.clip(aside * _EYE_OPENING / _EYEBALL, -1.0, 1.0))))
    return float(np.clip(turn, -_MOST_EYE_TURN_DEG, _MOST_EYE_TURN_DEG))
