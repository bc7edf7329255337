"""Lets a body come to lie: the trunk rests on a surface, head and limbs sink onto it and do not pass through."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from huban_simulation.core.people import rotations
from huban_simulation.core.people.skeleton import ROOT, Floats, Skeleton
from huban_simulation.core.people.stance import Stance, solved

Surface = Callable[[Floats], Floats]
"""Heights (n,) of the surface below points (n, 3), in m."""

_CAPS = {"shoulder": ("upper_arm", 0.08), "hips": ("thigh", 0.11)}
"""Limbs whose upper ends lie as the trunk does, up to this distance from the joint (m)."""
_LIMBS = ("upper_arm", "forearm", "hand", "thigh", "shin", "foot")
_FALLING = ("upper_arm", "forearm", "thigh", "shin", "neck", "head")
"""Parts that sink as far as they can; the others only make room."""
_FREE_PLAY_M = 0.01
_FURTHEST_RAD = {"neck": 0.45, "head": 0.4, "hand": 0.6, "foot": 0.5}
_LIMB_FURTHEST_RAD = 1.5
"""How far joints give way at most."""
_FAR_END = 0.6
"""Parts of a limb further from its joint than this share of its length sink until one touches."""
_SHORTEST_ARM = 0.25
"""A joint does not move for points that are less than this share of the limb's length aside: others can do it."""
_ROUNDS = 8


def level(height_m: float) -> Surface:
    """A flat surface."""
    return lambda points: np.full(len(points), height_m)


def settled(skeleton: Skeleton, stance: Stance, surface: Surface) -> Stance:
    """The stance when everything rests; `stance` must not hold its feet."""
    for _ in range(_ROUNDS):
        stance = _trunk_laid_down(skeleton, stance, surface)
    posed = stance.joints
    bones = ["neck", "head", *(f"{side}_{limb}" for limb in _LIMBS for side in ("left", "right"))]
    for _ in range(_ROUNDS):
        for bone in bones:
            turn = _turn_onto(skeleton, stance, surface, bone)
            if turn is not None:
                furthest_rad = _FURTHEST_RAD.get(bone.split("_")[-1], _LIMB_FURTHEST_RAD)
                stance = _given_way(stance, posed, skeleton.index(bone), turn, furthest_rad)
    return stance


def _trunk_laid_down(skeleton: Skeleton, stance: Stance, surface: Surface) -> Stance:
    """The stance with the trunk on the surface, tipped towards whichever of hips and chest is in the air."""
    positions, world = solved(skeleton, stance)
    points = skeleton.surface(positions, world)
    gaps = points[:, 2] - surface(points)
    hips = gaps[_points_of(skeleton, ("hips", "waist"))].min()
    chest = gaps[_points_of(skeleton, ("chest", "shoulder"))].min()
    along = positions[skeleton.index("chest")] - positions[ROOT]
    reach = max(float(np.hypot(along[0], along[1])), 0.1)
    half = np.clip(np.arctan((chest - hips) / reach), -0.3, 0.3) / 2
    tip = np.array([np.cos(half), *(np.sin(half) * np.array([-along[1], along[0], 0.0]) / reach)])
    turn = rotations.times(tip / np.linalg.norm(tip), stance.turn)
    return replace(stance, turn=turn, hips=stance.hips - np.array([0.0, 0.0, min(hips, chest)]))


def _points_of(skeleton: Skeleton, parts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which surface points belong to parts of the trunk, the upper ends of the limbs on them included."""
    owned = np.isin(skeleton.support_bones, [index for part in parts for index in skeleton.indices(part)])
    for part in parts:
        if part in _CAPS:
            limb, reach_m = _CAPS[part]
            near_joint = np.linalg.norm(skeleton.support_points, axis=1) < reach_m
            owned |= np.isin(skeleton.support_bones, skeleton.indices(limb)) & near_joint
    return owned


def _turn_onto(skeleton: Skeleton, stance: Stance, surface: Surface, bone: str) -> Floats | None:
    """The turn of a joint, in its parent's axes, that brings what hangs on it towards the surface; None if it rests."""
    positions, world = solved(skeleton, stance)
    index = skeleton.index(bone)
    arms = skeleton.surface(positions, world)[skeleton.carried_by(index)] - positions[index]
    gaps = positions[index, 2] + arms[:, 2] - surface(positions[index] + arms)
    distances = np.linalg.norm(arms, axis=1)
    lowest = int(gaps.argmin())
    if gaps[lowest] > -_FREE_PLAY_M:
        lowest = int(np.where(distances > _FAR_END * distances.max(), gaps, np.inf).argmin())
        if gaps[lowest] < _FREE_PLAY_M or bone.split("_", 1)[-1] not in _FALLING:
            return None
    arm = arms[lowest]
    reach = float(np.hypot(arm[0], arm[1]))
    if reach < _SHORTEST_ARM * distances.max():
        return None
    half = np.clip(np.arctan(gaps[lowest] / reach), -0.6, 0.6) / 4
    axis = world[skeleton.parents[index]].T @ np.array([-arm[1], arm[0], 0.0])
    return np.array([np.cos(half), *(np.sin(half) * axis / np.linalg.norm(axis))])


def _given_way(stance: Stance, posed: Floats, index: int, turn: Floats, furthest_rad: float) -> Stance:
    """The stance with a joint turned further, unless that is too far from how it was posed."""
    turned = rotations.times(turn, stance.joints[index])
    if 2 * np.arccos(min(abs(float(turned @ posed[index])), 1.0)) > furthest_rad:
        return stance
    joints = stance.joints.copy()
    joints[index] = turned
    return replace(stance, joints=joints)
