"""What somebody wears, as colours: enough to tell people apart who cross, not who they are."""

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_perception.core.types import HIPS, KNEES, SHOULDERS, Array, PoseLandmarks, RgbImage

_HUES, _SATURATIONS, _VALUES = 12, 3, 4
_GREY = 40
"""Colours less saturated than this (0..255) have no hue worth counting, only a brightness."""

_WEIGHT = 20.0
"""What clothes in wholly other colours cost. The same clothes are 0.85 to 0.99 alike from frame to frame, those of
others 0 to 0.15 where they differ at all; so the first cost 0.2 to 3, the others 17 to 20.
"""

_UNKNOWN = 6.0

_SAME = 0.5
"""Clothes less alike than this are others, or somebody else stands before them."""

_LEAST_VISIBLE = 0.5
"""Clothes are not looked at where somebody else stands before them."""

_LEARN = 0.1
"""How far the remembered colours follow new ones."""

_LEAST_PX = 30


class Appearance:
    """The colours of one person's clothes over time."""

    def __init__(self) -> None:
        self._colours: Array = np.empty(0)

    def see(self, colours: Array) -> None:
        """Follows slowly: light changes, clothes seldom; what differs too much is somebody passing before them."""
        if self._colours.size == 0:
            self._colours = colours
        elif colours.size and not are_others(self._colours, colours):
            self._colours = (1.0 - _LEARN) * self._colours + _LEARN * colours

    def surprise(self, colours: Array) -> float:
        """0 for the same colours up to 20 for wholly others, 6 where either is unknown (negative log likelihood)."""
        if colours.size == 0 or self._colours.size == 0:
            return _UNKNOWN
        return _WEIGHT * (1.0 - _likeness(self._colours, colours))


def are_others(colours: Array, others: Array) -> bool:
    """Whether two histograms are of different clothes; those that are unknown are not."""
    known = colours.size > 0 and others.size > 0
    return known and _likeness(colours, others) < _SAME


def _likeness(colours: Array, others: Array) -> float:
    """1 for the same, 0 for those without a colour in common (Bhattacharyya coefficient)."""
    return min(1.0, float(np.sqrt(colours * others).sum()))


def clothes(image: RgbImage, pose: PoseLandmarks) -> Array:
    """A histogram of the colours of trunk and thighs (trunk first, sum 1); empty where neither is in the picture."""
    parts = [_colours(image, pose, [*SHOULDERS, *HIPS]), _colours(image, pose, [*HIPS, *KNEES])]
    if all(part.sum() == 0.0 for part in parts):
        return np.empty(0)
    both = np.concatenate(parts)
    colours: Array = both / both.sum()
    return colours


def _colours(image: RgbImage, pose: PoseLandmarks, corners: list[int]) -> Array:
    """The histogram (sum 1, or 0 where out of the picture) in the quadrangle between four landmarks."""
    height, width = image.shape[:2]
    bins = np.zeros(_HUES * _SATURATIONS + _VALUES)
    if float(pose.visibility[corners].mean()) < _LEAST_VISIBLE:
        return bins
    points = pose.image[corners] * (width, height)
    low = np.clip(np.floor(points.min(axis=0)), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(points.max(axis=0)), 0, (width, height)).astype(int)
    if (high - low).min() < 2:
        return bins
    step = max(1, int((high - low).max()) // 64)
    piece = np.ascontiguousarray(image[low[1] : high[1] : step, low[0] : high[0] : step])
    mask = np.zeros(piece.shape[:2], dtype=np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(((points - low) / step).astype(np.int32)), (1,))
    pixels = cv2.cvtColor(piece, cv2.COLOR_RGB2HSV)[mask > 0].astype(np.int64)
    return _histogram(pixels) if len(pixels) >= _LEAST_PX else bins


def _histogram(pixels: NDArray[np.int64]) -> Array:
    """Of (n, 3) hue, saturation, value: bins of colour, then of brightness for what is grey."""
    hue, saturation, value = pixels.T
    coloured = hue * _HUES // 180 * _SATURATIONS + (saturation - _GREY) * _SATURATIONS // (256 - _GREY)
    grey = _HUES * _SATURATIONS + value * _VALUES // 256
    bins = np.where(saturation < _GREY, grey, coloured)
    counts: Array = np.bincount(bins, minlength=_HUES * _SATURATIONS + _VALUES) / len(pixels)
    return counts
