"""Lets a body come to lie: the trunk rests on a surface, head and limbs sink onto it and do not pass through."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance, solved

Surface = Callable[[Floats], Floats]
"""Heights (n,) of the surface below points (n, 3), in m."""

_TRUNK = ("hips", "waist", "chest")
_LIMBS = ("shoulder", "upper_arm", "forearm", "hand", "thigh", "shin", "foot")
_FALLING = ("upper_arm", "forearm", "thigh", "shin", "neck", "head")
"""Parts that sink as far as they can; the others only make room."""
_FREE_PLAY_M = 0.01
_FURTHEST_RAD = 0.6
_ROUNDS = 6


def level(height_m: float) -> Surface:
    """A flat surface."""
    return lambda points: np.full(len(points), height_m)


def settled(skeleton: Skeleton, stance: Stance, surface: Surface) -> Stance:
    """The stance when everything rests; `stance` must not hold its feet."""
    trunk = np.isin(skeleton.support_bones, [skeleton.index(bone) for bone in _TRUNK])
    points = skeleton.surface(*solved(skeleton, stance))[trunk]
    stance = replace(stance, hips=stance.hips - [0.0, 0.0, (points[:, 2] - surface(points)).min()])
    bones = ["neck", "head", *(f"{side}_{limb}" for limb in _LIMBS for side in ("left", "right"))]
    for _ in range(_ROUNDS):
        for bone in bones:
            stance = _turned_onto(skeleton, stance, surface, bone)
    return stance


def _turned_onto(skeleton: Skeleton, stance: Stance, surface: Surface, bone: str) -> Stance:
    """The stance with one joint turned so that what hangs on it just touches the surface."""
    positions, world = solved(skeleton, stance)
    index = skeleton.index(bone)
    points = skeleton.surface(positions, world)[skeleton.carried_by(index)]
    gaps = points[:, 2] - surface(points)
    lowest = int(gaps.argmin())
    sinks = bone.split("_", 1)[-1] in _FALLING
    if -_FREE_PLAY_M < gaps[lowest] < (_FREE_PLAY_M if sinks else np.inf):
        return stance
    arm = points[lowest] - positions[index]
    reach = max(float(np.hypot(arm[0], arm[1])), 0.05)
    angle = np.clip(np.arctan(gaps[lowest] / reach), -_FURTHEST_RAD, _FURTHEST_RAD) / 2
    axis = np.array([-arm[1], arm[0], 0.0]) / reach
    turn = np.array([np.cos(angle / 2), *(np.sin(angle / 2) * (world[skeleton.parents[index]].T @ axis))])
    joints = stance.joints.copy()
    joints[index] = rotations.times(turn / np.linalg.norm(turn), joints[index])
    return replace(stance, joints=joints)
