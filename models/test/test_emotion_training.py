"""The parts of the training that need no torch, and the model that is kept."""

import json
import tarfile
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import skimage.data

from emotion_training.archives import FACE_API, FER, Archive
from emotion_training.augmentation import altered, mirrored
from emotion_training.calibration import probabilities, sharpness
from emotion_training.card import card
from emotion_training.dlib_weights import convolutions
from emotion_training.faces import FOLDS, fold_of, people
from emotion_training.teacher_weights import face_api_weights, unpacked
from huban_perception.backends.emotion_model import EmotionModel
from huban_perception.core.faces.expression import USUAL
from huban_perception.core.faces.face_alignment import SIDE_PX, AlignedFace
from huban_perception.core.types import FaceLandmarks
from huban_perception.evaluation.emotion import group_hash

MODEL = Path(__file__).parents[1] / "emotion"
HELD = 4
"""The fold whose people the kept model never sees."""
FACE = AlignedFace(np.asarray(skimage.data.camera()[:SIDE_PX, :SIDE_PX]), np.random.default_rng(0).random((70, 2)))


def integer(value: int) -> bytes:
    """As dlib writes it."""
    size = max(1, (value.bit_length() + 7) // 8)
    return bytes([size]) + value.to_bytes(size, "little")


def layer(name: bytes, figures: list[float], version: int = 2) -> bytes:
    dimensions = b"".join(integer(each) for each in (len(figures), 1, 1, 1))
    return integer(len(name)) + name + integer(version) + dimensions + np.array(figures, "<f4").tobytes()


def test_weights_are_read_from_dlibs_format(tmp_path: Path) -> None:
    file = tmp_path / "net.dat"
    many = [float(value) for value in range(300)]
    file.write_bytes(
        b"\x01\x01" + layer(b"con_4", [1.0, 2.0, 3.0]) + layer(b"affine_", [4.0, 5.0])
        + layer(b"con_4", many) + layer(b"affine_", [6.0])
    )  # fmt: skip
    (first, scaling), (second, last) = convolutions(file)
    assert (list(first), list(scaling), list(last)) == ([1.0, 2.0, 3.0], [4.0, 5.0], [6.0])
    assert list(second) == many


def test_names_inside_of_weights_are_not_taken_for_layers(tmp_path: Path) -> None:
    misleading = list(np.frombuffer(b"con_4aff" * 2, "<f4"))
    file = tmp_path / "net.dat"
    file.write_bytes(layer(b"con_4", misleading) + layer(b"affine_", [1.0]))
    assert len(list(convolutions(file))) == 1


@pytest.mark.parametrize(
    "content",
    [
        layer(b"con_4", [1.0]) + layer(b"con_4", [1.0]),
        layer(b"con_4", [1.0], version=7) + layer(b"affine_", [1.0]),
    ],
)
def test_another_network_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "net.dat"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="dlib"):
        list(convolutions(file))


def packed(path: Path, member: str, content: bytes) -> Archive:
    """An archive of one file, as a wheel or as npm packs."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(member, content)
    else:
        with tarfile.open(path, "w:gz") as package:
            entry = tarfile.TarInfo(member)
            entry.size = len(content)
            package.addfile(entry, BytesIO(content))
    return Archive(path.name, sha256(path.read_bytes()).hexdigest(), "get it")


@pytest.mark.parametrize("name", ["some.whl", "some.tgz"])
def test_a_packages_file_is_read_without_installing_it(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / name, "inside/weights.bin", b"figures")
    assert archive.member("inside/weights.bin", tmp_path) == b"figures"


def test_a_missing_package_is_told_with_the_command_that_gets_it(tmp_path: Path) -> None:
    for archive in (FER, FACE_API):
        with pytest.raises(ValueError, match=archive.command):
            archive.member("any", tmp_path)


def test_another_package_of_that_name_is_refused(tmp_path: Path) -> None:
    archive = packed(tmp_path / "some.whl", "weights.bin", b"figures")
    with pytest.raises(ValueError, match="SHA-256"):
        replace(archive, sha256="0" * 64).member("weights.bin", tmp_path)
    packed(tmp_path / FACE_API.file, "package/model", b"figures")
    with pytest.raises(ValueError, match="SHA-256"):
        face_api_weights(tmp_path)


def test_weights_of_the_web_are_unpacked_in_torchs_order() -> None:
    coded = {"dtype": "uint8", "scale": 0.5, "min": -1.0}
    entries = [
        {"name": "a/depthwise_filter", "shape": [1, 1, 3, 1], "quantization": coded},
        {"name": "a/pointwise_filter", "shape": [1, 1, 3, 2], "quantization": coded},
        {"name": "fc/weights", "shape": [2, 3]},
    ]
    content = bytes([0, 2, 4, *range(6)]) + np.arange(6, dtype="<f4").tobytes()
    found = unpacked(entries, content)
    assert found["a/depthwise_filter"].tolist() == [[[[-1.0]]], [[[0.0]]], [[[1.0]]]]
    assert found["a/pointwise_filter"][:, :, 0, 0].tolist() == [[-1.0, 0.0, 1.0], [-0.5, 0.5, 1.5]]
    assert found["fc/weights"].tolist() == [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]
    with pytest.raises(ValueError, match="33 of 34 bytes"):
        unpacked(entries, content + b"1")


def test_an_edge_has_its_odd_pixel_at_the_end() -> None:
    torch = pytest.importorskip("torch", reason="the training needs torch, Huban does not")
    from emotion_training.teachers import padded

    assert padded(torch.ones(1, 1, 4, 4), 3, 1)[0, 0, 0].tolist() == [0.0] * 6, "one on each side"
    assert padded(torch.ones(1, 1, 4, 4), 3, 2)[0, 0, 1].tolist() == [1.0] * 4 + [0.0]
    assert padded(torch.ones(1, 1, 5, 5), 3, 2)[0, 0, 1].tolist() == [0.0] + [1.0] * 5 + [0.0]
    assert padded(torch.ones(1, 1, 4, 4), 1, 2).shape == (1, 1, 4, 4)


def test_an_opinion_counts_as_much_as_it_is_worth() -> None:
    torch = pytest.importorskip("torch", reason="the training needs torch, Huban does not")
    from emotion_training.stacking import stacked

    random = np.random.default_rng(6)
    labels = random.choice(7, 4000, p=USUAL / USUAL.sum())
    worthless = np.log(random.dirichlet(np.ones(7), len(labels)))
    knowing = np.log(0.02 + random.dirichlet(np.ones(7), len(labels)) + 1.5 * np.eye(7)[labels])
    layer = stacked(np.concatenate([worthless, knowing], axis=1), labels)
    own, taught = layer.weight[:, :7].abs().sum(), layer.weight[:, 7:].abs().sum()
    assert taught > 5.0 * own
    with torch.no_grad():
        named = layer(torch.tensor(np.concatenate([worthless, knowing], axis=1)).float()).argmax(1).numpy()
    recall = [(named[labels == each] == each).mean() for each in range(6)]
    assert min(recall) > 0.8, "rare ones too"


def test_an_altered_face_is_another_picture_of_the_same_face() -> None:
    random = np.random.default_rng(3)
    seen = [altered(FACE, random) for _ in range(20)]
    assert all(each.grey.shape == (SIDE_PX, SIDE_PX) and each.grey.dtype == np.uint8 for each in seen)
    assert all(not np.array_equal(each.grey, FACE.grey) for each in seen)
    kept = [bool(np.array_equal(each.points, FACE.points)) for each in seen]
    assert True in kept and False in kept, "some are mirrored"


def test_a_face_mirrored_twice_is_the_face() -> None:
    face = AlignedFace(FACE.grey, np.linspace(0.0, 1.0, 140).reshape(70, 2))
    once = mirrored(face)
    assert once.points[36] == pytest.approx([1.0 - face.points[45, 0], face.points[45, 1]]), "right is still right"
    assert once.points[48] == pytest.approx([1.0 - face.points[54, 0], face.points[54, 1]])
    twice = mirrored(once)
    assert np.array_equal(twice.grey, face.grey)
    assert twice.points == pytest.approx(face.points)


def test_the_same_seed_alters_in_the_same_way() -> None:
    first, second = (altered(FACE, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first.grey, second.grey)


def test_people_of_one_group_are_in_one_fold_and_folds_are_even() -> None:
    groups = [f"person {number}" for number in range(2000)]
    known = people(np.zeros(4000, np.int64), groups * 2)
    assert np.array_equal(known.folds[:2000], known.folds[2000:])
    assert [fold_of(group) for group in groups] == list(known.folds[:2000])
    assert np.bincount(known.folds, minlength=FOLDS).min() > 700


def test_calibration_finds_how_sharp_scores_must_be_to_be_true() -> None:
    random = np.random.default_rng(1)
    true = np.log(random.dirichlet(np.ones(7), 4000))
    labels = np.array([random.choice(7, p=row) for row in probabilities(true, 1.0)])
    assert sharpness(true, labels) == pytest.approx(1.0, abs=0.1)
    assert sharpness(2.0 * true, labels) == pytest.approx(0.5, abs=0.06)
    assert probabilities(np.zeros((1, 7)), 1.0)[0] == pytest.approx(USUAL / USUAL.sum())


def test_the_card_tells_the_figures_of_the_file_beside_it() -> None:
    report = json.loads((MODEL / "cross_validation.json").read_text())
    known = (MODEL / "trained_on.txt").read_text().split()
    text = (MODEL / "README.md").read_text()
    assert text == card(report, len(known), MODEL / "emotion.onnx")
    assert f"{report['balanced_accuracy']:.3f}" in text
    assert "no diagnosis" in text


def test_no_more_people_are_known_than_there_are_outside_of_the_held_out_fold() -> None:
    known = (MODEL / "trained_on.txt").read_text().split()
    report = json.loads((MODEL / "cross_validation.json").read_text())
    assert len(set(known)) == len(known)
    assert len(known) == report["people"] - report["held_out"]["people"]


def test_the_network_ends_at_dlibs_features_of_8_by_8() -> None:
    torch = pytest.importorskip("torch", reason="the training needs torch, Huban does not")
    from emotion_training.network import FEATURES, Trunk

    features = Trunk().eval()(torch.rand(1, 1, SIDE_PX, SIDE_PX))
    assert tuple(features.shape[1:]) == FEATURES
    assert float(features.min()) >= 0.0


def test_a_model_is_trained_from_samples_and_read_by_the_robot(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="the training needs torch, Huban does not")
    pytest.importorskip("onnx", reason="the training needs onnx, Huban does not")
    from emotion_training.learning import Recipe
    from emotion_training.network import FEATURES, Borrowed, Trunk
    from emotion_training.samples import Samples, Views
    from emotion_training.teachers import OPINIONS
    from emotion_training.training import train

    random = np.random.default_rng(4)
    labels = np.repeat(np.arange(7), 40)
    features = random.normal(0.0, 0.1, (280, *FEATURES)).astype(np.float16)
    features[np.arange(280), labels] += 1.0
    views = Views(features, random.random((280, 140)).astype(np.float32), np.arange(280))
    taught = np.log(random.dirichlet(np.ones(OPINIONS), 280)).astype(np.float32)
    samples = Samples(people(labels, [f"person {number}" for number in range(280)]), views, views, taught)
    samples.save(tmp_path / "samples.npz")
    again = Samples.load(tmp_path / "samples.npz")
    guessing = torch.nn.Sequential(torch.nn.Conv2d(1, OPINIONS, SIDE_PX), torch.nn.Flatten(), torch.nn.LogSoftmax(1))
    borrowed = Borrowed(Trunk().eval(), guessing.eval())
    report = train(again, borrowed, tmp_path / "model", Recipe(steps=30, heads=1), lambda text: None)
    assert report["balanced_accuracy"] > 0.9, "seven labels that one feature each tells apart"
    file = tmp_path / "model/emotion.onnx"
    read = EmotionModel(file).read(skimage.data.astronaut(), FaceLandmarks(random.random((70, 2))))
    assert read.probabilities.sum() == pytest.approx(1.0, abs=1e-5)
    assert file.stat().st_size < 5_000_000
    assert set((tmp_path / "model/trained_on.txt").read_text().split()).isdisjoint(
        {group_hash(group) for group, fold in zip(again.people.groups, again.people.folds, strict=True) if fold == HELD}
    )
