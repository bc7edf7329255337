"""The annotated picture for people who would rather look than read."""

from collections.abc import Sequence

import cv2
import numpy as np

from huban_perception.core.types import Landmark, RgbImage, region_around
from huban_perception.scene import ScenePerson

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
_HEAD = slice(0, 11)
"""Landmarks of the head."""

_SQUARES = 5


def without_heads(image: RgbImage, people: Sequence[ScenePerson]) -> RgbImage:
    """A copy of the picture in which every head is a few large squares: nobody can be recognised."""
    drawn = image.copy()
    height, width = drawn.shape[:2]
    for person in people:
        head = region_around(person.pose.image[_HEAD], 1.0, margin=0.9)
        left, right = round(head.x_min * width), round(head.x_max * width)
        top, bottom = round(head.y_min * height), round(head.y_max * height)
        if right > left and bottom > top:
            squares = cv2.resize(drawn[top:bottom, left:right], (_SQUARES, _SQUARES), interpolation=cv2.INTER_AREA)
            part = cv2.resize(squares, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)
            drawn[top:bottom, left:right] = part
    return drawn


def with_bones(image: RgbImage, people: Sequence[ScenePerson]) -> RgbImage:
    """A copy of the picture with everybody's bones."""
    drawn = image.copy()
    for person in people:
        _draw_bones(drawn, person)
    return drawn


def annotated(image: RgbImage, people: Sequence[ScenePerson], note: str) -> RgbImage:
    """A copy of the picture with everybody's bones, the numbers that decide, and a note (ASCII)."""
    drawn = with_bones(image, people)
    for line, words in enumerate([note, *map(_words, people)]):
        cv2.putText(drawn, words, (6, 16 * (line + 1)), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _COLOUR, 1, cv2.LINE_AA)
    return drawn


def _words(person: ScenePerson) -> str:
    features, place = person.body.features, person.body.placement
    return (
        f"{person.body_id} {person.body.posture.value} trunk {features.trunk_deg:.0f} deg "
        f"hips {features.hips_m:.2f} m {place.support or ''} {place.room or ''}"
    )


def _draw_bones(drawn: RgbImage, person: ScenePerson) -> None:
    height, width = drawn.shape[:2]
    points = np.clip(person.pose.image, -1.0, 2.0) * (width, height)
    for start, end in _BONES:
        (x1, y1), (x2, y2) = points[[start, end]].astype(int).tolist()
        cv2.line(drawn, (x1, y1), (x2, y2), _COLOUR, 2, cv2.LINE_AA)
