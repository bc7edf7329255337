"""Faces made alike: upright, of one size, in grey, with their landmarks."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_perception.core.types import Array, FaceLandmarks, RgbImage

SIDE_PX = 150
"""Of an aligned face."""
_DRAWN_PX = 192
"""It is drawn at this size and then shrunk, which keeps coarse and fine photographs alike."""

_STABLE = [36, 39, 42, 45, *range(27, 36)]
"""Corners of the eyes and the nose: what hardly moves when a face does."""

_TEMPLATE: Array = float(_DRAWN_PX) * np.array(
    [
        [0.290, 0.405], [0.416, 0.412], [0.584, 0.413], [0.711, 0.405],
        [0.500, 0.392], [0.500, 0.466], [0.500, 0.534], [0.500, 0.575],
        [0.435, 0.613], [0.461, 0.629], [0.500, 0.631], [0.540, 0.629], [0.566, 0.613],
    ]
)  # fmt: skip
"""Where those are in an aligned face: the mean of 9,900 photographs."""


@dataclass(frozen=True)
class AlignedFace:
    """`grey` (SIDE_PX, SIDE_PX) and `points` (70, 2) as fractions of it, dlib order, then the pupils."""

    grey: NDArray[np.uint8]
    points: Array


def align(image: RgbImage, face: FaceLandmarks) -> AlignedFace:
    """Cuts a face out of a picture; raises ValueError for landmarks that are no numbers or one point."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    points = face.points * (image.shape[1], image.shape[0])
    move = similarity(points[_STABLE], _TEMPLATE)
    while np.linalg.norm(move[0, :2]) < 0.5:  # halved first, else it would shrink to a sieve
        grey, points = cv2.pyrDown(grey), points / 2.0
        move = similarity(points[_STABLE], _TEMPLATE)
    drawn = cv2.warpAffine(grey, move, (_DRAWN_PX, _DRAWN_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    aligned = cv2.resize(drawn, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    return AlignedFace(np.asarray(aligned, dtype=np.uint8), (points @ move[:, :2].T + move[:, 2]) / _DRAWN_PX)


def similarity(source: Array, target: Array) -> Array:
    """(2, 3) The turn, scale and shift that bring (n, 2) points nearest to others (least squares)."""
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    spread = float((a**2).sum())
    if not np.isfinite(spread) or spread <= 0.0:
        raise ValueError("a face whose landmarks are no numbers, or all one point")
    cos = float((a * b).sum()) / spread
    sin = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / spread
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.column_stack([turn, target.mean(axis=0) - turn @ source.mean(axis=0)])
