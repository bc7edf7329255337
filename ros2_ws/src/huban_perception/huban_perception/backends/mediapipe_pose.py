"""MediaPipe's pose model (BlazePose "full", carried in its wheel) as a PoseEstimator."""

from typing import Any

import numpy as np
from mediapipe.python.solutions.pose import Pose

from huban_perception.core.types import LANDMARK_COUNT, Array, PoseLandmarks, RgbImage


class MediaPipePose:
    """One body, followed from frame to frame, or with `still` looked for anew in each.

    The model's own smoothing is off because it assumes 30 frames a second.
    """

    def __init__(self, min_confidence: float, still: bool = False) -> None:
        self._pose = Pose(
            static_image_mode=still,
            model_complexity=1,
            smooth_landmarks=False,
            min_detection_confidence=min_confidence,
            min_tracking_confidence=min_confidence,
        )

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        found = self._pose.process(image)
        if found.pose_landmarks is None or found.pose_world_landmarks is None:
            return None
        flat = _array(found.pose_landmarks.landmark)
        return PoseLandmarks(flat[:, :2], _array(found.pose_world_landmarks.landmark)[:, :3], flat[:, 3])

    def close(self) -> None:
        self._pose.close()


def _array(landmarks: Any) -> Array:
    """(33, 4): x, y, z, visibility."""
    rows = [(point.x, point.y, point.z, point.visibility) for point in landmarks]
    return np.array(rows, dtype=np.float64).reshape(LANDMARK_COUNT, 4)
