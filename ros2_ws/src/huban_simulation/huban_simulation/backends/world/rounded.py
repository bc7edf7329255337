"""Boxes with round edges as triangle meshes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS = 3
"""Points along a rounded edge; more look smoother and render slower."""


def rounded_box(
    size: Sequence[float] | NDArray[np.float64], radius: float
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.float64]]:
    """Vertices (n, 3), triangles (m, 3) and unit normals (n, 3) of a box of full extents `size`, centred on 0."""
    directions, faces = _cube_sphere()
    inner = np.asarray(size) / 2 - radius
    return directions * radius + np.sign(directions) * inner, faces, directions


def _cube_sphere() -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Unit directions on a grid over each face of a cube, none of which has a zero component."""
    angles = np.linspace(0.08, np.pi / 4, _STEPS)
    line = np.tan(np.concatenate([-angles[::-1], angles]))
    u, v = (grid.ravel() for grid in np.meshgrid(line, line, indexing="ij"))
    points: list[NDArray[np.float64]] = []
    faces: list[NDArray[np.int32]] = []
    for axis in range(3):
        for side in (1.0, -1.0):
            face = np.empty((u.size, 3))
            face[:, axis], face[:, (axis + 1) % 3], face[:, (axis + 2) % 3] = side, u * side, v
            faces.append(_grid_triangles(line.size) + u.size * len(points))
            points.append(face)
    directions = np.concatenate(points)
    return directions / np.linalg.norm(directions, axis=1, keepdims=True), np.concatenate(faces)


def _grid_triangles(count: int) -> NDArray[np.int32]:
    rows, columns = (grid.ravel() for grid in np.meshgrid(range(count - 1), range(count - 1), indexing="ij"))
    first = rows * count + columns
    below = first + count
    lower = np.stack([first, below, below + 1], axis=1)
    upper = np.stack([first, below + 1, first + 1], axis=1)
    return np.asarray(np.concatenate([lower, upper]), dtype=np.int32)
