"""Dark pictures, lifted until a pose model sees people in them."""

from functools import cache

import cv2
import numpy as np

from huban_perception.core.types import RgbImage

DARK = 60.0
"""Mean grey value (0..255) under which pictures are lifted; a room in daylight has 90 to 150."""


def lifted(image: RgbImage) -> RgbImage:
    """The picture itself, or where it is dark its square-root brightening."""
    if float(image[::8, ::8].mean()) >= DARK:
        return image
    brighter: RgbImage = cv2.LUT(image, _root_table()).astype(np.uint8, copy=False)
    return brighter


@cache
def _root_table() -> RgbImage:
    root = np.sqrt(np.arange(256) / 255.0)
    table: RgbImage = (root * 255.0).round().astype(np.uint8)
    return table
