"""The evaluator of faces: figures that can be recomputed by hand, and bad data refused by name."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from huban_perception.core.faces.face_quality import FaceQualityRules
from huban_perception.core.faces.face_template import Embedding, embedding
from huban_perception.core.types import FaceLandmarks, RgbImage
from huban_perception.evaluation.faces import evaluate, main, robots_looker
from huban_perception.evaluation.faces_data import LookedAt, Looker, Photo, read_manifest
from huban_perception.evaluation.faces_figures import Comparisons, compare, figures, templates_of
from huban_perception.evaluation.tables import DataError
from huban_perception.simulated_faces import SimulatedFaceModel, head, seen_face, someone

DATA = Path(__file__).parents[5] / "shared/data/faces"
HEADER = "path\tperson_id\tsplit\n"


class BrightFaces:
    """A FaceFinder that sees a face in every picture that is not black."""

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        return seen_face(head(), size=(image.shape[1], image.shape[0])) if image.max() > 0 else None

    def close(self) -> None:
        pass


LOOKER = Looker(BrightFaces(), SimulatedFaceModel(), FaceQualityRules())


def write(folder: Path, rows: list[tuple[str, str, int | None]]) -> None:
    """Pictures of people as colours; None: no picture at all. The manifest's rows are person, split, colour."""
    lines = []
    for number, (person, split, colour) in enumerate(rows):
        name = f"{number}.png"
        if colour is None:
            (folder / name).write_bytes(b"this is no picture")
        else:
            cv2.imwrite(str(folder / name), np.full((200, 200, 3), colour, dtype=np.uint8))
        lines.append(f"{name}\t{person}\t{split}")
    (folder / "manifest.tsv").write_text(HEADER + "\n".join(lines) + "\n")


def test_figures_follow_from_who_looks_like_whom(tmp_path: Path) -> None:
    write(tmp_path, [("ann", "enrol", 60), ("bob", "enrol", 90), ("ann", "probe", 60), ("bob", "probe", 60)])
    found = evaluate(tmp_path, LOOKER)
    assert (found["top1"], found["undetected"], found["probes"], found["people"]) == (0.5, 0, 2, 2)
    assert found["at_the_robots_threshold"] == {
        "threshold": 0.94,
        "identified": 0.5,
        "misnamed": 0.5,
        "false_match": 0.5,
    }


def test_probes_of_people_who_never_enrolled_are_the_unknowns(tmp_path: Path) -> None:
    rows = [("ann", "enrol", 60), ("ann", "probe", 60), ("cid", "probe", 60), ("dan", "probe", 150)]
    write(tmp_path, rows)
    found = evaluate(tmp_path, LOOKER)
    assert (found["top1"], found["unknown_rejection"]) == (1.0, 0.5)
    assert found["unknowns"] == "people without enrolment"


def test_a_probe_without_a_face_counts_as_not_recognised(tmp_path: Path) -> None:
    write(tmp_path, [("ann", "enrol", 60), ("ann", "probe", 0), ("ann", "probe", 60)])
    found = evaluate(tmp_path, LOOKER)
    assert (found["top1"], found["undetected"], found["probes_without_face"]) == (0.5, 1, ["1.png"])


def test_who_could_not_be_enrolled_is_no_stranger_but_not_recognised(tmp_path: Path) -> None:
    rows = [("ann", "enrol", 60), ("bob", "enrol", 0), ("cid", "enrol", None)]
    write(tmp_path, [*rows, ("ann", "probe", 60), ("bob", "probe", 90), ("cid", "probe", 120)])
    found = evaluate(tmp_path, LOOKER)
    assert (found["top1"], found["people"], found["enrolment_without_face"]) == (pytest.approx(0.3333), 3, ["1.png"])
    assert found["unknowns"].startswith("everybody")


def test_pictures_that_cannot_be_read_are_named_and_the_rest_counts(tmp_path: Path) -> None:
    write(tmp_path, [("ann", "enrol", 60), ("ann", "enrol", None), ("ann", "probe", 60), ("ann", "probe", None)])
    with (tmp_path / "manifest.tsv").open("a") as file:
        file.write("missing.png\tann\tprobe\n")
    found = evaluate(tmp_path, LOOKER)
    assert found["unreadable"] == ["1.png", "3.png", "missing.png"] and found["top1"] == 1.0


def looked_at(person: str, is_probe: bool, look: Embedding | None, good: bool = True) -> LookedAt:
    return LookedAt(Photo(Path(), "", person, is_probe), look, good)


def test_a_template_is_made_of_the_good_photographs_if_there_are_any() -> None:
    seen = [looked_at("ann", False, someone(1)), looked_at("ann", False, someone(2), good=False)]
    seen += [looked_at("bob", False, someone(3), good=False), looked_at("bob", True, someone(4))]
    templates = templates_of(seen)
    assert np.allclose(templates["ann"], someone(1)) and np.allclose(templates["bob"], someone(3))


def crowd(people: int, spread: float) -> Comparisons:
    """People whose probes scatter around their template."""
    dice = np.random.default_rng(1)
    seen = []
    for person in range(people):
        seen.append(looked_at(str(person), False, someone(person)))
        for _ in range(5):
            look = embedding(someone(person) + dice.normal(scale=spread, size=128))
            seen.append(looked_at(str(person), True, look))
    return compare(seen, templates_of(seen), [str(person) for person in range(people)])


def test_the_threshold_comes_from_other_people_than_those_who_are_measured() -> None:
    found = figures(crowd(30, spread=0.1), same_face=0.94)
    assert found["threshold_from"] == "other people than those measured"
    assert found["tpr_at_fpr_1pct"] > 0.95 and 0.002 < found["fpr_measured"] < 0.03


def test_faces_that_say_nothing_are_matched_by_chance_only() -> None:
    found = figures(crowd(30, spread=100.0), same_face=0.94)
    assert found["tpr_at_fpr_1pct"] < 0.06 and found["top1"] < 0.12


def test_few_people_cannot_be_parted_and_that_is_said() -> None:
    assert figures(crowd(5, spread=0.1), same_face=0.94)["threshold_from"] == "the same people"


def test_without_unknowns_everybody_is_one_to_the_others() -> None:
    compared = Comparisons(np.array([[0.99, 0.95], [0.2, 0.99]]), np.array(["ann", "bob"]), np.array(["ann", "bob"]))
    found = figures(compared, same_face=0.94)
    assert found["unknown_rejection"] == 0.5 and found["unknowns"].startswith("everybody")


def test_one_person_alone_gives_figures_without_strangers(tmp_path: Path) -> None:
    write(tmp_path, [("ann", "enrol", 60), ("ann", "probe", 60)])
    found = evaluate(tmp_path, LOOKER)
    assert (found["top1"], found["unknown_rejection"], found["fpr_measured"]) == (1.0, None, None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("path\tperson_id\nx.png\tann\n", "no column split"),
        (HEADER, "no photographs with split 'enrol'"),
        (HEADER + "x.png\tann\tenrol\n", "no photographs with split 'probe'"),
        (HEADER + "x.png\tann\ttest\n", ":2: split 'test' is neither"),
        (HEADER + "x.png\t\tprobe\n", ":2: a column is empty"),
        (HEADER + "x.png\n", ":2: a column is empty"),
    ],
)
def test_a_bad_manifest_is_refused_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "manifest.tsv").write_text(content)
    with pytest.raises(DataError, match=reason):
        read_manifest(tmp_path)


@pytest.mark.parametrize(("enrol", "probe"), [(0, 60), (None, 60), (60, None)])
def test_nothing_to_compare_is_refused(tmp_path: Path, enrol: int | None, probe: int | None) -> None:
    write(tmp_path, [("ann", "enrol", enrol), ("ann", "probe", probe)])
    with pytest.raises(DataError, match=r"no face was found in any enrolment|no probe can be read"):
        evaluate(tmp_path, LOOKER)


def test_the_command_ends_with_2_and_one_line_for_unusable_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ") and said.count("\n") == 1


def test_the_robots_models_tell_people_apart(tmp_path: Path) -> None:
    """Three people of the evaluation data; all of them take a minute."""
    if not DATA.is_dir():
        pytest.skip(f"no photographs in {DATA}")
    photos = read_manifest(DATA)
    some = sorted({photo.person for photo in photos})[:3]
    rows = [photo for photo in photos if photo.person in some and int(photo.path.stem[-4:]) <= 4]
    lines = [f"{photo.path}\t{photo.person}\t{'probe' if photo.is_probe else 'enrol'}\n" for photo in rows]
    (tmp_path / "manifest.tsv").write_text(HEADER + "".join(lines))
    out = tmp_path / "figures.json"
    assert main(["--data", str(tmp_path), "--json", str(out)]) == 0
    found = json.loads(out.read_text())
    assert found["top1"] >= 0.8 and found["undetected"] == 0
    assert found["at_the_robots_threshold"]["misnamed"] == 0.0


def test_the_robots_models_can_be_made() -> None:
    assert isinstance(robots_looker(), Looker)
