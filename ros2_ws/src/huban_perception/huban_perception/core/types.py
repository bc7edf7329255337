"""What perception talks about: pictures, landmarks, regions and postures."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray

RgbImage = NDArray[np.uint8]
"""(height, width, 3), red first."""

Array = NDArray[np.float64]


class Landmark(IntEnum):
    """The landmarks of a body that Huban reads, as indices of the 33 BlazePose landmarks; left is the person's left."""

    NOSE = 0
    LEFT_EYE = 2
    RIGHT_EYE = 5
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28


LANDMARK_COUNT = 33
SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)


@dataclass(frozen=True)
class PoseLandmarks:
    """One body as a pose model sees it.

    `image` (33, 2): x and y as fractions of width and height; may lie outside 0..1.
    `world` (33, 3): metres of an average person around the mid hips; x right, y down, z away from the camera,
    turned so that z is the ray to the hips.
    `visibility` (33,): 0..1. `sought`: found only by looking closely where somebody was before.
    """

    image: Array
    world: Array
    visibility: Array
    sought: bool = False

    def is_finite(self) -> bool:
        return all(bool(np.isfinite(part).all()) for part in (self.image, self.world, self.visibility))


@dataclass(frozen=True)
class Region:
    """A rectangle as fractions of width and height, with a confidence."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float
    confidence: float = 1.0


@dataclass(frozen=True)
class FaceLandmarks:
    """A face as `points` (70, 2): fractions of width and height, dlib order, then right and left pupil.

    `mesh` (478, 3), empty where the model has none: MediaPipe's vertices, z in widths of the picture.
    """

    points: Array
    mesh: Array = field(default_factory=lambda: np.empty((0, 3)))


@dataclass(frozen=True)
class SeenBody:
    """A body in one picture, the face on it and the colours of its clothes, each where they were looked at.

    `colours` (n,): a histogram that sums to 1, or empty.
    """

    pose: PoseLandmarks
    face: FaceLandmarks | None = None
    colours: Array = field(default_factory=lambda: np.empty(0))


class Posture(str, Enum):
    STANDING = "standing"
    SITTING = "sitting"
    CROUCHING = "crouching"
    LYING = "lying"


def region_around(points: Array, confidence: float, margin: float = 0.0) -> Region:
    """The part of the picture around (n, 2) points, widened by a fraction of its larger side."""
    low, high = points.min(axis=0), points.max(axis=0)
    widen = margin * float((high - low).max())
    x_min, y_min = np.clip(low - widen, 0.0, 1.0)
    x_max, y_max = np.clip(high + widen, 0.0, 1.0)
    return Region(float(x_min), float(y_min), float(x_max), float(y_max), confidence)
