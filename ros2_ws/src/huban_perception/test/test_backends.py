"""The real models and their twins keep the same promises; the real ones on a real picture."""

from collections.abc import Iterator

import numpy as np
import pytest
import skimage.data

from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.backends.mediapipe_pose import searching_pose
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.eyes import Eyes
from huban_perception.core.faces import FaceRules, FaceWatch
from huban_perception.core.ports import FaceFinder, PoseEstimator
from huban_perception.core.skeleton import reconstruct
from huban_perception.core.types import SHOULDERS, Landmark, RgbImage
from huban_perception.simulation import SimulatedFace, SimulatedPose, camera_at, seen, standing


@pytest.fixture(scope="module")
def portrait() -> RgbImage:
    """A woman in an orange suit, head and shoulders (NASA, public domain, carried by scikit-image)."""
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(params=["mediapipe", "simulated"])
def pose(request: pytest.FixtureRequest) -> Iterator[PoseEstimator]:
    body = seen(standing(3.5, 0.0), camera_at())
    made = searching_pose(0.5, 10) if request.param == "mediapipe" else SimulatedPose([body])
    yield made
    made.close()


@pytest.fixture(params=["mediapipe", "simulated"])
def face(request: pytest.FixtureRequest) -> Iterator[FaceFinder]:
    made = MediaPipeFace(0.5) if request.param == "mediapipe" else SimulatedFace()
    yield made
    made.close()


def test_a_body_has_finite_landmarks_of_human_size(pose: PoseEstimator, portrait: RgbImage) -> None:
    found = pose.find(portrait)
    assert found is not None
    assert found.is_finite()
    assert (found.image.shape, found.world.shape, found.visibility.shape) == ((33, 2), (33, 3), (33,))
    width_m = np.linalg.norm(found.world[SHOULDERS[0]] - found.world[SHOULDERS[1]])
    assert 0.2 < width_m < 0.5


def test_where_nobody_is_nobody_is_found(pose: PoseEstimator) -> None:
    blank = np.full((240, 320, 3), 127, dtype=np.uint8)
    pose.find(blank)
    assert pose.find(blank) is None


def test_a_face_has_seventy_landmarks_inside_the_picture(face: FaceFinder, portrait: RgbImage) -> None:
    found = face.find(portrait)
    assert found is not None
    assert found.points.shape == (70, 2)
    assert ((found.points >= 0.0) & (found.points <= 1.0)).all()


def test_the_landmarks_of_a_real_face_are_in_dlib_order(portrait: RgbImage) -> None:
    found = MediaPipeFace(0.5).find(portrait)
    assert found is not None
    points = found.points
    assert points[:, 1].argmax() in (7, 8, 9), "the chin is lowest"
    assert points[36:42, 0].max() < points[42:48, 0].min(), "the right eye is on the left of the picture"
    assert points[68] == pytest.approx(points[36:42].mean(axis=0), abs=0.01), "the right pupil is in the right eye"
    assert points[69] == pytest.approx(points[42:48].mean(axis=0), abs=0.01)
    assert points[48, 0] < points[33, 0] < points[54, 0], "the nose is between the corners of the mouth"


def test_the_real_chain_finds_an_upright_body_and_its_face(portrait: RgbImage) -> None:
    eyes = Eyes(searching_pose(0.5, 10), FaceWatch(MediaPipeFace(0.5), FaceRules()))
    look = eyes.look(portrait, 0.0)
    eyes.close()
    assert look.pose is not None
    assert look.face is not None
    assert look.face.points.mean(axis=0) == pytest.approx(look.pose.image[Landmark.NOSE], abs=0.1)
    skeleton = reconstruct(look.pose, assumed_view(assumed_intrinsics(512, 512)))
    assert skeleton.misfit < 0.12
    assert skeleton.points[Landmark.NOSE, 2] > skeleton.middle(SHOULDERS)[2]
