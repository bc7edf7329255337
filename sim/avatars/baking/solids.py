"""Simple shapes for a figure: capsules that the lidar sees and the robot touches, points that rest on the floor."""

from dataclasses import dataclass

import numpy as np

from baking.anatomy import BONES, Floats
from baking.frames import Skeleton
from baking.parts import BONE, Part

_TRUNK = {"hips": 0.085, "waist": 0.07, "chest": 0.09}
"""Half the distance between the ends of the trunk's capsules, which lie across (m)."""
_FOOT = ((-0.035, 0.115), 0.035)
"""Heel and toe of the foot's capsule before and behind the ankle, and its radius (m)."""
_LIMBS = {"upper_arm": "forearm", "forearm": "hand", "thigh": "shin", "shin": "foot"}


@dataclass(frozen=True)
class Capsule:
    """Two ends in the bone's canonical frame and a radius (m)."""

    bone: int
    ends: Floats
    radius: float


def capsules(skeleton: Skeleton, parts: list[Part]) -> list[Capsule]:
    """One capsule for each bone that is large enough to matter."""
    points = _points_by_bone(skeleton, parts)
    found = [_across(points[BONE[name]], BONE[name], half) for name, half in _TRUNK.items()]
    found.append(_head(points[BONE["head"]]))
    for side in ("left", "right"):
        found += [_limb(skeleton, points, BONE[f"{side}_{a}"], BONE[f"{side}_{b}"]) for a, b in _LIMBS.items()]
        found += [_hand(points, BONE[f"{side}_hand"]), _foot(points, BONE[f"{side}_foot"])]
    return found


def supports(skeleton: Skeleton, parts: list[Part]) -> tuple[list[int], Floats]:
    """Outermost points of each bone in many directions: (bone of each point, points in canonical frames)."""
    steps = np.array([-1.0, 0.0, 1.0])
    directions = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    bones: list[int] = []
    found = []
    for bone, points in enumerate(_points_by_bone(skeleton, parts)):
        extreme = points[np.unique((points @ directions.T).argmax(axis=0))] if len(points) else points
        bones += [bone] * len(extreme)
        found.append(extreme)
    return bones, np.concatenate(found)


def _points_by_bone(skeleton: Skeleton, parts: list[Part]) -> list[Floats]:
    """The vertices that follow mostly one bone, in its canonical frame."""
    vertices = np.concatenate([part.vertices for part in parts])
    weights = np.concatenate([part.weights for part in parts])
    owner, share = weights.argmax(axis=1), weights.max(axis=1)
    return [skeleton.local(vertices[(owner == bone) & (share > 0.4)], bone) for bone in range(len(BONES))]


def _across(points: Floats, bone: int, half: float) -> Capsule:
    low, high = np.percentile(points, 8, axis=0), np.percentile(points, 92, axis=0)
    middle, radius = (low + high) / 2, (high[0] - low[0]) / 2
    return Capsule(bone, np.array([[middle[0], -half, middle[2]], [middle[0], half, middle[2]]]), float(radius))


def _head(points: Floats) -> Capsule:
    low, high = points.min(axis=0), points.max(axis=0)
    radius = 0.42 * (high[0] - low[0])
    x = (low[0] + high[0]) / 2
    return Capsule(BONE["head"], np.array([[x, 0.0, low[2] + radius], [x, 0.0, high[2] - radius]]), float(radius))


def _limb(skeleton: Skeleton, points: list[Floats], bone: int, child: int) -> Capsule:
    end = skeleton.offsets[child]
    radius = float(np.percentile(np.hypot(points[bone][:, 0], points[bone][:, 1]), 60))
    return Capsule(bone, np.array([np.zeros(3), end]), radius)


def _hand(points: list[Floats], bone: int) -> Capsule:
    radius = 0.028
    return Capsule(bone, np.array([[0.0, 0.0, -0.02], [0.0, 0.0, points[bone][:, 2].min() + radius]]), radius)


def _foot(points: list[Floats], bone: int) -> Capsule:
    (heel, toe), radius = _FOOT
    height = points[bone][:, 2].min() + radius
    return Capsule(bone, np.array([[heel, 0.0, height], [toe, 0.0, height]]), radius)
