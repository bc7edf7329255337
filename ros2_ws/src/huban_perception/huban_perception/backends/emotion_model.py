"""Huban's own expression network (models/emotion, ONNX) as an ExpressionReader, run by OpenCV."""

from pathlib import Path

import cv2
import numpy as np

from huban_perception.core.faces.expression_types import EMOTIONS, FaceReading
from huban_perception.core.faces.face_alignment import SIDE_PX, AlignedFace, align
from huban_perception.core.types import Array, FaceLandmarks, RgbImage

_REMEDY = "git checkout models/emotion, or ./huban models train-emotion"
_BLANK = AlignedFace(np.zeros((SIDE_PX, SIDE_PX), np.uint8), np.zeros((70, 2)))


class ModelError(ValueError):
    """A model that cannot be used: which file, why, what to do."""


class EmotionModel:
    """Not for several threads at once; a few milliseconds per face."""

    def __init__(self, path: Path) -> None:
        """Raises ModelError for a file that is missing, broken or of another kind."""
        if not path.is_file():
            raise ModelError(f"there is no model {path}: {_REMEDY}")
        try:
            self._network = cv2.dnn.readNetFromONNX(str(path))
            count = len(self._probabilities(_BLANK))
        except cv2.error as error:
            raise ModelError(f"{path} is no expression model: {_REMEDY}") from error
        if count != len(EMOTIONS):
            raise ModelError(f"{path} tells {count} expressions apart, not {len(EMOTIONS)}: {_REMEDY}")

    def read(self, image: RgbImage, face: FaceLandmarks) -> FaceReading:
        return FaceReading(self._probabilities(align(image, face)))

    def _probabilities(self, face: AlignedFace) -> Array:
        self._network.setInput(face.grey[None, None].astype(np.float32) / 255.0, "face")
        self._network.setInput(face.points.reshape(1, -1).astype(np.float32), "landmarks")
        return np.asarray(self._network.forward(), dtype=np.float64).ravel()
