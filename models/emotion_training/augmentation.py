"""What may happen to a face between the person and the network without changing what it shows."""

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_perception.core.faces.face_alignment import SIDE_PX, AlignedFace

Grey = NDArray[np.float32]

_TURN_DEG, _SCALE, _SHIFT_PX = 10.0, 0.12, 7.0
_FAR_PX = (32, 40, 48, 64, 80)
"""Sizes of faces that are far away."""

_MIRROR = [
    *range(16, -1, -1), *range(26, 16, -1), *range(27, 31), *range(35, 30, -1),
    45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40,
    *range(54, 47, -1), *range(59, 54, -1), *range(64, 59, -1), 67, 66, 65, 69, 68,
]  # fmt: skip
"""Which landmark each becomes in a mirror."""


def altered(face: AlignedFace, random: np.random.Generator) -> AlignedFace:
    """The face seen a little otherwise: mirrored, moved, lit, far away, noisy, partly hidden; landmarks stay exact."""
    chosen = mirrored(face) if random.random() < 0.5 else face
    grey = _moved(chosen.grey.astype(np.float32), random)
    for chance, change in ((0.4, _far), (1.0, _lit), (0.3, _lit_from_a_side), (0.3, _noisy), (0.35, _hidden)):
        if random.random() < chance:
            grey = change(grey, random)
    return AlignedFace(np.clip(grey, 0.0, 255.0).astype(np.uint8), chosen.points)


def mirrored(face: AlignedFace) -> AlignedFace:
    """The face in a mirror, with its right eye where the left one was, in the order of the landmarks too."""
    swapped = face.points[_MIRROR]
    return AlignedFace(np.ascontiguousarray(face.grey[:, ::-1]), np.column_stack([1.0 - swapped[:, 0], swapped[:, 1]]))


def _moved(grey: Grey, random: np.random.Generator) -> Grey:
    scale = float(np.exp(random.uniform(-_SCALE, _SCALE)))
    move = cv2.getRotationMatrix2D((SIDE_PX / 2, SIDE_PX / 2), random.uniform(-_TURN_DEG, _TURN_DEG), scale)
    move[:, 2] += random.uniform(-_SHIFT_PX, _SHIFT_PX, 2)
    return np.asarray(cv2.warpAffine(grey, move, (SIDE_PX, SIDE_PX), borderMode=cv2.BORDER_REPLICATE))


def _far(grey: Grey, random: np.random.Generator) -> Grey:
    side = int(random.choice(_FAR_PX))
    small = cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR))


def _lit(grey: Grey, random: np.random.Generator) -> Grey:
    curved = 255.0 * np.clip(grey / 255.0, 0.0, 1.0) ** float(np.exp(random.uniform(-0.5, 0.5)))
    return np.asarray((curved - 128.0) * random.uniform(0.7, 1.3) + 128.0 + random.uniform(-30.0, 30.0))


def _lit_from_a_side(grey: Grey, random: np.random.Generator) -> Grey:
    return np.asarray(grey + np.linspace(-1.0, 1.0, SIDE_PX) * random.uniform(-40.0, 40.0))


def _noisy(grey: Grey, random: np.random.Generator) -> Grey:
    return np.asarray(grey + random.normal(0.0, random.uniform(2.0, 10.0), grey.shape))


def _hidden(grey: Grey, random: np.random.Generator) -> Grey:
    width, height = random.integers(16, 56, 2)
    left, top = random.integers(0, SIDE_PX - width), random.integers(0, SIDE_PX - height)
    covered = grey.copy()
    covered[top : top + height, left : left + width] = random.uniform(0.0, 255.0)
    return covered
