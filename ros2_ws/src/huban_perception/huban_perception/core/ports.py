"""What perception needs from models; each has a backend and a simulated twin."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.faces.expression_types import FaceReading
from huban_perception.core.faces.face_template import Embedding
from huban_perception.core.types import FaceLandmarks, PoseLandmarks, RgbImage, SeenBody


class PoseEstimator(Protocol):
    """Finds the most prominent body; frames of one camera come in order."""

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        """The body in a picture, None where nobody is seen."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class PeopleFinder(Protocol):
    """Finds everybody; frames of one camera come in order."""

    def find(self, image: RgbImage) -> Sequence[SeenBody]:
        """The bodies in a picture, each once, in no order, without faces."""
        ...

    def close(self) -> None:
        """Frees the models."""
        ...


class BodyDetector(Protocol):
    """Makes out where bodies are; pictures need not follow each other."""

    def find(self, image: RgbImage) -> Sequence[BodySquare]:
        """A square for each body in a picture."""
        ...

    def close(self) -> None:
        """Frees the model."""
        ...


class BodyModel(Protocol):
    """Finds the landmarks of one body; pictures need not follow each other."""

    def look(self, image: RgbImage, square: BodySquare) -> tuple[PoseLandmarks, BodySquare] | None:
        """The body in a square of a picture and its square as the landmarks show it; None where nobody is seen."""
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


class FaceEmbedder(Protocol):
    """Turns a face into figures that are alike for photographs of one person."""

    def embed(self, image: RgbImage, face: FaceLandmarks) -> Embedding:
        """One look at a face that was found in a picture; takes a tenth of a second."""
        ...


class ExpressionReader(Protocol):
    """Reads what a face shows."""

    def read(self, image: RgbImage, face: FaceLandmarks) -> FaceReading:
        """One look at a face that was found in a picture; raises ValueError for landmarks that are no numbers."""
        ...


class FaceStore(Protocol):
    """Where templates of faces survive a restart."""

    def load(self) -> Mapping[str, Embedding]:
        """By person; empty where there are none."""
        ...

    def save(self, templates: Mapping[str, Embedding]) -> None:
        """On the disk when it returns, and nothing else of it left there; raises OSError."""
        ...
