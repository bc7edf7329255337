"""The skeleton in its canonical pose: upright, arms hanging, palms inwards; all axes x forward, y left, z up."""

from dataclasses import dataclass

import numpy as np

from baking.anatomy import BONES, Body, Floats

SIDES = (("left", "L"), ("right", "R"))


@dataclass(frozen=True)
class Skeleton:
    """Bones in the order of BONES; `rest` turns a canonical bone into its direction in the rest mesh."""

    parents: list[int]
    joints: Floats
    rest: Floats
    """(bones, 3, 3)"""
    offsets: Floats
    """Joint positions in the parent's canonical frame."""

    def local(self, points: Floats, bone: int) -> Floats:
        """Points of the rest mesh in a bone's canonical frame."""
        return (points - self.joints[bone]) @ self.rest[bone]


def measure(body: Body) -> Skeleton:
    """The canonical skeleton of a body."""
    names = list(BONES)
    parents = [names.index(parent) if parent else -1 for parent, _ in BONES.values()]
    joints = np.array([body.joints[name] for name in names])
    rest = np.tile(np.eye(3), (len(names), 1, 1))
    for side, suffix in SIDES:
        for bone, frame in (_arm(body, side, suffix) | _leg(body, side, suffix)).items():
            rest[names.index(bone)] = frame
    offsets = np.array(
        [
            rest[parent].T @ (joints[bone] - joints[parent]) if parent >= 0 else np.zeros(3)
            for bone, parent in enumerate(parents)
        ]
    )
    return Skeleton(parents, joints, rest, offsets)


def _arm(body: Body, side: str, suffix: str) -> dict[str, Floats]:
    """The arm's frames; the elbow bends about y as it is bent in the rest mesh."""
    shoulder, elbow, wrist = (body.joints[f"{side}_{part}"] for part in ("upper_arm", "forearm", "hand"))
    knuckles = {finger: body.landmarks[f"finger{finger}-1.{suffix}"] for finger in (2, 3, 5)}
    hinge = np.cross(wrist - elbow, elbow - shoulder)
    return {
        f"{side}_upper_arm": _frame(up=shoulder - elbow, left=hinge),
        f"{side}_forearm": _frame(up=elbow - wrist, left=hinge),
        f"{side}_hand": _frame(up=wrist - knuckles[3], forward=knuckles[2] - knuckles[5]),
    }


def _leg(body: Body, side: str, suffix: str) -> dict[str, Floats]:
    hip, knee, ankle = (body.joints[f"{side}_{part}"] for part in ("thigh", "shin", "foot"))
    toes = body.landmarks[f"toe2-1.{suffix}"]
    left = np.array([0.0, 1.0, 0.0])
    return {
        f"{side}_thigh": _frame(up=hip - knee, left=left),
        f"{side}_shin": _frame(up=knee - ankle, left=left),
        f"{side}_foot": _frame(up=np.array([0.0, 0.0, 1.0]), forward=(toes - ankle) * [1, 1, 0]),
    }


def _frame(up: Floats, left: Floats | None = None, forward: Floats | None = None) -> Floats:
    """A rotation with this z axis and the nearest possible y (left) or x (forward) axis."""
    z = up / np.linalg.norm(up)
    if left is not None:
        x = np.cross(left, z)
    elif forward is not None:
        x = forward - (forward @ z) * z
    x /= np.linalg.norm(x)
    return np.stack([x, np.cross(z, x), z], axis=1)
