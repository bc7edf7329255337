"""Smooth noise in space, the same on every machine."""

import numpy as np

from baking.anatomy import Floats


def clouds(points: Floats, seed: int, octaves: int = 2) -> Floats:
    """Noise of about -1..1 at points (n, 3) given in cells: value noise, each octave half as strong."""
    total, strength = np.zeros(len(points)), 1.0
    for octave in range(octaves):
        total += strength * _cells(points * 2**octave, seed + 101 * octave)
        strength /= 2
    return total / (2 - 2 * strength)


def _cells(points: Floats, seed: int) -> Floats:
    corner = np.floor(points).astype(np.int64)
    share = points - corner
    share = share * share * (3 - 2 * share)
    total = np.zeros(len(points))
    for index in range(8):
        offset = np.array([index >> 2 & 1, index >> 1 & 1, index & 1])
        weight = np.prod(np.where(offset, share, 1 - share), axis=1)
        total += weight * _hashed(corner + offset, seed)
    return total


def _hashed(cells: np.ndarray, seed: int) -> Floats:
    """A number in -1..1 for each cell (integer hash after Thomas Mueller's, public domain)."""
    mixed = (cells[:, 0] * 73856093) ^ (cells[:, 1] * 19349663) ^ (cells[:, 2] * 83492791) ^ (seed * 2654435761)
    for _ in range(2):
        mixed = ((mixed >> 16) ^ mixed) * 0x45D9F3B & 0xFFFFFFFF
    return ((mixed >> 16) ^ mixed) % 65536 / 32767.5 - 1.0
