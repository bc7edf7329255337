"""Writes a figure: one .npz with small integers, one .jpg with its picture. Read by huban_simulation."""

from pathlib import Path

import numpy as np
from PIL import Image

from baking.anatomy import BONES, Floats
from baking.frames import Skeleton
from baking.parts import Part
from baking.solids import capsules, supports

VERTEX_UNIT_M = 5e-5
ACTION_UNIT_M = 1e-5
INFLUENCES = 4


def write(folder: Path, name: str, skeleton: Skeleton, parts: list[Part], texcoords: Floats, picture: Floats) -> None:
    """Writes `<name>.npz` and `<name>.jpg`; `texcoords` (vertices, 2) and `picture` (rows, columns, 3) are 0..1."""
    bones, weights = _strongest(np.concatenate([part.weights for part in parts]))
    np.savez_compressed(
        folder / f"{name}.npz",
        **_skeleton(skeleton, parts),
        **_actions(parts),
        parts=np.array([part.name for part in parts]),
        vertex_counts=np.array([len(part.vertices) for part in parts], dtype=np.int32),
        triangle_counts=np.array([len(part.triangles) for part in parts], dtype=np.int32),
        vertex_unit_m=VERTEX_UNIT_M,
        vertices=_quantised(np.concatenate([part.vertices for part in parts]), VERTEX_UNIT_M),
        triangles=np.concatenate([part.triangles for part in parts]).astype(np.uint16),
        texcoords=np.round(texcoords * 65535).astype(np.uint16),
        weight_bones=bones.astype(np.uint8),
        weights=np.round(weights * 255).astype(np.uint8),
    )
    pixels = np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(folder / f"{name}.jpg", quality=90, subsampling=0)


def _skeleton(skeleton: Skeleton, parts: list[Part]) -> dict[str, np.ndarray]:
    support_bones, support_points = supports(skeleton, parts)
    solids = capsules(skeleton, parts)
    return {
        "bones": np.array(list(BONES)),
        "parents": np.array(skeleton.parents, dtype=np.int8),
        "joints": skeleton.joints.astype(np.float32),
        "rest": skeleton.rest.astype(np.float32),
        "offsets": skeleton.offsets.astype(np.float32),
        "support_bones": np.array(support_bones, dtype=np.uint8),
        "support_points": support_points.astype(np.float32),
        "capsule_bones": np.array([solid.bone for solid in solids], dtype=np.uint8),
        "capsule_ends": np.array([solid.ends for solid in solids], dtype=np.float32),
        "capsule_radii": np.array([solid.radius for solid in solids], dtype=np.float32),
    }


def _actions(parts: list[Part]) -> dict[str, np.ndarray]:
    """Facial actions as sparse displacements, one after the other."""
    names = list(parts[0].actions)
    vertices, moves, counts = [], [], []
    for name in names:
        moved = np.concatenate([part.actions.get(name, np.zeros_like(part.vertices)) for part in parts])
        steps = _quantised(moved, ACTION_UNIT_M)
        touched = np.flatnonzero(np.abs(steps).max(axis=1) > 2)
        vertices.append(touched)
        moves.append(steps[touched])
        counts.append(len(touched))
    return {
        "actions": np.array(names),
        "action_counts": np.array(counts, dtype=np.int32),
        "action_unit_m": np.array(ACTION_UNIT_M),
        "action_vertices": np.concatenate(vertices).astype(np.uint16),
        "action_moves": np.concatenate(moves),
    }


def _strongest(weights: Floats) -> tuple[np.ndarray, Floats]:
    """The strongest influences of each vertex and their shares."""
    bones = np.argsort(-weights, axis=1)[:, :INFLUENCES]
    shares = np.take_along_axis(weights, bones, axis=1)
    return bones, shares / shares.sum(axis=1, keepdims=True)


def _quantised(values: Floats, unit: float) -> np.ndarray:
    return np.round(values / unit).astype(np.int16)
