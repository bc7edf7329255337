"""How well falls are found on labelled clips: sensitivity, specificity, false alarms, delay.

The clips say nothing about their camera, so the same core that runs on the robot works with an assumed one: level,
or straight down where the manifest's view says `overhead`; the floor's height is fitted, furniture is unknown.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from itertools import count
from pathlib import Path
from typing import Any

from huban_perception.backends.mediapipe_bodies import following
from huban_perception.backends.mediapipe_pose import MediaPipePose
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import CameraView, assumed_intrinsics, assumed_view
from huban_perception.core.falls.findings import FallKind
from huban_perception.core.observer import Observation, Observer
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.clips import Clip, frames, read_manifest
from huban_perception.evaluation.fall_figures import ClipResult, figures_of, long_enough
from huban_perception.evaluation.sight import OverheadSight, RoomSight, Sight
from huban_perception.evaluation.tables import DataError

CAMERA_RATE_HZ = 10.0
"""The most that perception looks at, see `frame_period_s`."""

_OVERHEAD_M = 2.7
"""A usual ceiling."""

MakeSight = Callable[[bool], Sight]
"""What looks at a clip; it is told whether the camera looks down."""


def evaluate(folder: Path, rate_hz: float = CAMERA_RATE_HZ, make_sight: MakeSight | None = None) -> dict[str, Any]:
    """The figures for the clips of a folder; raises DataError where there is nothing to evaluate.

    A fall counts as found, and an everyday clip as a false alarm, when a fall is suspected. `confirmed` holds the
    same for confirmed falls, which clips that end soon after the fall cannot show.
    """
    make_sight = make_sight or usual_sight
    results = [_result(clip, rate_hz, make_sight) for clip in read_manifest(folder)]
    usable = [result for result in results if result.error is None]
    if not usable:
        raise DataError(f"{folder}: no clip can be read; the first: {results[0].error}")
    return {
        **figures_of([(result, result.suspected_s) for result in usable]),
        "confirmed": figures_of([(result, result.detected_s) for result in usable]),
        "by_view": {
            view: figures_of([(result, result.suspected_s) for result in usable if result.view == view])
            for view in sorted({result.view for result in usable})
        },
        "long_enough": long_enough(usable),
        "unusable": [result.error for result in results if result.error is not None],
        "rate_hz": rate_hz,
        "clips": [asdict(result) for result in results],
    }


def usual_sight(overhead: bool) -> Sight:
    """What the robot looks with, or a camera on the ceiling."""
    config = PerceptionConfig()
    if overhead:
        return OverheadSight(MediaPipePose(config.pose_confidence, still=True))
    return RoomSight(following(config.pose_confidence, config))


def _result(clip: Clip, rate_hz: float, make_sight: MakeSight) -> ClipResult:
    blank = ClipResult(clip.name, "fall" if clip.is_fall else "adl", clip.view, clip.lying_start_s)
    sight = make_sight(clip.is_overhead)
    try:
        return _watched(watch(clip, rate_hz, sight), blank)
    except DataError as error:
        return replace(blank, error=str(error))
    finally:
        sight.close()


def watch(clip: Clip, rate_hz: float, sight: Sight) -> Iterator[Observation]:
    """What the core makes of a clip, frame by frame; raises DataError where it cannot be read."""
    names = count(1)
    observer = Observer(PerceptionConfig(), home=None, new_id=lambda: f"person{next(names)}")
    for stamp_s, picture in frames(clip, rate_hz):
        bodies, moving = sight.look(picture)
        seen = observer.observe(bodies, stamp_s, _view(clip, picture), moving)
        if seen is not None:
            yield seen


def _watched(seen: Iterable[Observation], blank: ClipResult) -> ClipResult:
    stamp_s, found = 0.0, dict[FallKind, float]()
    for observation in seen:
        stamp_s = observation.stamp_s
        for _, finding in observation.findings:
            found.setdefault(finding.kind, round(stamp_s, 3))
    suspected_s, detected_s, long_lie_s = (
        found.get(kind) for kind in (FallKind.SUSPECTED, FallKind.DETECTED, FallKind.LONG_LIE)
    )
    seconds = round(stamp_s, 3)
    return replace(blank, seconds=seconds, suspected_s=suspected_s, detected_s=detected_s, long_lie_s=long_lie_s)


def _view(clip: Clip, picture: RgbImage) -> CameraView:
    height, width = picture.shape[:2]
    lens = assumed_intrinsics(width, height)
    return assumed_view(lens, _OVERHEAD_M, pitch_down_deg=90.0) if clip.is_overhead else assumed_view(lens)


def main(arguments: list[str] | None = None) -> int:
    """See the options below; prints the figures; 0 = ran, 2 = unusable input."""
    parser = argparse.ArgumentParser(prog="huban eval falls", description="Finds falls in clips and in simulated life.")
    parser.add_argument("--data", type=Path, help="folder with manifest.tsv and the clips")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument("--rate", type=float, default=CAMERA_RATE_HZ, help="frames of clips looked at per second")
    parser.add_argument("--simulated-hours", type=float, default=0.0, help="ordinary life to play, at 5 frames/s")
    parser.add_argument("--simulated-falls", type=int, default=0, help="falls to play")
    parser.add_argument("--seed", type=int, default=1, help="bodies, clothes, light and acts of what is played")
    chosen = parser.parse_args(arguments)
    try:
        figures = _asked(chosen)
        if chosen.json:
            chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(_without_lists(figures), indent=2))
    return 0


def _asked(chosen: argparse.Namespace) -> dict[str, Any]:
    if chosen.data is None and not (chosen.simulated_hours or chosen.simulated_falls):
        raise DataError("nothing to evaluate: give --data, --simulated-hours or --simulated-falls")
    figures = evaluate(chosen.data, chosen.rate) if chosen.data is not None else {}
    if chosen.simulated_hours or chosen.simulated_falls:
        from huban_perception.evaluation.life.play import live, play_falls  # the simulator only where it is asked for

        if chosen.simulated_falls:
            figures["simulated_falls"] = play_falls(chosen.simulated_falls, chosen.seed)
        if chosen.simulated_hours:
            figures["simulated_life"] = live(chosen.simulated_hours, chosen.seed)
    return figures


def _without_lists(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures without single clips and alarms."""
    return {
        key: _without_lists(value) if isinstance(value, dict) else value
        for key, value in figures.items()
        if key not in ("clips", "alarms", "falls") or not isinstance(value, list)
    }


if __name__ == "__main__":
    sys.exit(main())
