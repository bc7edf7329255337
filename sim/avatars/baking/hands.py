"""Bends the fingers of a rest mesh as hanging hands have them; the figures have no finger bones."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_BENT_DEG = {1: (4, 10, 12), 2: (20, 24, 14), 3: (24, 28, 16), 4: (28, 30, 18), 5: (30, 30, 18)}
"""By finger, thumb first: bend of its three joints."""


def with_relaxed_hands(vertices: Floats, heads: Mapping[str, Floats], weights: Mapping[str, Floats]) -> Floats:
    """Vertices (n, 3) with bent fingers; `heads` are joints and `weights` (n,) the shares of the package's bones."""
    for side, inwards in (("L", -1.0), ("R", 1.0)):
        across = heads[f"finger2-1.{side}"] - heads[f"finger5-1.{side}"]
        axis = across / np.linalg.norm(across)
        for finger, angles in _BENT_DEG.items():
            bones = [f"finger{finger}-{joint}.{side}" for joint in (1, 2, 3)]
            vertices = _bent(vertices, bones, heads, weights, axis, np.radians(angles) * inwards)
    return vertices


def _bent(
    vertices: Floats,
    bones: list[str],
    heads: Mapping[str, Floats],
    weights: Mapping[str, Floats],
    axis: Floats,
    angles_rad: Floats,
) -> Floats:
    """One finger bent at its joints about one axis, by linear blend skinning."""
    moved, joint = np.zeros_like(vertices), heads[bones[0]]
    turn, shift = np.eye(3), np.zeros(3)
    for bone, angle in zip(bones, angles_rad, strict=True):
        joint = turn @ heads[bone] + shift
        step = _about(axis, angle)
        turn, shift = step @ turn, step @ (shift - joint) + joint
        moved += weights[bone][:, None] * (vertices @ turn.T + shift - vertices)
    return vertices + moved


def _about(axis: Floats, angle_rad: float) -> Floats:
    """A rotation matrix (Rodrigues' formula)."""
    cross = np.cross(np.eye(3), axis)
    return np.eye(3) - np.sin(angle_rad) * cross + (1 - np.cos(angle_rad)) * cross @ cross
