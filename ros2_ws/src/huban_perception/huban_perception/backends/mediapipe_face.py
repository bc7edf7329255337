"""MediaPipe's face mesh with irises (carried in its wheel) as a FaceFinder."""

import numpy as np
from mediapipe.python.solutions.face_mesh import FaceMesh

from huban_perception.core.types import FaceLandmarks, RgbImage

# Mesh vertices nearest to the 68 dlib landmarks, in dlib's order, then the right and the left pupil.
_JAW = (162, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389)
_BROWS = (71, 63, 105, 66, 107, 336, 296, 334, 293, 301)
_NOSE = (168, 197, 5, 4, 75, 97, 2, 326, 305)
_EYES = (33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380)
_MOUTH = (61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 82, 13, 312, 308, 317, 14, 87)
_PUPILS = (468, 473)
_DLIB = _JAW + _BROWS + _NOSE + _EYES + _MOUTH + _PUPILS


class MediaPipeFace:
    """One face in pictures that need not follow each other."""

    def __init__(self, min_confidence: float) -> None:
        self._mesh = FaceMesh(static_image_mode=True, refine_landmarks=True, min_detection_confidence=min_confidence)

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        faces = self._mesh.process(image).multi_face_landmarks
        if not faces:
            return None
        mesh = np.array([(vertex.x, vertex.y, vertex.z) for vertex in faces[0].landmark])
        return FaceLandmarks(mesh[list(_DLIB), :2], mesh)

    def close(self) -> None:
        self._mesh.close()
