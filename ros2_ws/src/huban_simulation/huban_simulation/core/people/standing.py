"""Standing upright on two feet. A body on the floor plan is an array (x, y, yaw) in m and rad."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.postures import STANDING, joints
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Feet, Stance

_BENT_KNEES_M = 0.012
_TOES_OUT_RAD = 0.09
_STOOP_RAD = 0.05


@dataclass(frozen=True)
class Gait:
    """How somebody walks: length and time of one step, half the distance between the feet."""

    step_m: float
    step_s: float
    half_width_m: float


ELDERLY = Gait(step_m=0.36, step_s=0.62, half_width_m=0.085)
BRISK = Gait(step_m=0.55, step_s=0.55, half_width_m=0.07)


def standing(skeleton: Skeleton, gait: Gait, body: Floats) -> Stance:
    """Somebody who stands over a point of the floor and faces a direction."""
    return upright(skeleton, body, feet_at(skeleton, np.array([footprint(gait, body, foot) for foot in range(2)])))


def upright(skeleton: Skeleton, body: Floats, feet: Feet) -> Stance:
    """The trunk over a body, as high as both legs reach, with hanging arms."""
    turn = rotations.times(rotations.about(2, body[2]), rotations.about(1, _STOOP_RAD))
    height = skeleton.standing_m - _BENT_KNEES_M
    sockets = (
        rotations.matrices(turn) @ skeleton.offsets[[skeleton.index("left_thigh"), skeleton.index("right_thigh")]].T
    )
    away = np.linalg.norm(body[:2] + sockets.T[:, :2] - feet.positions[:, :2], axis=1)
    leg = 0.998 * (skeleton.length_m("left_shin") + skeleton.length_m("left_foot"))
    reachable = feet.positions[:, 2] - sockets[2] + np.sqrt(np.maximum(leg**2 - away**2, 0.0))
    hips = np.array([body[0], body[1], min(height, *reachable)])
    return Stance(hips, turn, _hanging_arms(skeleton), feet)


@cache
def _hanging_arms(skeleton: Skeleton) -> Floats:
    return joints(skeleton, STANDING)


def footprint(gait: Gait, body: Floats, foot: int) -> Floats:
    """Where the left (0) or right (1) foot stands under a body: (x, y, yaw)."""
    side = 1 - 2 * foot
    away = side * gait.half_width_m
    return np.array(
        [body[0] - np.sin(body[2]) * away, body[1] + np.cos(body[2]) * away, body[2] + side * _TOES_OUT_RAD]
    )


def feet_at(skeleton: Skeleton, prints: Floats) -> Feet:
    """Flat feet on footprints (2, 3)."""
    ankles = np.column_stack([prints[:, :2], np.full(2, skeleton.sole_m)])
    return Feet(ankles, np.array([rotations.about(2, yaw) for yaw in prints[:, 2]]))
