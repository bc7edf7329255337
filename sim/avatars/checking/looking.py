"""MediaPipe's models at work on rendered pictures."""

from dataclasses import dataclass

import mediapipe
import numpy as np

from checking.studio import HEIGHT, WIDTH, Floats, Picture

BONES = ("left_upper_arm", "right_upper_arm", "left_thigh", "right_thigh")
"""Shoulders and hips, where the pose model's landmarks of the same name should be."""
_LANDMARKS = (11, 12, 23, 24)
_PLACED = 0.15
"""Mean error of shoulders and hips that counts as right, in parts of the person's extent in the picture."""


@dataclass
class Count:
    """Pictures in which she can be seen, and those in which she is found."""

    pictures: int = 0
    upright: int = 0
    turned: int = 0
    """Found in the picture as it is, or turned by a quarter to either side."""
    placed: int = 0
    """Those of `turned` with shoulders and hips where they are."""

    def add(self, upright: bool, turned: bool, placed: bool) -> None:
        self.pictures += 1
        self.upright += upright
        self.turned += turned
        self.placed += placed

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.pictures + other.pictures,
            self.upright + other.upright,
            self.turned + other.turned,
            self.placed + other.placed,
        )

    def row(self) -> str:
        if not self.pictures:
            return "0 | - | - | -"
        shares = (f"{count / self.pictures:.0%}" for count in (self.upright, self.turned, self.placed))
        return f"{self.pictures} | " + " | ".join(shares)


class PoseFinder:
    """The pose model on single pictures."""

    def __init__(self, confidence: float) -> None:
        self._pose = mediapipe.solutions.pose.Pose(
            static_image_mode=True, model_complexity=1, min_detection_confidence=confidence
        )

    def look(self, picture: Picture, joints: Floats, extent: float, count: Count) -> None:
        """Counts one picture; `joints` (4, 2) are the true pixels of BONES, `extent` her size in pixels."""
        found = [self._shoulders_and_hips(picture, turn) for turn in (0, 1, 3)]
        first = next((points for points in found if points is not None), None)
        placed = first is not None and _error(first, joints) < _PLACED * extent
        count.add(found[0] is not None, first is not None, placed)

    def _shoulders_and_hips(self, picture: Picture, turn: int) -> Floats | None:
        """Pixels (4, 2) in the upright picture, found in one turned by so many quarters counter-clockwise."""
        landmarks = self._pose.process(np.ascontiguousarray(np.rot90(picture, turn))).pose_landmarks
        if landmarks is None:
            return None
        points = np.array([(landmarks.landmark[index].x, landmarks.landmark[index].y) for index in _LANDMARKS])
        for _ in range(turn):
            points = np.column_stack([1 - points[:, 1], points[:, 0]])
        return points * (WIDTH, HEIGHT)


class FaceFinder:
    """The face mesh on single pictures."""

    def __init__(self) -> None:
        self._mesh = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, refine_landmarks=True)

    def finds(self, picture: Picture) -> bool:
        return self._mesh.process(picture).multi_face_landmarks is not None


def _error(points: Floats, joints: Floats) -> float:
    """Mean distance; left and right may be taken for each other, as happens from behind."""
    swapped = points[[1, 0, 3, 2]]
    return float(min(np.linalg.norm(each - joints, axis=1).mean() for each in (points, swapped)))
