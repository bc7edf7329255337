"""dlib's face network (King 2017, dlib.net/face_recognition.cpp.html) as a FaceEmbedder.

The weights come with the package face-recognition-models, whose module needs pkg_resources: they are loaded by path.
Of its models only the 128-figure network is used; the face is aligned by landmarks that are known already.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import _dlib_pybind11 as dlib
import numpy as np

from huban_perception.core.faces.face_template import Embedding, embedding, fused
from huban_perception.core.types import FaceLandmarks, RgbImage

_SIDE_PX, _MARGIN = 150, 0.25
"""What the network was trained with."""
_REACH = 1.0
"""Of the face's size, kept around it before aligning: everything that the aligned picture shows."""
_DLIB_POINTS = 68


class DlibFace:
    """Not for several threads at once. Each of the two calls for a look holds Python's lock for about 0.1 s."""

    def __init__(self) -> None:
        self._network: Any = dlib.face_recognition_model_v1(str(network_file()))

    def embed(self, image: RgbImage, face: FaceLandmarks) -> Embedding:
        """The mean of the face and its mirror image. Raises ValueError for landmarks that are no numbers."""
        chip = _aligned(image, face)
        return fused([self._figures(each) for each in (chip, np.ascontiguousarray(chip[:, ::-1]))])

    def _figures(self, chip: RgbImage) -> Embedding:
        return embedding(np.array(self._network.compute_face_descriptor(chip)))


def network_file() -> Path:
    """Raises FileNotFoundError, with what to install, where the weights are missing."""
    package = find_spec("face_recognition_models")
    places = list(package.submodule_search_locations or ()) if package else []
    files = [Path(place) / "models" / "dlib_face_recognition_resnet_model_v1.dat" for place in places]
    for file in files:
        if file.is_file():
            return file
    raise FileNotFoundError(
        "faces cannot be known: the package face-recognition-models is not installed (./huban setup)"
    )


def _aligned(image: RgbImage, face: FaceLandmarks) -> RgbImage:
    """(_SIDE_PX, _SIDE_PX, 3): upright, eyes and mouth where the network expects them."""
    points = face.points[:_DLIB_POINTS] * (image.shape[1], image.shape[0])
    if not np.isfinite(points).all():
        raise ValueError("a face whose landmarks are no numbers")
    low, high = points.min(axis=0), points.max(axis=0)
    around = _REACH * float((high - low).max())
    left, top = np.maximum(low - around, 0).astype(int)
    part = np.ascontiguousarray(image[top : int(high[1] + around) + 1, left : int(high[0] + around) + 1])
    moved = points - (left, top)
    box = dlib.rectangle(*(int(each) for each in (*moved.min(axis=0), *moved.max(axis=0))))
    shape = dlib.full_object_detection(box, [dlib.point(round(float(x)), round(float(y))) for x, y in moved])
    return np.asarray(dlib.get_face_chip(part, shape, _SIDE_PX, _MARGIN), dtype=np.uint8)
