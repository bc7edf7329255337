"""MediaPipe's two models of bodies, each for itself: where there are any, and the landmarks of one of them.

`mp.solutions.pose` joins them to follow one person. Its parts are graphs of their own that the wheel carries.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from mediapipe.framework.formats.rect_pb2 import NormalizedRect
from mediapipe.python.solution_base import SolutionBase

from huban_perception.core.bodies.body_square import BodySquare, square_around
from huban_perception.core.bodies.following import FollowRules, PeopleFollower
from huban_perception.core.types import LANDMARK_COUNT, Array, PoseLandmarks, RgbImage

_FULL = 1
"""The model that the wheel carries."""

_DETECTION = """
input_stream: "image"
output_stream: "detections"
node { calculator: "PoseDetectionCpu" input_stream: "IMAGE:image" output_stream: "DETECTIONS:detections" }
"""

_LANDMARKS = """
input_stream: "image"
input_stream: "square"
input_side_packet: "complexity"
output_stream: "landmarks"
output_stream: "world"
output_stream: "circle"
node {
  calculator: "PoseLandmarkByRoiCpu"
  input_side_packet: "MODEL_COMPLEXITY:complexity"
  input_stream: "IMAGE:image"
  input_stream: "ROI:square"
  output_stream: "LANDMARKS:landmarks"
  output_stream: "WORLD_LANDMARKS:world"
  output_stream: "AUXILIARY_LANDMARKS:circle"
}
"""


class MediaPipeDetector:
    """BlazePose's detector as a BodyDetector: everybody whose head and trunk it makes out."""

    def __init__(self, min_confidence: float) -> None:
        least = {"posedetectioncpu__TensorsToDetectionsCalculator.min_score_thresh": min_confidence}
        self._graph = SolutionBase(graph_config=_DETECTION, calculator_params=least)

    def find(self, image: RgbImage) -> Sequence[BodySquare]:
        detections = self._graph.process(image).detections or []
        return [
            replace(_square(each.location_data.relative_keypoints, image), score=each.score[0]) for each in detections
        ]

    def close(self) -> None:
        self._graph.close()


class MediaPipeLandmarks:
    """BlazePose "full" as a BodyModel."""

    def __init__(self, min_confidence: float) -> None:
        node = "poselandmarkbyroicpu__tensorstoposelandmarksandsegmentation__ThresholdingCalculator"
        self._graph = SolutionBase(
            graph_config=_LANDMARKS,
            side_inputs={"complexity": _FULL},
            calculator_params={f"{node}.threshold": min_confidence},
        )

    def look(self, image: RgbImage, square: BodySquare) -> tuple[PoseLandmarks, BodySquare] | None:
        found = self._graph.process({"image": image, "square": _rectangle(square, image)})
        if found.landmarks is None or found.world is None or found.circle is None:
            return None
        flat = _array(found.landmarks.landmark)
        pose = PoseLandmarks(flat[:, :2], _array(found.world.landmark)[:, :3], flat[:, 3])
        return pose, _square(found.circle.landmark, image)

    def close(self) -> None:
        self._graph.close()


def following(min_confidence: float, rules: FollowRules) -> PeopleFollower:
    """Both models at work on several people."""
    return PeopleFollower(MediaPipeDetector(min_confidence), MediaPipeLandmarks(min_confidence), rules)


def _square(points: Any, image: RgbImage) -> BodySquare:
    """The first two points of a detection, and of what goes with landmarks: mid hips and top of the circle."""
    height, width = image.shape[:2]
    hips, top = ((point.x * width, point.y * height) for point in points[:2])
    return square_around(hips, top)


def _rectangle(square: BodySquare, image: RgbImage) -> NormalizedRect:
    height, width = image.shape[:2]
    return NormalizedRect(
        x_center=square.x / width,
        y_center=square.y / height,
        width=square.side / width,
        height=square.side / height,
        rotation=square.turn_rad,
    )


def _array(landmarks: Any) -> Array:
    """(33, 4): x, y, z, visibility."""
    rows = [(point.x, point.y, point.z, point.visibility) for point in landmarks]
    return np.array(rows, dtype=np.float64).reshape(LANDMARK_COUNT, 4)
