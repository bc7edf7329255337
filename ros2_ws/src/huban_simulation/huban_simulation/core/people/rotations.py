"""Rotations as unit quaternions (w, x, y, z) in arrays whose last axis is 4."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
IDENTITY: Floats = np.array([1.0, 0.0, 0.0, 0.0])


def about(axis: int, angle_rad: float) -> Floats:
    """A turn about x (0), y (1) or z (2)."""
    turn = np.zeros(4)
    turn[0], turn[1 + axis] = np.cos(angle_rad / 2), np.sin(angle_rad / 2)
    return turn


def from_degrees(roll: float, pitch: float, yaw: float) -> Floats:
    """First roll about x, then pitch about y, then yaw about z, all about fixed axes."""
    x, y, z = (about(axis, np.radians(angle)) for axis, angle in enumerate((roll, pitch, yaw)))
    return times(z, times(y, x))


def times(first: Floats, second: Floats) -> Floats:
    """The rotation `second` followed by `first`."""
    w1, x1, y1, z1 = np.moveaxis(first, -1, 0)
    w2, x2, y2, z2 = np.moveaxis(second, -1, 0)
    product: Floats = np.stack(
        [
            w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2,
            w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2,
            w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2,
            w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2,
        ],
        axis=-1,
    )
    return product


def inverse(turn: Floats) -> Floats:
    return turn * np.array([1.0, -1.0, -1.0, -1.0])


def blended(first: Floats, second: Floats, share: float) -> Floats:
    """The shorter way from `first` (share 0) to `second` (share 1), as a normalised linear blend."""
    sign = np.where((first * second).sum(axis=-1, keepdims=True) < 0, -1.0, 1.0)
    mixed = first * (1 - share) + sign * second * share
    blend: Floats = mixed / np.linalg.norm(mixed, axis=-1, keepdims=True)
    return blend


def matrices(turns: Floats) -> Floats:
    """Rotation matrices (..., 3, 3)."""
    w, x, y, z = np.moveaxis(turns, -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    stacked: Floats = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    return stacked


def from_matrices(rotations: Floats) -> Floats:
    """Quaternions (n, 4) of rotation matrices (n, 3, 3) (Shepperd 1978: the largest component first)."""
    m = rotations
    trace = m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2]
    squares = np.stack([trace, m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]], axis=1)
    full = np.empty((len(m), 4, 4))
    full[:, 0] = np.stack([1 + trace, m[:, 2, 1] - m[:, 1, 2], m[:, 0, 2] - m[:, 2, 0], m[:, 1, 0] - m[:, 0, 1]], axis=1)
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        row = full[:, 1 + i]
        row[:, 0] = m[:, k, j] - m[:, j, k]
        row[:, 1 + i] = 1 + m[:, i, i] - m[:, j, j] - m[:, k, k]
        row[:, 1 + j] = m[:, j, i] + m[:, i, j]
        row[:, 1 + k] = m[:, k, i] + m[:, i, k]
    best = full[np.arange(len(m)), squares.argmax(axis=1)]
    unit: Floats = best / np.linalg.norm(best, axis=1, keepdims=True)
    return unit
