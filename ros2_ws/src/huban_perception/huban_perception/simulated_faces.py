"""The twins for faces: a head of landmarks that can turn, a picture of it that cannot, and people of plain colours."""

import numpy as np

from huban_perception.core.faces.face_template import SIZE, Embedding, embedding
from huban_perception.core.types import Array, FaceLandmarks, RgbImage

_AVERAGE = """
-108 -20 -108 25 -107 48 -97 98 -87 119 -76 135 -49 158 -19 172 1 174 22 172 52 158 80 135 92 119 102 98 111 47 112 25
110 -21 -97 -30 -79 -32 -64 -36 -45 -34 -23 -31 22 -31 44 -34 64 -35 80 -31 98 -30 0 -5 0 20 0 42 0 56 -22 67 -13 73
0 74 13 73 22 67 -70 -1 -60 -5 -44 -6 -28 2 -41 5 -57 5 28 2 44 -6 60 -5 70 0 57 5 41 4 -43 106 -25 98 -13 96 0 98
13 96 26 98 44 106 26 124 14 128 0 130 -13 128 -25 124 -39 107 -11 105 0 105 11 104 40 106 12 116 0 117 -11 116
-51 -1 50 -1
"""
"""The mean of 258 faces: x, y of the 70 landmarks from between the eyes, in hundredths of the distance between them."""
_NOSE = {27: 0.1, 28: 0.2, 29: 0.33, 30: 0.45, 31: 0.15, 32: 0.2, 33: 0.22, 34: 0.2, 35: 0.15}
"""How far the nose stands out of the rest."""


def head() -> Array:
    """(70, 3) in eye distances, x to the right of the picture, y down, z away from the camera: an egg with a nose."""
    flat = picture_of_a_head()[:, :2]
    inside = 1.0 - (flat[:, 0] / 1.25) ** 2 - ((flat[:, 1] - 0.45) / 1.9) ** 2
    out = 1.2 * (np.sqrt(np.clip(inside, 0.02, 1.0)) - 1.0)
    for point, far in _NOSE.items():
        out[point] += far
    return np.column_stack([flat, -out])


def picture_of_a_head() -> Array:
    """The same, printed on a card."""
    flat = np.array(_AVERAGE.split(), dtype=np.float64).reshape(-1, 2) / 100.0
    return np.column_stack([flat, np.zeros(len(flat))])


def seen_face(
    shape: Array,
    yaw_deg: float = 0.0,
    pitch_deg: float = 0.0,
    size: tuple[int, int] = (640, 480),
    eyes_px: float = 40.0,
    at: tuple[float, float] = (0.5, 0.5),
) -> FaceLandmarks:
    """A shape turned before a camera 16 eye distances (a metre) away; `at`: where it is in the picture."""
    yaw, pitch = np.radians([yaw_deg, pitch_deg])
    across = np.array([[np.cos(yaw), 0.0, np.sin(yaw)], [0.0, 1.0, 0.0], [-np.sin(yaw), 0.0, np.cos(yaw)]])
    down = np.array([[1.0, 0.0, 0.0], [0.0, np.cos(pitch), -np.sin(pitch)], [0.0, np.sin(pitch), np.cos(pitch)]])
    placed = shape @ (across @ down).T + (0.0, 0.0, 16.0)
    pixels = placed[:, :2] / placed[:, 2:] * 16.0 * eyes_px
    return FaceLandmarks(pixels / size + at)


class SimulatedHead:
    """A FaceFinder that sees a head in every picture, which turns from side to side."""

    def __init__(self, most_deg: float = 25.0) -> None:
        self._most_deg, self._looks = most_deg, 0

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        self._looks += 1
        width, height = image.shape[1], image.shape[0]
        yaw_deg = self._most_deg * np.sin(2.1 * self._looks)
        return seen_face(head(), yaw_deg, size=(width, height), eyes_px=width / 5, at=(0.5, 0.4))

    def close(self) -> None:
        self._looks = 0


class SimulatedFaceModel:
    """A FaceEmbedder for people who are told apart by one colour: 0..255 of red in the middle of their face."""

    def embed(self, image: RgbImage, face: FaceLandmarks) -> Embedding:
        x, y = (face.points[30] * (image.shape[1], image.shape[0])).astype(int)
        return someone(int(image[y, x, 0]))


def someone(number: int) -> Embedding:
    """The look of one of 256 people, each unlike all others."""
    return embedding(np.random.default_rng(number).normal(size=SIZE))
