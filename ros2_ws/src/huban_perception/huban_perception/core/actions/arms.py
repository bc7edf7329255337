"""One arm at one time, in numbers that do not depend on where the person stands or looks."""

from dataclasses import dataclass
from enum import Enum
from math import acos, degrees

import numpy as np

from huban_perception.core.actions.types import Moment
from huban_perception.core.types import HIPS, Array, Landmark


class Side(str, Enum):
    """The person's own left and right."""

    LEFT = "left"
    RIGHT = "right"


_JOINTS = {
    Side.LEFT: (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    Side.RIGHT: (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
}
_MOUTH = (Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT)
_EYES = (Landmark.LEFT_EYE, Landmark.RIGHT_EYE)

_HAND_M = 0.1
"""From the wrist to what a hand holds."""

_ARM_M = 0.52
"""Shoulder to wrist of the pose model's average person."""

_DEPTH_TRUST = 0.3
"""What a metre in depth counts against one across, where distances are small."""


@dataclass(frozen=True)
class Arm:
    """`wrist_up`: wrist above the shoulder, in lengths of the trunk. `forearm_up`: the forearm's rise, -1 to 1.

    `swing`: how far the forearm leans sideways as the camera sees it, -1 to 1. `foreshortened`: the arm points at the
    camera or away from it, so that its bend is only guessed. `bend_deg`: angle at the elbow, 180 straight.
    `hang_deg`: angle between arm and straight down. `mouth_m`: fingers to mouth. `aim` (3,): unit vector from the
    eyes over the hand, which is where people point (Herbort and Kunde 2016).
    """

    side: Side
    seen: bool
    wrist_up: float
    forearm_up: float
    swing: float
    foreshortened: bool
    bend_deg: float
    hang_deg: float
    mouth_m: float
    aim: Array


def arm(moment: Moment, side: Side) -> Arm:
    shoulder, elbow, wrist = (moment.points[joint] for joint in _JOINTS[side])
    forearm = _unit(wrist - elbow)
    return Arm(
        side=side,
        seen=moment.seen(*_JOINTS[side]),
        wrist_up=float(wrist[2] - shoulder[2]) / max(moment.trunk_m, 0.1),
        forearm_up=float(forearm[2]),
        swing=float(forearm @ _across(moment)),
        foreshortened=_foreshortened(moment, wrist - shoulder),
        bend_deg=_angle_deg(shoulder - elbow, wrist - elbow),
        hang_deg=_angle_deg(wrist - shoulder, np.array([0.0, 0.0, -1.0])),
        mouth_m=_seen_apart_m(moment, wrist + _HAND_M * forearm - moment.middle(_MOUTH)),
        aim=_unit(wrist - moment.middle(_EYES)),
    )


def _seen_apart_m(moment: Moment, apart: Array) -> float:
    """The length of a vector where depth, which a picture hardly shows, counts little."""
    depth = float(apart @ _away(moment))
    return float(np.sqrt(max(float(apart @ apart) - (1.0 - _DEPTH_TRUST**2) * depth**2, 0.0)))


def _foreshortened(moment: Moment, out: Array) -> bool:
    away = _away(moment)
    return float(np.linalg.norm(out - (out @ away) * away)) < 0.6 * _ARM_M


def _away(moment: Moment) -> Array:
    """(3,) the direction from the camera to this person."""
    return _unit(moment.middle(HIPS))


def _across(moment: Moment) -> Array:
    """(3,) the level direction across the camera's view of this person: what a picture shows best."""
    x, y, _ = moment.middle(HIPS)
    return _unit(np.array([-y, x, 0.0]))


def _unit(vector: Array) -> Array:
    length = float(np.linalg.norm(vector))
    unit: Array = vector / length if length > 0.0 else vector
    return unit


def _angle_deg(one: Array, other: Array) -> float:
    return degrees(acos(float(np.clip(_unit(one) @ _unit(other), -1.0, 1.0))))
