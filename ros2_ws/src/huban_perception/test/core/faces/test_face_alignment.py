"""Faces become upright and of one size, wherever and however large they were."""

import cv2
import numpy as np
import pytest
import skimage.data

from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.core.faces.face_alignment import SIDE_PX, align, similarity
from huban_perception.core.types import Array, FaceLandmarks, RgbImage

PORTRAIT: RgbImage = np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def face() -> FaceLandmarks:
    finder = MediaPipeFace(0.5)
    found = finder.find(PORTRAIT)
    finder.close()
    assert found is not None
    return found


def turned(angle_deg: float, scale: float) -> Array:
    """(2, 3) About the middle of the portrait."""
    return np.asarray(cv2.getRotationMatrix2D((256.0, 100.0), angle_deg, scale))


@pytest.mark.parametrize(("angle_deg", "scale"), [(0.0, 1.0), (25.0, 1.0), (-40.0, 1.5), (10.0, 0.6)])
def test_a_turned_or_scaled_face_is_aligned_to_the_same_picture(
    face: FaceLandmarks, angle_deg: float, scale: float
) -> None:
    move = turned(angle_deg, scale)
    image = np.asarray(cv2.warpAffine(PORTRAIT, move, (512, 512)), dtype=np.uint8)
    points = (face.points * 512.0) @ move[:, :2].T + move[:, 2]
    upright, again = align(PORTRAIT, face), align(image, FaceLandmarks(points / 512.0))
    assert again.points == pytest.approx(upright.points, abs=1e-6)
    middle = slice(SIDE_PX // 4, 3 * SIDE_PX // 4)
    difference = upright.grey[middle, middle].astype(float) - again.grey[middle, middle]
    assert np.abs(difference).mean() < 8.0


def test_an_aligned_face_is_grey_with_level_eyes_in_its_upper_half(face: FaceLandmarks) -> None:
    aligned = align(PORTRAIT, face)
    assert (aligned.grey.shape, aligned.grey.dtype) == ((SIDE_PX, SIDE_PX), np.uint8)
    right, left = aligned.points[68], aligned.points[69]
    assert right[0] < 0.5 < left[0]
    assert right[1] == pytest.approx(left[1], abs=0.03)
    assert right[1] < 0.5 < aligned.points[57, 1]


def test_a_large_face_is_averaged_not_sieved(face: FaceLandmarks) -> None:
    checks = np.indices((2048, 2048)).sum(axis=0) % 2 * 255
    image = np.repeat(checks[:, :, None], 3, axis=2).astype(np.uint8)
    aligned = align(image, face)
    assert aligned.grey[40:150, 40:150].std() < 20.0


@pytest.mark.parametrize("points", [np.full((70, 2), np.nan), np.full((70, 2), 0.5)])
def test_landmarks_that_make_no_face_are_refused(points: Array) -> None:
    with pytest.raises(ValueError, match="landmarks"):
        align(PORTRAIT, FaceLandmarks(points))


def test_a_similarity_does_not_bend() -> None:
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    move = similarity(square, square * [2.0, 1.0])
    a, b = move[:, 0], move[:, 1]
    assert a @ b == pytest.approx(0.0)
    assert np.linalg.norm(a) == pytest.approx(np.linalg.norm(b))
