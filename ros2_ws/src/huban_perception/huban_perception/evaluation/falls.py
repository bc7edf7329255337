"""How well falls are found on labelled clips: sensitivity, specificity, false alarms, delay.

The clips say nothing about their camera, so the same core that runs on the robot works with an assumed one: level,
or straight down where the manifest's view says `overhead`; the floor's height is fitted, furniture is unknown.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from huban_perception.backends.mediapipe_pose import searching_pose
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import CameraView, assumed_intrinsics, assumed_view
from huban_perception.core.falls import FallKind
from huban_perception.core.observer import Observer
from huban_perception.core.ports import PoseEstimator
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.clips import Clip, DataError, frames, read_manifest

CAMERA_RATE_HZ = 5.0
"""What the robot's camera delivers."""

_OVERHEAD_M = 2.7
"""A usual ceiling."""


@dataclass(frozen=True)
class ClipResult:
    """One clip of `seconds`: when a fall was first suspected and confirmed, or why the clip is unusable."""

    path: str
    label: str
    view: str
    lying_start_s: float | None
    seconds: float = 0.0
    suspected_s: float | None = None
    detected_s: float | None = None
    error: str | None = None


def evaluate(
    folder: Path, rate_hz: float = CAMERA_RATE_HZ, make_pose: Callable[[], PoseEstimator] | None = None
) -> dict[str, Any]:
    """The figures for the clips of a folder; raises DataError where there is nothing to evaluate.

    A fall counts as found, and an everyday clip as a false alarm, when a fall is suspected. `confirmed` holds the
    same for confirmed falls, which clips that end soon after the fall cannot show.
    """
    make_pose = make_pose or _robot_pose
    results = [_result(clip, rate_hz, make_pose) for clip in read_manifest(folder)]
    usable = [result for result in results if result.error is None]
    if not usable:
        raise DataError(f"{folder}: no clip can be read; the first: {results[0].error}")
    return {
        **_figures([(result, result.suspected_s) for result in usable]),
        "confirmed": _figures([(result, result.detected_s) for result in usable]),
        "by_view": {
            view: _figures([(result, result.suspected_s) for result in usable if result.view == view])
            for view in sorted({result.view for result in usable})
        },
        "unusable": [result.error for result in results if result.error is not None],
        "rate_hz": rate_hz,
        "clips": [asdict(result) for result in results],
    }


def _robot_pose() -> PoseEstimator:
    config = PerceptionConfig()
    return searching_pose(config.pose_confidence, config.search_frames)


def _result(clip: Clip, rate_hz: float, make_pose: Callable[[], PoseEstimator]) -> ClipResult:
    blank = ClipResult(clip.name, "fall" if clip.is_fall else "adl", clip.view, clip.lying_start_s)
    pose = make_pose()
    try:
        return _watched(clip, rate_hz, pose, blank)
    except DataError as error:
        return replace(blank, error=str(error))
    finally:
        pose.close()


def _watched(clip: Clip, rate_hz: float, pose: PoseEstimator, blank: ClipResult) -> ClipResult:
    names, stamp_s = count(1), 0.0
    found: dict[FallKind, float] = {}
    observer = Observer(PerceptionConfig(), home=None, new_id=lambda: f"person{next(names)}")
    for stamp_s, picture in frames(clip, rate_hz):
        seen = observer.observe(pose.find(picture), stamp_s, _view(clip, picture))
        for _, finding in seen.findings if seen is not None else ():
            found.setdefault(finding.kind, round(stamp_s, 3))
    suspected_s, detected_s = found.get(FallKind.SUSPECTED), found.get(FallKind.DETECTED)
    return replace(blank, seconds=round(stamp_s, 3), suspected_s=suspected_s, detected_s=detected_s)


def _view(clip: Clip, picture: RgbImage) -> CameraView:
    height, width = picture.shape[:2]
    lens = assumed_intrinsics(width, height)
    return assumed_view(lens, _OVERHEAD_M, pitch_down_deg=90.0) if clip.view == "overhead" else assumed_view(lens)


def _figures(alarms: list[tuple[ClipResult, float | None]]) -> dict[str, float | None]:
    """The figures where each clip comes with the time of its alarm, None for no alarm; None where nothing to count."""
    falls = [(result, at_s) for result, at_s in alarms if result.label == "fall"]
    quiet = [(result, at_s) for result, at_s in alarms if result.label != "fall"]
    delays = [at_s - result.lying_start_s for result, at_s in falls if at_s is not None and result.lying_start_s]
    false_alarms = sum(at_s is not None for _, at_s in quiet)
    quiet_h = sum(result.seconds for result, _ in quiet) / 3600.0
    return {
        "sensitivity": _ratio(sum(at_s is not None for _, at_s in falls), len(falls)),
        "specificity": _ratio(len(quiet) - false_alarms, len(quiet)),
        "false_alarms_per_hour": _ratio(false_alarms, quiet_h),
        "delay_s_median": round(float(np.median(delays)), 3) if delays else None,
        "delay_s_p95": round(float(np.percentile(delays, 95)), 3) if delays else None,
    }


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole > 0 else None


def main(arguments: list[str] | None = None) -> int:
    """`--data DIR [--json OUT] [--rate HZ]`; prints the figures; 0 = ran, 2 = unusable input."""
    parser = argparse.ArgumentParser(prog="huban eval falls", description="Finds falls in labelled clips.")
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.tsv and the clips")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument("--rate", type=float, default=CAMERA_RATE_HZ, help="frames looked at per second")
    chosen = parser.parse_args(arguments)
    try:
        figures = evaluate(chosen.data, chosen.rate)
        if chosen.json:
            chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps({key: value for key, value in figures.items() if key != "clips"}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
