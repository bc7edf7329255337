"""Looks for faces where bodies have their heads, not more often than needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.ports import FaceFinder
from huban_perception.core.types import Array, FaceLandmarks, Landmark, PoseLandmarks, RgbImage

_HEAD = slice(0, 11)
"""Landmarks of the head: nose, eyes, ears, mouth."""


@dataclass(frozen=True)
class FaceRules:
    """Which faces are worth the time."""

    face_period_s: float = param(0.6, "look for a face this often; 0: in every frame", minimum=0.0)
    face_least_px: float = param(40.0, "heads smaller than this are too far away for landmarks", minimum=8.0)


class FaceWatch:
    """Runs a face model on the heads of the bodies that are seen."""

    def __init__(self, finder: FaceFinder, rules: FaceRules) -> None:
        self._finder = finder
        self._rules = rules
        self._looked_s = -inf

    def look(self, image: RgbImage, poses: Sequence[PoseLandmarks], stamp_s: float) -> list[FaceLandmarks | None]:
        """For each body its face in fractions of the whole picture; None where it is not time or no face is seen."""
        if 0.0 <= stamp_s - self._looked_s < self._rules.face_period_s:
            return [None] * len(poses)
        self._looked_s = stamp_s
        return [self._face(image, pose) for pose in poses]

    def _face(self, image: RgbImage, pose: PoseLandmarks) -> FaceLandmarks | None:
        height, width = image.shape[:2]
        left, top, right, bottom = _head_box(pose, width, height, self._rules.face_least_px)
        if right <= left or bottom <= top:
            return None
        face = self._finder.find(np.ascontiguousarray(image[top:bottom, left:right]))
        if face is None:
            return None
        size, corner = np.array([right - left, bottom - top]), np.array([left, top])
        return FaceLandmarks(
            (face.points * size + corner) / (width, height), _moved(face.mesh, size, corner, width, height)
        )

    def close(self) -> None:
        self._finder.close()


def _head_box(pose: PoseLandmarks, width: int, height: int, least_px: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a square around the head in pixels, cut at the border; empty where too small."""
    head = pose.image[_HEAD] * (width, height)
    reach = float(np.ptp(head, axis=0).max())
    if reach < least_px:
        return 0, 0, 0, 0
    centre = head[[Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean(axis=0)
    low = np.clip(centre - 1.5 * reach, 0, (width, height)).astype(int)
    high = np.clip(centre + 1.5 * reach, 0, (width, height)).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _moved(mesh: Array, size: Array, corner: Array, width: int, height: int) -> Array:
    """The vertices in the whole picture from those in a piece of it."""
    flat = (mesh[:, :2] * size + corner) / (width, height)
    return np.column_stack([flat, mesh[:, 2] * size[0] / width])
