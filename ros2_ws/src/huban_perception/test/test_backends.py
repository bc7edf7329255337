"""The real models and their twins keep the same promises; the real ones on a real picture."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
import skimage.data

from huban_perception.backends.mediapipe_bodies import MediaPipeDetector, MediaPipeLandmarks, following
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.backends.mediapipe_pose import MediaPipePose
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.bodies.following import FollowRules
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.faces.faces import FaceRules, FaceWatch
from huban_perception.core.ports import FaceFinder, PeopleFinder
from huban_perception.core.types import SHOULDERS, Landmark, RgbImage
from huban_perception.simulation import SimulatedFace, SimulatedPeople, camera_at, seen, standing


@pytest.fixture(scope="module")
def portrait() -> RgbImage:
    """A woman in an orange suit, head and shoulders (NASA, public domain, carried by scikit-image)."""
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(params=["mediapipe", "simulated"])
def people(request: pytest.FixtureRequest) -> Iterator[PeopleFinder]:
    body = seen(standing(3.5, 0.0), camera_at())
    made = following(0.5, FollowRules()) if request.param == "mediapipe" else SimulatedPeople([body])
    yield made
    made.close()


@pytest.fixture(params=["mediapipe", "simulated"])
def face(request: pytest.FixtureRequest) -> Iterator[FaceFinder]:
    made = MediaPipeFace(0.5) if request.param == "mediapipe" else SimulatedFace()
    yield made
    made.close()


def test_a_body_has_finite_landmarks_of_human_size(people: PeopleFinder, portrait: RgbImage) -> None:
    (body,) = people.find(portrait)
    found = body.pose
    assert found.is_finite()
    assert (found.image.shape, found.world.shape, found.visibility.shape) == ((33, 2), (33, 3), (33,))
    width_m = np.linalg.norm(found.world[SHOULDERS[0]] - found.world[SHOULDERS[1]])
    assert 0.2 < width_m < 0.5


def test_where_nobody_is_nobody_is_found(people: PeopleFinder) -> None:
    blank = np.full((240, 320, 3), 127, dtype=np.uint8)
    people.find(blank)
    assert len(people.find(blank)) == 0


def test_four_people_side_by_side_are_found_and_followed(portrait: RgbImage) -> None:
    """The same woman four times, 160 px high each, mirrored in between."""
    small = cv2.resize(portrait, (160, 160)).astype(np.uint8)
    picture = np.full((480, 640, 3), 110, dtype=np.uint8)
    picture[320:] = np.hstack([small, small[:, ::-1], small, small[:, ::-1]])
    people = following(0.5, FollowRules())
    noses = [sorted(body.pose.image[Landmark.NOSE, 0] for body in people.find(picture)) for _ in range(6)]
    people.close()
    assert noses[-1] == pytest.approx([0.11, 0.39, 0.61, 0.89], abs=0.02)
    assert noses[-2] == pytest.approx(noses[-1], abs=0.01)


def test_the_two_models_together_see_what_mediapipes_own_solution_sees(portrait: RgbImage) -> None:
    detector, model, whole = MediaPipeDetector(0.5), MediaPipeLandmarks(0.5), MediaPipePose(0.5, still=True)
    (square,) = detector.find(portrait)
    found, expected = model.look(portrait, square), whole.find(portrait)
    for each in (detector, model, whole):
        each.close()
    assert found is not None and expected is not None
    assert np.allclose(found[0].image, expected.image, atol=1e-3)
    assert np.allclose(found[0].world, expected.world, atol=1e-3)


def test_whoever_is_upside_down_gets_an_upright_square(portrait: RgbImage) -> None:
    detector = MediaPipeDetector(0.5)
    (square,) = detector.find(np.ascontiguousarray(np.rot90(portrait, 2)))
    detector.close()
    assert abs(square.turn_rad) == pytest.approx(np.pi, abs=0.3)


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
    eyes = Eyes(following(0.5, FollowRules()), FaceWatch(MediaPipeFace(0.5), FaceRules()))
    look = eyes.look(portrait, 0.0)
    eyes.close()
    (body,) = look.bodies
    assert body.face is not None
    assert body.face.points.mean(axis=0) == pytest.approx(body.pose.image[Landmark.NOSE], abs=0.1)
    skeleton = reconstruct(body.pose, assumed_view(assumed_intrinsics(512, 512)))
    assert skeleton.misfit < 0.12
    assert skeleton.points[Landmark.NOSE, 2] > skeleton.middle(SHOULDERS)[2]
