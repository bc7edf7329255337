"""The annotated picture for people who would rather look than read."""

import cv2
import numpy as np

from huban_perception.core.observer import Sighting
from huban_perception.core.types import Landmark, RgbImage

_BONES = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)
_COLOUR = (60, 220, 120)


def annotated(image: RgbImage, sighting: Sighting | None, note: str) -> RgbImage:
    """A copy of the picture with the bones, the numbers that decide, and a note (ASCII)."""
    drawn = image.copy()
    if sighting is not None:
        _draw_bones(drawn, sighting)
        features, place = sighting.body.features, sighting.body.placement
        note = (
            f"{note} {sighting.id} {sighting.body.posture.value} trunk {features.trunk_deg:.0f} deg "
            f"hips {features.hips_m:.2f} m {place.support or ''} {place.room or ''}"
        )
    cv2.putText(drawn, note, (6, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _COLOUR, 1, cv2.LINE_AA)
    return drawn


def _draw_bones(drawn: RgbImage, sighting: Sighting) -> None:
    height, width = drawn.shape[:2]
    points = np.clip(sighting.pose.image, -1.0, 2.0) * (width, height)
    for start, end in _BONES:
        (x1, y1), (x2, y2) = points[[start, end]].astype(int).tolist()
        cv2.line(drawn, (x1, y1), (x2, y2), _COLOUR, 2, cv2.LINE_AA)
