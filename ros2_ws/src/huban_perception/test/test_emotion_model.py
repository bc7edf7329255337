"""The network that reads expressions: it reads a smile, and says what is wrong with a file."""

from pathlib import Path

import numpy as np
import pytest
import skimage.data

from huban_perception.backends.emotion_model import EmotionModel, ModelError
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.core.faces.expression import ExpressionRules, expression
from huban_perception.core.faces.expression_types import Emotion, Mood
from huban_perception.core.types import FaceLandmarks, RgbImage

MODEL = Path(__file__).parents[4] / "models/emotion/emotion.onnx"
PORTRAIT: RgbImage = np.ascontiguousarray(skimage.data.astronaut())


@pytest.fixture(scope="module")
def face() -> FaceLandmarks:
    finder = MediaPipeFace(0.5)
    found = finder.find(PORTRAIT)
    finder.close()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def model() -> EmotionModel:
    return EmotionModel(MODEL)


def test_a_smiling_woman_is_happy(model: EmotionModel, face: FaceLandmarks) -> None:
    reading = model.read(PORTRAIT, face)
    assert reading.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    said = expression(reading.probabilities, ExpressionRules())
    assert (said.emotion, said.mood) == (Emotion.HAPPINESS, Mood.POSITIVE)
    assert said.affect.valence > 0.4


def test_a_mirror_changes_nothing(model: EmotionModel, face: FaceLandmarks) -> None:
    mirrored = MediaPipeFace(0.5).find(np.ascontiguousarray(PORTRAIT[:, ::-1]))
    assert mirrored is not None
    there = model.read(np.ascontiguousarray(PORTRAIT[:, ::-1]), mirrored).probabilities
    assert there == pytest.approx(model.read(PORTRAIT, face).probabilities, abs=0.1)


def test_colour_changes_nothing(model: EmotionModel, face: FaceLandmarks) -> None:
    grey = np.repeat((PORTRAIT @ [0.299, 0.587, 0.114]).round().astype(np.uint8)[:, :, None], 3, axis=2)
    there = model.read(np.ascontiguousarray(grey), face).probabilities
    assert there == pytest.approx(model.read(PORTRAIT, face).probabilities, abs=0.02)


def test_the_file_is_smaller_than_five_megabytes() -> None:
    assert MODEL.stat().st_size < 5_000_000


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.onnx.*train-emotion"):
        EmotionModel(tmp_path / "gone.onnx")


@pytest.mark.parametrize("kept", [0, 100, 0.5])
def test_a_broken_file_is_named_with_what_to_do(tmp_path: Path, kept: float) -> None:
    whole = MODEL.read_bytes()
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(ModelError, match=r"broken\.onnx.*train-emotion"):
        EmotionModel(broken)


def test_landmarks_that_are_no_numbers_are_refused(model: EmotionModel) -> None:
    with pytest.raises(ValueError, match="landmarks"):
        model.read(PORTRAIT, FaceLandmarks(np.full((70, 2), np.nan)))
