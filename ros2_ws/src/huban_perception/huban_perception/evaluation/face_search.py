"""Finding the face in a photograph that may be nothing but a face."""

import cv2
import numpy as np

from huban_perception.core.ports import FaceFinder
from huban_perception.core.types import FaceLandmarks, RgbImage

_BORDERS = (0.3, 0.8, 0.05)
"""What a face detector wants around a face differs; as parts of the photograph's larger side, best first."""
_SMALL_PX = 300
"""Smaller photographs are doubled, as the detector knows larger faces better."""


def find_face(finder: FaceFinder, photograph: RgbImage) -> tuple[RgbImage, FaceLandmarks] | None:
    """A face and the picture it was found in, a widened copy of the photograph; None where none is found."""
    for border in _BORDERS:
        widened = _widened(photograph, border)
        face = finder.find(widened)
        if face is not None:
            return widened, face
    return None


def _widened(photograph: RgbImage, border: float) -> RgbImage:
    size = max(photograph.shape[:2])
    pad, scale = int(border * size), 2 if size < _SMALL_PX else 1
    wide = cv2.copyMakeBorder(photograph, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    resized = cv2.resize(wide, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR) if scale > 1 else wide
    return np.asarray(resized, dtype=np.uint8)
