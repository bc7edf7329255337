"""MediaPipe's models at work on rendered pictures."""

from dataclasses import astuple, dataclass

import mediapipe
import numpy as np

from checking.studio import Floats, Picture

BONES = ("left_upper_arm", "right_upper_arm", "left_thigh", "right_thigh")
"""Shoulders and hips, where the pose model's landmarks of the same name should be."""
_LANDMARKS = (11, 12, 23, 24)
_PLACED = 0.15
"""Mean error of shoulders and hips that counts as right, in parts of the person's extent in the picture."""


_SECTION_PX = 360
_SECTIONS = tuple((left, 60) for left in (0, 140, 280))
"""Left upper corners of square parts of the picture; in the whole picture far people are too small for the model."""


@dataclass
class Count:
    """Pictures in which she can be seen, and those in which she is found."""

    pictures: int = 0
    whole: int = 0
    """Found in the whole picture."""
    sections: int = 0
    """Or in one of its sections."""
    turned: int = 0
    """Or in the picture turned by a quarter to either side."""
    placed: int = 0
    """Those of `turned` with shoulders and hips where they are."""

    def __add__(self, other: "Count") -> "Count":
        return Count(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    def row(self) -> str:
        """The cells of a Markdown table."""
        pictures, *found = astuple(self)
        return " | ".join([str(pictures), *(f"{count / pictures:.0%}" if pictures else "-" for count in found)])


class PoseFinder:
    """The pose model on single pictures."""

    def __init__(self, confidence: float) -> None:
        self._pose = mediapipe.solutions.pose.Pose(
            static_image_mode=True, model_complexity=1, min_detection_confidence=confidence
        )

    def look(self, picture: Picture, joints: Floats, extent: float) -> Count:
        """Counts one picture; `joints` (4, 2) are the true pixels of BONES, `extent` her size in pixels."""
        whole = self._shoulders_and_hips(picture)
        section = next(
            (found for corner in _SECTIONS if (found := self._in_section(picture, corner)) is not None), None
        )
        turned = next((found for turn in (1, 3) if (found := self._turned(picture, turn)) is not None), None)
        found = [points for points in (section, whole, turned) if points is not None]
        placed = any(_error(points, joints) < _PLACED * extent for points in found[:1])
        in_sections = whole is not None or section is not None
        return Count(1, whole is not None, in_sections, bool(found), placed)

    def _in_section(self, picture: Picture, corner: tuple[int, int]) -> Floats | None:
        left, top = corner
        found = self._shoulders_and_hips(picture[top : top + _SECTION_PX, left : left + _SECTION_PX])
        return None if found is None else found + corner

    def _turned(self, picture: Picture, quarters: int) -> Floats | None:
        """Found in the picture turned by so many quarters counter-clockwise, in pixels of the upright one."""
        points = self._shoulders_and_hips(np.rot90(picture, quarters))
        if points is None:
            return None
        height, width = picture.shape[:2]
        if quarters == 1:
            return np.column_stack([width - points[:, 1], points[:, 0]])
        return np.column_stack([points[:, 1], height - points[:, 0]])

    def _shoulders_and_hips(self, picture: Picture) -> Floats | None:
        """Pixels (4, 2)."""
        landmarks = self._pose.process(np.ascontiguousarray(picture)).pose_landmarks
        if landmarks is None:
            return None
        points = np.array([(landmarks.landmark[index].x, landmarks.landmark[index].y) for index in _LANDMARKS])
        return points * (picture.shape[1], picture.shape[0])


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
