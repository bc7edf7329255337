"""The evaluator of falls: figures that can be recomputed by hand, and bad data refused by name."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from huban_perception.core.camera import assumed_intrinsics
from huban_perception.core.types import PoseLandmarks
from huban_perception.evaluation.clips import read_manifest
from huban_perception.evaluation.falls import evaluate, main
from huban_perception.evaluation.sight import RoomSight
from huban_perception.evaluation.tables import DataError
from huban_perception.simulation import Mannequin, SimulatedPeople, camera_at, lying, seen, standing

HEADER = "path\tlabel\tfall_start_s\tlying_start_s\tfps\tview\n"
VIEW = camera_at(height_m=1.2, pitch_down_deg=0.0)


def sees(body: Mannequin) -> PoseLandmarks:
    return seen(body, VIEW)


def write_clip(path: Path, seconds: float = 6.0, fps: int = 10) -> None:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, (640, 480))
    for _ in range(int(seconds * fps)):
        writer.write(np.full((480, 640, 3), 120, dtype=np.uint8))
    writer.release()


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """A fall, a fall that the model does not see, and somebody who stands."""
    rows = [
        "fall.avi\tfall\t1.6\t2.0\t10\troom",
        "missed.avi\tfall\t1.6\t2.0\t10\troom",
        "stand.avi\tadl\t\t\t10\troom",
    ]
    for row in rows:
        write_clip(tmp_path / row.split("\t")[0])
    (tmp_path / "manifest.tsv").write_text(HEADER + "\n".join(rows) + "\n")
    return tmp_path


def scripted(overhead: bool) -> RoomSight:
    return RoomSight(SimulatedPeople(next(SCRIPTS)))


UP, DOWN = sees(standing(3.5, 0.0)), sees(lying(3.5, 0.0))
FALL = [UP] * 8 + [sees(standing(3.5, 0.0, hips=(3.5, 0.0, 0.5), trunk_deg=45.0))] + [DOWN] * 30
SCRIPTS = iter(())


def test_figures_follow_from_what_was_seen(clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SCRIPTS", iter([FALL, [UP] * 40, [UP] * 40]))
    figures = evaluate(clips, rate_hz=5.0, make_sight=scripted)
    assert (figures["sensitivity"], figures["specificity"]) == (0.5, 1.0)
    assert figures["false_alarms_per_hour"] == 0.0
    assert figures["delay_s_median"] == pytest.approx(0.2, abs=0.21)
    assert figures["confirmed"]["sensitivity"] == 0.5
    assert [clip["suspected_s"] is not None for clip in figures["clips"]] == [True, False, False]


def test_a_false_alarm_counts_against_specificity(clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SCRIPTS", iter([FALL, FALL, FALL]))
    figures = evaluate(clips, rate_hz=5.0, make_sight=scripted)
    assert (figures["sensitivity"], figures["specificity"]) == (1.0, 0.0)
    assert figures["false_alarms_per_hour"] == pytest.approx(3600 / 5.8, rel=0.05)


def test_a_corrupt_clip_is_named_and_the_rest_counts(clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clips / "missed.avi").write_bytes(b"this is no video")
    monkeypatch.setitem(globals(), "SCRIPTS", iter([FALL, [UP] * 40, [UP] * 40]))
    figures = evaluate(clips, rate_hz=5.0, make_sight=scripted)
    assert figures["sensitivity"] == 1.0
    assert [Path(error.split(":")[0]).name for error in figures["unusable"]] == ["missed.avi"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("path\tlabel\nx\tfall\n", "no column fall_start_s, lying_start_s"),
        (HEADER, "no clips"),
        (HEADER + "x.mp4\tdance\t\t\t30\troom\n", "'dance' is neither"),
        (HEADER + "x.mp4\tfall\t1\tsoon\t30\troom\n", "'soon' is no number"),
    ],
)
def test_a_bad_manifest_is_refused_with_the_reason(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "manifest.tsv").write_text(content)
    with pytest.raises(DataError, match=reason):
        read_manifest(tmp_path)


def test_the_command_ends_with_2_and_one_line_for_unusable_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1


def test_the_command_writes_all_figures(clips: Path, tmp_path: Path) -> None:
    """With the real model, which sees nobody in grey pictures."""
    out = tmp_path / "figures.json"
    assert main(["--data", str(clips), "--json", str(out), "--rate", "2"]) == 0
    figures = json.loads(out.read_text())
    assert {"sensitivity", "specificity", "false_alarms_per_hour", "delay_s_median", "delay_s_p95"} <= set(figures)
    assert (figures["sensitivity"], figures["delay_s_median"]) == (0.0, None)
    assert len(figures["clips"]) == 3


def test_the_assumed_lens_is_the_one_the_script_was_made_for() -> None:
    assert VIEW.intrinsics == assumed_intrinsics(640, 480)
