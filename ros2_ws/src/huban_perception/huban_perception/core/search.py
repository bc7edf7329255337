"""Makes a pose model see more: dark pictures are lifted, and who is lost is sought where they were last.

Pose models have seen few people who lie, and small ones they overlook: a piece of the picture, and a quarter turn that
lets a lying person stand, finds most of them again. Who fell before the robot's feet and lies half out of the picture
is found when the picture has a wide black margin, so that a whole body would fit in.
"""

from dataclasses import dataclass

import numpy as np

from huban_perception.core.brightness import lifted
from huban_perception.core.ports import PoseEstimator
from huban_perception.core.types import PoseLandmarks, Region, RgbImage, region_around

_TRIES = tuple((wide, turn) for turn in (0, 2, 1, 3) for wide in (False, True))
"""Whether in the whole picture with its margin, and quarter turns counter-clockwise; tried in this order."""

_REACH = 1.6
"""Side of the piece that is searched, against the larger side of the body when it was last seen."""

_LOW = 0.65
"""Where in the height of the last body the piece has its middle: who is lost is sooner lower than higher."""

_LEAST_PX = 96

_WIDE = 1.5
"""Side of the picture with its margin, against the larger side of the picture."""


@dataclass(frozen=True)
class _Piece:
    """A square of `side` px with its upper left corner at (left, top), which may lie outside the picture."""

    left: int
    top: int
    side: int

    def cut(self, image: RgbImage) -> RgbImage:
        """The square; black where there is no picture."""
        height, width = image.shape[:2]
        x, y = max(0, self.left), max(0, self.top)
        seen = image[y : min(height, self.top + self.side), x : min(width, self.left + self.side)]
        square = np.zeros((self.side, self.side, 3), dtype=np.uint8)
        square[y - self.top :, x - self.left :][: seen.shape[0], : seen.shape[1]] = seen
        return square


class PersonSearch:
    """A PoseEstimator made of two: `tracking` for every frame, `still` for pictures that need not follow each other.

    One extra try per missed frame, for up to `patience` frames in a row; what worked is tried first the next time.
    What only the search has found says so (`sought`).
    """

    def __init__(self, tracking: PoseEstimator, still: PoseEstimator, patience: int) -> None:
        self._tracking = tracking
        self._still = still
        self._patience = patience
        self._missed = 0
        self._try = 0
        self._last: Region | None = None

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        image = lifted(image)
        found = self._tracking.find(image)
        self._missed = 0 if found is not None else self._missed + 1
        if found is None and self._last is not None and self._missed <= self._patience:
            found = self._seek(image, self._last)
        if found is not None and found.is_finite():
            self._last = region_around(found.image, 1.0)
        return found

    def close(self) -> None:
        self._tracking.close()
        self._still.close()

    def _seek(self, image: RgbImage, last: Region) -> PoseLandmarks | None:
        height, width = image.shape[:2]
        wide, turn = _TRIES[self._try]
        piece = _with_margin(width, height) if wide else _piece(last, width, height)
        found = self._still.find(np.ascontiguousarray(np.rot90(piece.cut(image), turn)))
        if found is None:
            self._try = (self._try + 1) % len(_TRIES)
            return None
        return _put_back(_turned_back(found, turn), piece, width, height)


def _piece(last: Region, width: int, height: int) -> _Piece:
    """Where to look for somebody who was last seen in a region."""
    wide, high = (last.x_max - last.x_min) * width, (last.y_max - last.y_min) * height
    side = max(_LEAST_PX, round(_REACH * max(wide, high)))
    x, y = last.x_min * width + wide / 2, last.y_min * height + high * _LOW
    return _Piece(round(x - side / 2), round(y - side / 2), side)


def _with_margin(width: int, height: int) -> _Piece:
    """The whole picture with more room below it than above."""
    side = round(_WIDE * max(width, height))
    return _Piece((width - side) // 2, round(height * _LOW - side / 2), side)


def _turned_back(pose: PoseLandmarks, turn: int) -> PoseLandmarks:
    """The landmarks in the upright square from those in one turned by `turn` quarters counter-clockwise."""
    image, world = pose.image, pose.world
    for _ in range(turn):
        image = np.column_stack([1.0 - image[:, 1], image[:, 0]])
        world = np.column_stack([-world[:, 1], world[:, 0], world[:, 2]])
    return PoseLandmarks(image, world, pose.visibility)


def _put_back(pose: PoseLandmarks, piece: _Piece, width: int, height: int) -> PoseLandmarks:
    """The landmarks in the whole picture from those in a piece of it."""
    image = (pose.image * piece.side + (piece.left, piece.top)) / (width, height)
    return PoseLandmarks(image, pose.world, pose.visibility, sought=True)
