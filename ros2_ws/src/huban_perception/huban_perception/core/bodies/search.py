"""Who is lost is sought where they were last.

Pose models have seen few people who lie, and small ones they overlook: a piece of the picture, and a quarter turn that
lets a lying person stand, finds most of them again. Who fell before the robot's feet and lies half out of the picture
is found when the picture has a wide black margin, so that a whole body would fit in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import pi

import numpy as np

from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.ports import BodyDetector
from huban_perception.core.types import Region, RgbImage

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


class Search:
    """Looks for one lost person with a body detector, one try per call; what worked is tried first the next time."""

    def __init__(self, detector: BodyDetector) -> None:
        self._detector = detector
        self._try = 0

    def squares(self, image: RgbImage, last: Region) -> Sequence[BodySquare]:
        """Squares of the picture in which there may be somebody who was last seen in a region."""
        height, width = image.shape[:2]
        wide, turn = _TRIES[self._try]
        piece = _with_margin(width, height) if wide else _piece(last, width, height)
        found = self._detector.find(np.ascontiguousarray(np.rot90(piece.cut(image), turn)))
        return [_put_back(square, turn, piece) for square in found]

    def failed(self) -> None:
        """Nobody was in those squares: the next try is another one."""
        self._try = (self._try + 1) % len(_TRIES)


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


def _put_back(square: BodySquare, turn: int, piece: _Piece) -> BodySquare:
    """The square in the whole picture from that in a piece turned by `turn` quarters counter-clockwise."""
    x, y = square.x, square.y
    for _ in range(turn):
        x, y = piece.side - y, x
    return replace(square, x=piece.left + x, y=piece.top + y, turn_rad=square.turn_rad + turn * pi / 2)
