"""The slow part of seeing: models over one picture, without memory of people or places."""

from dataclasses import dataclass

from huban_perception.core.faces import FaceWatch
from huban_perception.core.ports import PoseEstimator
from huban_perception.core.types import FaceLandmarks, PoseLandmarks, RgbImage


@dataclass(frozen=True)
class Look:
    """What the models found in one picture."""

    pose: PoseLandmarks | None
    face: FaceLandmarks | None


class Eyes:
    """A body model, and a face model on the head it found."""

    def __init__(self, bodies: PoseEstimator, faces: FaceWatch) -> None:
        self._bodies = bodies
        self._faces = faces

    def look(self, image: RgbImage, stamp_s: float) -> Look:
        """Runs the models; frames come in order."""
        pose = self._bodies.find(image)
        face = self._faces.look(image, pose, stamp_s) if pose is not None and pose.is_finite() else None
        return Look(pose, face)

    def close(self) -> None:
        self._bodies.close()
        self._faces.close()
