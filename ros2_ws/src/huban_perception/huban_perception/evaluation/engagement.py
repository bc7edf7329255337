"""How well engagement is told from recorded faces (REP-155 ids and /tf in ROS 2 bags of sqlite3).

The folder has `complex_bags/list_of_bags.json`: for engaged and disengaged people the ids, the bag of each and the
expected EngagementLevel. Data: hri_engagement's recordings of real people (Apache-2.0), not part of this project.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rclpy.serialization import deserialize_message
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_perception.conversions.sensors import Edge, edges_from
from huban_perception.core.faces.gaze import Head, away_deg
from huban_perception.core.frames import TransformBuffer, TransformError
from huban_perception.core.persons.engagement import Engagement, EngagementRules, EngagementWatch

_CAMERA = "camera_color_optical_frame"
_READ = "SELECT data FROM messages JOIN topics ON topics.id = topic_id WHERE name = ? ORDER BY messages.timestamp"


class BagError(ValueError):
    """Recordings that cannot be used: what, where."""


@dataclass(frozen=True)
class Case:
    """One person in one bag and the level they should have."""

    bag: Path
    person_id: str
    expected: int


@dataclass(frozen=True)
class Outcome:
    """What was seen of a case: the level that lasted longest in the second half, and the shares of all levels."""

    bag: str
    person_id: str
    expected: str
    found: str
    shares: dict[str, float]
    right: bool


def evaluate(folder: Path) -> dict[str, Any]:
    """The figures for a folder; raises BagError."""
    outcomes = [_outcome(case) for case in read_cases(folder)]
    if not outcomes:
        raise BagError(f"{folder}: no recordings are listed")
    return {"accuracy": sum(each.right for each in outcomes) / len(outcomes), "cases": [asdict(o) for o in outcomes]}


def read_cases(folder: Path) -> list[Case]:
    """The people of all bags; raises BagError where the list cannot be read."""
    path = folder / "complex_bags" / "list_of_bags.json"
    try:
        groups = json.loads(path.read_text(encoding="utf-8"))
        return [case for group in groups.values() for kind in group.values() for case in _cases(path.parent, kind)]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise BagError(f"{path}: no list of bags: {error}") from error


def _cases(folder: Path, kind: dict[str, Any]) -> Iterator[Case]:
    for people, bag in zip(kind["person_id"], kind["rosbag"], strict=True):
        name = Path(bag).stem
        for person_id in [people] if isinstance(people, str) else people:
            yield Case(folder / name / f"{name}.db3", person_id, int(kind["expected_result"]))


def _outcome(case: Case) -> Outcome:
    levels = list(_levels(case))
    if not levels:
        raise BagError(f"{case.bag}: {case.person_id} has no face in it")
    longest, _ = Counter(levels[len(levels) // 2 :]).most_common(1)[0]
    shares = {level.name.lower(): round(n / len(levels), 3) for level, n in Counter(levels).items()}
    expected = Engagement(case.expected)
    names = expected.name.lower(), longest.name.lower()
    return Outcome(case.bag.stem, case.person_id, *names, shares, longest is expected)


def _levels(case: Case) -> Iterator[Engagement]:
    """The level at each time the person's face was seen."""
    faces, frames = set(_face_ids(case)), TransformBuffer(max_age_s=1.0)
    watch = EngagementWatch(EngagementRules())
    for edge in _edges(case.bag):
        frames.add(edge.parent, edge.child, edge.stamp_s, edge.pose)
        if edge.child.removeprefix("face_") in faces and (head := _head(frames, edge)) is not None:
            yield watch.see(edge.stamp_s, away_deg(head, np.zeros(3)), float(np.linalg.norm(head.position)))


def _head(frames: TransformBuffer, face: Edge) -> Head | None:
    try:
        pose = frames.latest(_CAMERA, face.child)
        gaze = frames.latest(_CAMERA, face.child.replace("face_", "gaze_"))
    except TransformError:
        return None
    return Head(pose[:3, 3], pose[:3, :3], gaze[:3, 2])


def _face_ids(case: Case) -> Iterator[str]:
    for data in _messages(case.bag, f"/humans/persons/{case.person_id}/face_id"):
        yield deserialize_message(data, String).data


def _edges(bag: Path) -> Iterator[Edge]:
    for data in _messages(bag, "/tf"):
        yield from edges_from(deserialize_message(data, TFMessage))


def _messages(bag: Path, topic: str) -> list[bytes]:
    try:
        with closing(sqlite3.connect(f"file:{bag}?mode=ro", uri=True)) as file:
            return [data for (data,) in file.execute(_READ, (topic,))]
    except sqlite3.Error as error:
        raise BagError(f"{bag}: no bag of sqlite3: {error}") from error


def main(arguments: list[str] | None = None) -> int:
    """`--data DIR [--json OUT]`; prints the figures; 0 = ran, 2 = unusable input."""
    parser = argparse.ArgumentParser(prog="huban eval engagement", description="Tells who means the robot.")
    parser.add_argument("--data", type=Path, required=True, help="folder with complex_bags/list_of_bags.json")
    parser.add_argument("--json", type=Path, help="file for all figures")
    chosen = parser.parse_args(arguments)
    try:
        figures = evaluate(chosen.data)
        if chosen.json:
            chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    except (BagError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
