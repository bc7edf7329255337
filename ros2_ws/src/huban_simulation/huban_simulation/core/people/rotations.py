"""Rotations as unit quaternions (w, x, y, z) in arrays whose last axis is 4."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
IDENTITY: Floats = np.array([1.0, 0.0, 0.0, 0.0])


def about(axis: int, angle_rad: float) -> Floats:
    """A turn about x (0), y (1) or z (2)."""
    turn = np.zeros(4)
    turn[0], turn[1 + axis] = cos(angle_rad / 2), sin(angle_rad / 2)
    return turn


def from_degrees(roll: float, pitch: float, yaw: float) -> Floats:
    """First yaw about z (a limb's twist), then roll about x, then pitch about y, all about fixed axes."""
    half = (radians(roll) / 2, radians(pitch) / 2, radians(yaw) / 2)
    (cr, cp, cy), (sr, sp, sy) = map(cos, half), map(sin, half)
    w, x = cp * cr * cy + sp * sr * sy, cp * sr * cy + sp * cr * sy
    y, z = sp * cr * cy - cp * sr * sy, cp * cr * sy - sp * sr * cy
    return np.array([w, x, y, z])


def to_degrees(turns: Floats) -> Floats:
    """Roll (-90..90), pitch and yaw (-180..180) of turns as (..., 3), see `from_degrees`."""
    frames = matrices(turns)
    roll = -np.arcsin(np.clip(frames[..., 1, 2], -1, 1))
    pitch = np.arctan2(frames[..., 0, 2], frames[..., 2, 2])
    yaw = np.arctan2(frames[..., 1, 0], frames[..., 1, 1])
    angles: Floats = np.degrees(np.stack([roll, pitch, yaw], axis=-1))
    return angles


def times(first: Floats, second: Floats) -> Floats:
    """The rotation `second` followed by `first`."""
    w1, x1, y1, z1 = first[..., 0], first[..., 1], first[..., 2], first[..., 3]
    w2, x2, y2, z2 = second[..., 0], second[..., 1], second[..., 2], second[..., 3]
    product = np.empty(np.broadcast_shapes(first.shape, second.shape))
    product[..., 0] = w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2
    product[..., 1] = w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2
    product[..., 2] = w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2
    product[..., 3] = w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2
    return product


def blended(first: Floats, second: Floats, share: float) -> Floats:
    """The shorter way from `first` (share 0) to `second` (share 1), as a normalised linear blend."""
    sign = np.where((first * second).sum(axis=-1, keepdims=True) < 0, -1.0, 1.0)
    mixed = first * (1 - share) + sign * second * share
    blend: Floats = mixed / np.sqrt((mixed * mixed).sum(axis=-1, keepdims=True))
    return blend


def matrices(turns: Floats) -> Floats:
    """Rotation matrices (..., 3, 3)."""
    w, x, y, z = turns[..., 0], turns[..., 1], turns[..., 2], turns[..., 3]
    frames = np.empty((*turns.shape[:-1], 3, 3))
    frames[..., 0, 0] = 1 - 2 * (y * y + z * z)
    frames[..., 1, 1] = 1 - 2 * (x * x + z * z)
    frames[..., 2, 2] = 1 - 2 * (x * x + y * y)
    frames[..., 0, 1], frames[..., 1, 0] = 2 * (x * y - w * z), 2 * (x * y + w * z)
    frames[..., 0, 2], frames[..., 2, 0] = 2 * (x * z + w * y), 2 * (x * z - w * y)
    frames[..., 1, 2], frames[..., 2, 1] = 2 * (y * z - w * x), 2 * (y * z + w * x)
    return frames


def from_matrices(frames: Floats) -> Floats:
    """Quaternions (n, 4) of rotation matrices (n, 3, 3) (Shepperd 1978: the largest component first)."""
    diagonal = frames[:, [0, 1, 2], [0, 1, 2]]
    trace = diagonal.sum(axis=1)
    candidates = np.empty((len(frames), 4, 4))
    candidates[:, 0, 0] = 1 + trace
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        turned = frames[:, k, j] - frames[:, j, k]
        candidates[:, 0, 1 + i] = candidates[:, 1 + i, 0] = turned
        candidates[:, 1 + i, 1 + i] = 1 + 2 * diagonal[:, i] - trace
        mixed = frames[:, j, i] + frames[:, i, j]
        candidates[:, 1 + i, 1 + j] = candidates[:, 1 + j, 1 + i] = mixed
    largest = np.column_stack([trace, diagonal]).argmax(axis=1)
    best = candidates[np.arange(len(frames)), largest]
    unit: Floats = best / np.linalg.norm(best, axis=1, keepdims=True)
    return unit
