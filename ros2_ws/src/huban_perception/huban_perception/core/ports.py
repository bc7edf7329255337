"""What perception needs from models; each has a backend and a simulated twin."""

from typing import Protocol

from huban_perception.core.types import FaceLandmarks, PoseLandmarks, RgbImage


class PoseEstimator(Protocol):
    """Finds the most prominent body; frames of one camera come in order."""

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        """The body in a picture, None where nobody is seen."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class FaceFinder(Protocol):
    """Finds the landmarks of one face in a picture of a head."""

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        """The face as fractions of this picture, None where none is seen."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...
