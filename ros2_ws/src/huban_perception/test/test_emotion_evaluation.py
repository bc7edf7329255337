"""`huban eval emotion` on photographs made here, read by a model that goes by their grey value."""

import io
import json
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from huban_perception.core.faces.expression import USUAL
from huban_perception.core.faces.expression_types import EMOTIONS, Emotion, FaceReading
from huban_perception.core.types import FaceLandmarks, RgbImage
from huban_perception.evaluation.confusion import Confusion
from huban_perception.evaluation.emotion import evaluate, group_hash
from huban_perception.evaluation.emotion_command import app
from huban_perception.evaluation.emotion_data import read_labels
from huban_perception.evaluation.tables import DataError
from huban_perception.simulation import SimulatedFace

GREY = {emotion: 30 * (index + 1) for index, emotion in enumerate(EMOTIONS)}
HEADER = "path\tlabel\tperson_group\n"


class GreyReader:
    """An ExpressionReader for photographs whose grey value tells their label."""

    def read(self, image: RgbImage, face: FaceLandmarks) -> FaceReading:
        probabilities = 0.05 * USUAL
        probabilities[round(float(image.mean()) / 30.0) - 1] += 0.95
        return FaceReading(probabilities)


class PickyFace(SimulatedFace):
    """Sees no face in white photographs."""

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        return super().find(image) if image.mean() < 240 else None


def photograph(grey: int) -> bytes:
    encoded: bytes = cv2.imencode(".png", np.full((60, 60, 3), grey, np.uint8))[1].tobytes()
    return encoded


def write(folder: Path, rows: list[tuple[str, str, str]], images: dict[str, bytes], tar: bool = False) -> Path:
    (folder / "labels.tsv").write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows))
    if not tar:
        for name, content in images.items():
            (folder / name).write_bytes(content)
        return folder
    with tarfile.open(folder / "images.tar", "w") as archive:
        for name, content in images.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return folder


def everybody(folder: Path, tar: bool = False) -> Path:
    """One photograph of each emotion, each of another person."""
    rows = [(f"{emotion.value}.png", emotion.value, f"p{index}") for index, emotion in enumerate(EMOTIONS)]
    return write(folder, rows, {f"{emotion.value}.png": photograph(GREY[emotion]) for emotion in EMOTIONS}, tar)


@pytest.mark.parametrize("tar", [False, True])
def test_a_perfect_model_has_perfect_figures_from_loose_images_and_from_an_archive(tmp_path: Path, tar: bool) -> None:
    told: list[str] = []
    figures = evaluate(everybody(tmp_path, tar), GreyReader(), SimulatedFace(), tell=told.append)
    assert [figures[key] for key in ("accuracy", "balanced_accuracy", "macro_f1", "macro_f1_3")] == [1.0] * 4
    assert (figures["faces"], figures["people"], figures["undetected"], figures["corrupt"]) == (7, 7, 0, [])
    assert figures["confusion"]["fear"]["fear"] == 1
    assert figures["accuracy_when_sure"] == 1.0
    assert told == ["7 of 7 faces"]


def test_a_mistake_between_negative_expressions_costs_nothing_in_the_three_classes(tmp_path: Path) -> None:
    rows = [("a.png", "sadness", "p"), ("b.png", "neutral", "q")]
    images = {"a.png": photograph(GREY[Emotion.ANGER]), "b.png": photograph(GREY[Emotion.NEUTRAL])}
    figures = evaluate(write(tmp_path, rows, images), GreyReader(), SimulatedFace())
    assert (figures["accuracy"], figures["macro_f1_3"]) == (0.5, 1.0)
    assert figures["confusion"]["sadness"]["anger"] == 1


def test_a_face_that_is_not_found_is_a_miss(tmp_path: Path) -> None:
    rows = [("a.png", "neutral", "p"), ("b.png", "neutral", "q")]
    images = {"a.png": photograph(GREY[Emotion.NEUTRAL]), "b.png": photograph(250)}
    figures = evaluate(write(tmp_path, rows, images), GreyReader(), PickyFace())
    assert (figures["undetected"], figures["accuracy"]) == (1, 0.5)
    assert figures["confusion"]["neutral"]["undetected"] == 1


def test_corrupt_and_missing_images_are_named_and_the_rest_counts(tmp_path: Path) -> None:
    rows = [("a.png", "neutral", "p"), ("b.png", "neutral", "q"), ("c.png", "neutral", "r")]
    images = {"a.png": photograph(GREY[Emotion.NEUTRAL]), "b.png": b"no image"}
    figures = evaluate(write(tmp_path, rows, images), GreyReader(), SimulatedFace())
    assert [line.split(":")[0] for line in figures["corrupt"]] == ["b.png", "c.png"]
    assert (figures["faces"], figures["accuracy"]) == (1, 1.0)


def test_people_of_the_training_are_left_out_of_the_headline_and_told_apart(tmp_path: Path) -> None:
    rows = [("a.png", "neutral", "known"), ("b.png", "sadness", "new")]
    images = {"a.png": photograph(GREY[Emotion.NEUTRAL]), "b.png": photograph(GREY[Emotion.NEUTRAL])}
    folder = write(tmp_path, rows, images)
    figures = evaluate(folder, GreyReader(), SimulatedFace(), frozenset({group_hash("known")}))
    assert (figures["accuracy"], figures["faces"], figures["people_of_the_training"]) == (0.0, 1, "left out")
    assert (figures["everybody"]["accuracy"], figures["everybody"]["faces"]) == (0.5, 2)
    both = frozenset({group_hash("known"), group_hash("new")})
    only_known = evaluate(folder, GreyReader(), SimulatedFace(), both)
    assert (only_known["faces"], only_known["people_of_the_training"]) == (2, "all")
    assert evaluate(folder, GreyReader(), SimulatedFace())["people_of_the_training"] == "none"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("path\tlabel\nx\tneutral\n", "no column person_group"),
        (HEADER, "no faces"),
        (HEADER + "x.png\tbored\tp\n", "'bored' is none of"),
        (HEADER + "\tneutral\tp\n", "labels.tsv:2"),
    ],
)
def test_bad_labels_are_refused_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "labels.tsv").write_text(content)
    with pytest.raises(DataError, match=reason):
        read_labels(tmp_path)


def test_a_folder_without_a_readable_image_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, [("a.png", "neutral", "p")], {"a.png": b"no image"})
    with pytest.raises(DataError, match="no image can be read"):
        evaluate(folder, GreyReader(), SimulatedFace())


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, [("a.png", "neutral", "p")], {})
    (folder / "images.tar").write_bytes(b"no archive" * 100)
    with pytest.raises(DataError, match=r"images\.tar"):
        evaluate(folder, GreyReader(), SimulatedFace())


def test_the_command_ends_with_2_and_one_line_for_unusable_data(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--data", str(tmp_path)])
    assert done.exit_code == 2
    assert done.output.count("error: ") == 1


def test_the_command_names_a_missing_model(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--data", str(everybody(tmp_path)), "--model", str(tmp_path / "gone.onnx")])
    assert done.exit_code == 2
    assert "gone.onnx" in done.output


def test_balanced_accuracy_and_macro_f1_weigh_labels_alike() -> None:
    truth = ["a"] * 8 + ["b"] * 2
    answers: list[str | None] = ["a"] * 8 + ["a", "b"]
    found = Confusion.of(("a", "b", "c"), truth, answers)
    assert found.accuracy == pytest.approx(0.9)
    assert found.balanced_accuracy == pytest.approx(0.75), "labels that do not occur do not count"
    assert found.macro_f1 == pytest.approx((16 / 17 + 2 / 3) / 2)
    assert json.loads(json.dumps(found.table()))["b"] == {"a": 1, "b": 1, "c": 0, "undetected": 0}
