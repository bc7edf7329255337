"""Where to look for people who are not yet followed: a detector sees one body well, several badly.

So it gets the whole picture and upright strips of it in turn, those first in which something moves that nobody
who is followed explains.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.types import PoseLandmarks, RgbImage

_STRIPS = 3
GLANCES = _STRIPS + 1
"""So many glances see all of a picture, as a whole and in strips."""

_STRIP_PART = 0.44
"""Of the width of the picture: narrow enough for one person or two, wide enough for whoever stands 1.5 m away."""

_SURE = 0.65
"""People in strips have scores of 0.6 (5th percentile) to 0.97; a coffee table with a teapot had up to 0.58."""

_SMALL = (64, 48)
_CHANGED = 25
"""Grey values by which a small pixel changes when something moves there, above noise."""

_MOVING_PART = 0.02
"""Of a strip: less is a curtain or noise."""

_CAMERA_PART = 0.5
"""When more of the picture changes, the camera or the light did."""

Columns = NDArray[np.float64]
"""For each column of the small picture the part of it that changed."""


@dataclass(frozen=True)
class Glance:
    """A piece of the picture from column `left` px on; `moving`: chosen because something moves there."""

    left: int
    image: RgbImage
    moving: bool = False
    whole: bool = False

    def put_back(self, square: BodySquare) -> BodySquare:
        """The square in the whole picture from that in the piece."""
        return replace(square, x=self.left + square.x)

    def convinces(self, square: BodySquare) -> bool:
        """Whether a square of this piece may be somebody new: in a strip furniture looks more like people."""
        return self.whole or square.score >= _SURE


class Glances:
    """Chooses the next glance; frames of one camera come in order."""

    def __init__(self) -> None:
        self._before: NDArray[np.int16] | None = None
        self._columns: Columns = np.zeros(_SMALL[0])
        self._turn = 0

    def watch(self, image: RgbImage, known: Sequence[PoseLandmarks]) -> bool:
        """Takes every frame and who is followed in it; whether something else moves, or the camera itself."""
        before, self._before = self._before, _sample(image)
        now = self._before
        self._columns = np.zeros(_SMALL[0])
        if before is None:
            return False
        changed = np.abs(now - before) > _CHANGED
        if changed.mean() >= _CAMERA_PART:
            return True
        self._columns = changed.mean(axis=0)
        for pose in known:
            self._columns[_columns_of(pose)] = 0.0
        return bool(self._moving().max() > _MOVING_PART)

    def next(self, image: RgbImage) -> Glance:
        """The strip in which most moves every second time; else one after the other, the whole picture first."""
        turn, self._turn = self._turn, self._turn + 1
        moving = self._moving()
        if moving.max() > _MOVING_PART and turn % 2 == 1:
            return _strip(image, int(moving.argmax()), moving=True)
        strip = turn % GLANCES
        return Glance(0, image, whole=True) if strip == 0 else _strip(image, strip - 1)

    def _moving(self) -> Columns:
        """(strips,) the part of each strip that changed."""
        return np.array([self._columns[_part(strip, _SMALL[0])].mean() for strip in range(_STRIPS)])


def _sample(image: RgbImage) -> NDArray[np.int16]:
    """(48, 64) green values, evenly spread: enough to see that something moves."""
    height, width = image.shape[:2]
    rows, columns = _middles(_SMALL[1], height), _middles(_SMALL[0], width)
    green: NDArray[np.int16] = image[:, :, 1][np.ix_(rows, columns)].astype(np.int16)
    return green


def _middles(parts: int, side: int) -> NDArray[np.intp]:
    """The pixels in the middle of equal parts of a side."""
    return ((np.arange(parts) + 0.5) * side / parts).astype(np.intp)


def _part(strip: int, width: int) -> slice:
    wide = round(_STRIP_PART * width)
    left = round(strip * (width - wide) / (_STRIPS - 1))
    return slice(left, left + wide)


def _strip(image: RgbImage, strip: int, moving: bool = False) -> Glance:
    part = _part(strip, image.shape[1])
    return Glance(part.start, np.ascontiguousarray(image[:, part]), moving)


def _columns_of(pose: PoseLandmarks) -> slice:
    """The columns that a body may change, a little more than its landmarks cover."""
    x = pose.image[:, 0] * _SMALL[0]
    margin = 2.0 + 0.1 * float(np.ptp(x))
    return slice(max(0, int(x.min() - margin)), max(0, int(x.max() + margin) + 1))
