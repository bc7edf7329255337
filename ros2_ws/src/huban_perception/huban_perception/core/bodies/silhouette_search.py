"""Finds bodies at any angle where something moves: people who lie before a camera that looks down on them.

Pose models know people who stand upright in the picture. Seen from the ceiling somebody who lies looks the same but
for the angle, and somebody who stands looks like nothing they know. So the place that moves is looked at twice, a
quarter turn apart: a body that is really seen is the same both times, one that is guessed is not.
"""

import cv2
import numpy as np

from huban_perception.core.bodies.brightness import lifted
from huban_perception.core.bodies.foreground import Foreground, Silhouette
from huban_perception.core.ports import PoseEstimator
from huban_perception.core.types import ANKLES, HIPS, KNEES, SHOULDERS, Array, PoseLandmarks, Region, RgbImage

_LIMBS = [*SHOULDERS, *HIPS, *KNEES, *ANKLES]

_LEAST_VISIBLE = 0.8
"""Mean visibility of shoulders, hips, knees and ankles of a body that lies in view; from above, standing has 0.7."""

_SAME = 0.12
"""Bodies whose limbs differ by less than this part of their extent are the same."""

_REACH = 1.4
"""Side of the square that is looked at, against the larger side of what moves."""

_LEAST_SIDE = 0.4
"""The square is never smaller than this part of the picture's smaller side."""

_PIECE_PX = 384


class SilhouetteSearch:
    """A PoseEstimator for what moves; it goes on looking where it last found somebody who keeps still."""

    def __init__(self, still: PoseEstimator) -> None:
        self._still = still
        self._foreground = Foreground()
        self._quarter = 0
        self._last: Region | None = None
        self.moving: tuple[Silhouette, ...] = ()

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        """The body in what moves most, or where one was last; `moving` tells what moved in this picture."""
        image = lifted(image)
        self.moving = self._foreground.update(image)
        for place in self._places():
            found = self._seen_twice(image, place)
            if found is not None:
                self._last = _box(found)
                return found
        return None

    def close(self) -> None:
        self._still.close()

    def _places(self) -> list[Region]:
        return [*(one.region for one in self.moving[:1]), *([] if self._last is None else [self._last])]

    def _seen_twice(self, image: RgbImage, place: Region) -> PoseLandmarks | None:
        first = self._look(image, place, self._quarter)
        if first is None:
            self._quarter = (self._quarter + 1) % 4
            return None
        second = self._look(image, place, self._quarter + 1)
        return first if second is not None and _same(first, second, image) else None

    def _look(self, image: RgbImage, place: Region, quarters: int) -> PoseLandmarks | None:
        """The body in a square around a place, turned by quarters counter-clockwise, if it is seen clearly."""
        height, width = image.shape[:2]
        to_piece = _to_piece(place, width, height, 90.0 * quarters)
        found = self._still.find(cv2.warpAffine(image, to_piece, (_PIECE_PX, _PIECE_PX)).astype(np.uint8, copy=False))
        if found is None or not found.is_finite() or found.visibility[_LIMBS].mean() < _LEAST_VISIBLE:
            return None
        return _put_back(found, to_piece, width, height)


def _to_piece(place: Region, width: int, height: int, angle_deg: float) -> Array:
    """(2, 3) map from pixels of the picture to those of the piece."""
    wide, high = (place.x_max - place.x_min) * width, (place.y_max - place.y_min) * height
    side = max(_REACH * max(wide, high), _LEAST_SIDE * min(width, height))
    middle = ((place.x_min + place.x_max) / 2 * width, (place.y_min + place.y_max) / 2 * height)
    turn: Array = cv2.getRotationMatrix2D(middle, angle_deg, _PIECE_PX / side).astype(np.float64)
    turn[:, 2] += _PIECE_PX / 2 - np.array(middle)
    return turn


def _put_back(pose: PoseLandmarks, to_piece: Array, width: int, height: int) -> PoseLandmarks:
    """The landmarks in the whole picture from those in a piece of it."""
    back = cv2.invertAffineTransform(to_piece).astype(np.float64)
    image = (pose.image * _PIECE_PX @ back[:, :2].T + back[:, 2]) / (width, height)
    turn = back[:, :2] / np.sqrt(np.linalg.det(back[:, :2]))
    world = pose.world.copy()
    world[:, :2] = pose.world[:, :2] @ turn.T
    return PoseLandmarks(image, world, pose.visibility)


def _same(first: PoseLandmarks, second: PoseLandmarks, image: RgbImage) -> bool:
    size = np.array(image.shape[1::-1])
    one, other = first.image[_LIMBS] * size, second.image[_LIMBS] * size
    return float(np.linalg.norm(one - other, axis=1).mean()) < _SAME * float(np.linalg.norm(np.ptp(one, axis=0)))


def _box(pose: PoseLandmarks) -> Region:
    low, high = pose.image.min(axis=0), pose.image.max(axis=0)
    return Region(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
