"""What moves before a camera that stands still."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_perception.core.bodies.brightness import lifted
from huban_perception.core.types import Region, RgbImage

_SIDE_PX = 320
"""Pictures are looked at this large: silhouettes need no detail."""

_HISTORY_FRAMES = 500
"""After this many frames whoever keeps still has become part of the room."""

_VARIANCE = 25.0
"""Squared distance, in variances of the room's pixels, from which a pixel belongs to something new."""

_LEAST_PART = 0.005
"""Smaller parts of the picture are noise: a lying adult from 6 m away still fills 1 %."""

_MOST_PART = 0.5
"""When more of the picture changes, the camera or the light did."""

Mask = NDArray[np.uint8]


@dataclass(frozen=True)
class Silhouette:
    """Something that is new in the picture; `part` of the picture is filled by it."""

    region: Region
    part: float


class Foreground:
    """Tells moving things from the room; frames of one camera come in order."""

    def __init__(self) -> None:
        self._room = cv2.createBackgroundSubtractorMOG2(_HISTORY_FRAMES, _VARIANCE, detectShadows=False)

    def update(self, image: RgbImage) -> tuple[Silhouette, ...]:
        """What moves, largest first; nothing in a still room and while the camera itself moves."""
        moved = self._room.apply(lifted(_small(image)))
        if float(moved.mean()) / 255.0 > _MOST_PART:
            return ()
        whole = cv2.morphologyEx(cv2.medianBlur(moved, 5), cv2.MORPH_CLOSE, np.ones((9, 9), dtype=np.uint8))
        return _silhouettes(whole.astype(np.uint8, copy=False))


def _small(image: RgbImage) -> RgbImage:
    ratio = _SIDE_PX / max(image.shape[:2])
    if ratio >= 1.0:
        return image
    return cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _silhouettes(mask: Mask) -> tuple[Silhouette, ...]:
    height, width = mask.shape
    found = []
    for x, y, wide, high, area in cv2.connectedComponentsWithStats(mask)[2][1:].tolist():
        region = Region(x / width, y / height, (x + wide) / width, (y + high) / height)
        found.append(Silhouette(region, area / (width * height)))
    large = [one for one in found if one.part >= _LEAST_PART]
    return tuple(sorted(large, key=lambda one: one.part, reverse=True))
