"""The evaluator of engagement on a bag that is made here, on bad input, and on the recordings where they are."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from rclpy.serialization import serialize_message
from std_msgs.msg import Header, String
from tf2_msgs.msg import TFMessage

from huban_common.stamps import to_time
from huban_perception.conversions.persons import head_frames
from huban_perception.core.faces.gaze import Head
from huban_perception.core.types import Array
from huban_perception.evaluation.engagement import BagError, evaluate, main

RECORDINGS = Path(__file__).parents[5] / "shared/data/rosbag/engagement"
AT_CAMERA, ASIDE = np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])


def write_bag(path: Path, gaze: Array) -> None:
    """Eight seconds of a face 1 m before the camera that looks along a direction of its optical frame."""
    path.parent.mkdir(parents=True)
    head = Head(np.array([0.0, 0.0, 1.0]), np.eye(3), gaze)
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE topics (id INTEGER, name TEXT)")
        file.execute("CREATE TABLE messages (topic_id INTEGER, timestamp INTEGER, data BLOB)")
        file.executemany("INSERT INTO topics VALUES (?, ?)", [(1, "/tf"), (2, "/humans/persons/someb/face_id")])
        file.execute("INSERT INTO messages VALUES (2, 0, ?)", (serialize_message(String(data="facea")),))
        for step in range(80):
            header = Header(stamp=to_time(0.1 * step), frame_id="camera_color_optical_frame")
            message = TFMessage(transforms=head_frames(head, "facea", header)[::-1])
            file.execute("INSERT INTO messages VALUES (1, ?, ?)", (step, serialize_message(message)))
        file.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bags = tmp_path / "complex_bags"
    write_bag(bags / "in" / "in.db3", AT_CAMERA)
    write_bag(bags / "out" / "out.db3", ASIDE)
    kinds = {
        name: {"person_id": ["someb"], "rosbag": [f"{bag}.bag"], "expected_result": level}
        for name, bag, level in (("engaged", "in", "3"), ("disengaged", "out", "1"))
    }
    (bags / "list_of_bags.json").write_text(json.dumps({"single_person": kinds}))
    return tmp_path


def test_who_looks_at_the_camera_is_engaged_and_who_looks_aside_is_not(folder: Path) -> None:
    figures = evaluate(folder)
    assert [(case["expected"], case["found"]) for case in figures["cases"]] == [
        ("engaged", "engaged"),
        ("disengaged", "disengaged"),
    ]
    assert figures["accuracy"] == 1.0


def test_a_bag_that_is_none_is_refused_by_name(folder: Path) -> None:
    (folder / "complex_bags" / "out" / "out.db3").write_bytes(b"this is no bag")
    with pytest.raises(BagError, match=r"out\.db3: no bag"):
        evaluate(folder)


def test_the_command_ends_with_2_and_one_line_for_unusable_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings of engaged and disengaged people are not here")
def test_most_recorded_people_are_told_right() -> None:
    assert evaluate(RECORDINGS)["accuracy"] >= 0.8
