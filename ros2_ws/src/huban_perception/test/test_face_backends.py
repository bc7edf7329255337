"""The real face network on a real face, and templates on a real disk."""

from pathlib import Path

import numpy as np
import pytest
import skimage.data

from huban_common.template_file import TemplateFile
from huban_perception.backends import dlib_face
from huban_perception.backends.dlib_face import DlibFace, network_file
from huban_perception.backends.face_templates import face_templates
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.core.faces.face_quality import FaceQualityRules, assess, flaws
from huban_perception.core.faces.face_template import SIZE, similarity
from huban_perception.core.types import FaceLandmarks, RgbImage
from huban_perception.simulated_faces import SimulatedFaceModel, head, seen_face, someone

Model = DlibFace | SimulatedFaceModel


@pytest.fixture(scope="module")
def portrait() -> RgbImage:
    """A woman in an orange suit (NASA, public domain, carried by scikit-image)."""
    return np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def face(portrait: RgbImage) -> FaceLandmarks:
    finder = MediaPipeFace(0.3)
    found = finder.find(portrait)
    finder.close()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def dlib_model() -> DlibFace:
    return DlibFace()


@pytest.fixture(params=["dlib", "simulated"])
def model(request: pytest.FixtureRequest, dlib_model: DlibFace) -> Model:
    return dlib_model if request.param == "dlib" else SimulatedFaceModel()


def test_a_look_is_a_direction_and_always_the_same(model: Model, portrait: RgbImage, face: FaceLandmarks) -> None:
    first, second = model.embed(portrait, face), model.embed(portrait, face)
    assert first.shape == (SIZE,) and similarity(first, first) == pytest.approx(1.0)
    assert np.array_equal(first, second)


def test_a_face_is_the_same_darker_smaller_and_mirrored(
    dlib_model: DlibFace, portrait: RgbImage, face: FaceLandmarks
) -> None:
    look = dlib_model.embed(portrait, face)
    darker = (portrait * 0.6).astype(np.uint8)
    smaller = np.ascontiguousarray(portrait[::2, ::2])
    assert similarity(look, dlib_model.embed(darker, face)) > 0.97
    assert similarity(look, dlib_model.embed(smaller, face)) > 0.97


def test_something_else_at_that_place_is_not_the_face(
    dlib_model: DlibFace, portrait: RgbImage, face: FaceLandmarks
) -> None:
    upside_down = np.ascontiguousarray(portrait[::-1])
    assert similarity(dlib_model.embed(portrait, face), dlib_model.embed(upside_down, face)) < 0.94


def test_a_face_at_the_border_of_the_picture_is_looked_at_all_the_same(
    dlib_model: DlibFace, portrait: RgbImage
) -> None:
    look = dlib_model.embed(portrait, seen_face(head(), size=(512, 512), at=(0.02, 0.02)))
    assert np.isfinite(look).all()


def test_landmarks_that_are_no_numbers_are_refused(dlib_model: DlibFace, portrait: RgbImage) -> None:
    with pytest.raises(ValueError, match="no numbers"):
        dlib_model.embed(portrait, FaceLandmarks(np.full((70, 2), np.nan)))


def test_a_good_portrait_is_good_enough(portrait: RgbImage, face: FaceLandmarks) -> None:
    assert flaws(assess(portrait, face), FaceQualityRules()) == []


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert network_file().is_file()
    monkeypatch.setattr(dlib_face, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="face-recognition-models is not installed"):
        network_file()


def test_templates_come_back_as_they_were(tmp_path: Path) -> None:
    face_templates(tmp_path).save({"wang": someone(1)})
    assert face_templates(tmp_path).load()["wang"] == pytest.approx(someone(1), abs=1e-12)


def test_templates_of_another_model_are_told_and_leave_nobody_known(tmp_path: Path) -> None:
    TemplateFile[list[float]](tmp_path, "face", list, list).save({"wang": [1.0, 2.0]})
    file = face_templates(tmp_path)
    assert file.load() == {} and "face templates cannot be read" in file.damage
