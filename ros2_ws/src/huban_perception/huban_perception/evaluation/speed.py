"""How much of MediaPipe's own speed is left when the whole of perception runs around it."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import cv2
import numpy as np
import skimage.data
from mediapipe.python.solutions.face_mesh import FaceMesh
from mediapipe.python.solutions.pose import Pose

from huban_perception.backends.mediapipe_bodies import following
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.config import PerceptionConfig
from huban_perception.core.bodies.eyes import Eyes
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.faces.faces import FaceWatch
from huban_perception.core.observer import Observer
from huban_perception.core.persons.attention import AttentionWatch
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.latency import latency

_FRAMES, _RUNS = 40, 9
_CAMERA_HZ, _OVERLOAD_HZ = 5.0, 60.0

Look = Callable[[RgbImage], None]


def compare(runs: int = _RUNS) -> dict[str, Any]:
    """Interleaved runs over the same VGA frames with a person: medians in ms a frame, and ratios of frame rates.

    `bare_pose` is MediaPipe's pose alone, `bare_pose_and_face` with the face mesh in every frame, both following from
    frame to frame; `perception` is everything between a message with a picture and what is published, at the robot's
    frame rate of 5 Hz. `ratio_spread`: the smallest and the largest ratio of a single run.
    """
    pictures = _pictures()
    ways: dict[str, Look] = {
        "bare_pose": _bare(with_face=False),
        "bare_pose_and_face": _bare(with_face=True),
        "perception": _perception(),
    }
    spent = _timed(ways, pictures, runs)
    each_ms = {name: median(values) for name, values in spent.items()}
    ratios = [bare / ours for bare, ours in zip(spent["bare_pose_and_face"], spent["perception"], strict=True)]
    return {
        **{f"{name}_ms": round(value, 2) for name, value in each_ms.items()},
        "ratio_to_pose": round(each_ms["bare_pose"] / each_ms["perception"], 3),
        "ratio_to_pose_and_face": round(median(ratios), 3),
        "ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
    }


def _timed(ways: dict[str, Look], pictures: Sequence[RgbImage], runs: int) -> dict[str, list[float]]:
    """For each way and run the ms a frame; the ways take turns at every frame, so that all meet the same load."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        total_s = dict.fromkeys(ways, 0.0)
        for picture in pictures:
            for name, look in ways.items():
                started_s = perf_counter()
                look(picture)
                total_s[name] += perf_counter() - started_s
        for name, seconds in total_s.items():
            spent[name].append(1000.0 * seconds / len(pictures))
    return spent


def _pictures() -> list[RgbImage]:
    """A woman who moves a little from frame to frame."""
    portrait = cv2.copyMakeBorder(skimage.data.astronaut(), 0, 0, 64, 64, cv2.BORDER_REPLICATE)[:480]
    return [np.ascontiguousarray(np.roll(portrait, shift, axis=1)) for shift in range(_FRAMES)]


def _bare(with_face: bool) -> Look:
    pose = Pose(smooth_landmarks=False)
    face = FaceMesh(refine_landmarks=True)

    def look(picture: RgbImage) -> None:
        pose.process(picture)
        if with_face:
            face.process(picture)

    return look


def _perception() -> Look:
    config = PerceptionConfig()
    eyes = Eyes(following(0.5, config), FaceWatch(MediaPipeFace(0.5), config))
    observer = Observer(config, home=None, new_id=lambda: "anyone")
    view, attention = assumed_view(assumed_intrinsics(640, 480)), AttentionWatch(config)
    clock = iter(range(10**9))

    def look(picture: RgbImage) -> None:
        stamp_s = next(clock) / _CAMERA_HZ
        seen = observer.observe(eyes.look(picture, stamp_s).bodies, stamp_s, view)
        for sighting in seen.sightings if seen is not None else ():
            attention.see(sighting.body, sighting.face, view)

    return look


def main(arguments: list[str] | None = None) -> int:
    """`[--json OUT]`; prints the figures."""
    parser = argparse.ArgumentParser(prog="huban bench perception", description="Speed of perception.")
    parser.add_argument("--json", type=Path, help="file for the figures")
    chosen = parser.parse_args(arguments)
    measured = compare()
    measured["latency"] = latency(_pictures(), _CAMERA_HZ, frames=120)
    measured["latency_overloaded"] = latency(_pictures(), _OVERLOAD_HZ, frames=600)
    figures = json.dumps(measured, indent=2)
    if chosen.json:
        chosen.json.write_text(figures + "\n", encoding="utf-8")
    print(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
