"""How much of MediaPipe's own speed is left when the whole of perception runs around it."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import cv2
import numpy as np
import skimage.data

from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.backends.mediapipe_pose import MediaPipePose, searching_pose
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.eyes import Eyes
from huban_perception.core.faces import FaceWatch
from huban_perception.core.observer import Observer
from huban_perception.core.types import RgbImage

_FRAMES, _RUNS = 40, 7


def compare(runs: int = _RUNS) -> dict[str, Any]:
    """Interleaved runs over the same VGA frames with a person: medians in ms a frame, and ratios of frame rates.

    `bare_pose` is MediaPipe's pose alone, `bare_pose_and_face` with the face mesh in every frame; `perception` is
    everything between a frame and what is published, at the robot's frame rate of 5 Hz.
    """
    pictures = _pictures()
    ways = {"bare_pose": _bare(False), "bare_pose_and_face": _bare(True), "perception": _perception()}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, look in ways.items():
            started_s = perf_counter()
            for picture in pictures:
                look(picture)
            spent[name].append(1000.0 * (perf_counter() - started_s) / len(pictures))
    each_ms = {name: median(values) for name, values in spent.items()}
    return {
        **{f"{name}_ms": round(value, 2) for name, value in each_ms.items()},
        "ratio_to_pose": round(each_ms["bare_pose"] / each_ms["perception"], 3),
        "ratio_to_pose_and_face": round(each_ms["bare_pose_and_face"] / each_ms["perception"], 3),
    }


def _pictures() -> list[RgbImage]:
    """A woman who moves a little from frame to frame."""
    portrait = cv2.copyMakeBorder(skimage.data.astronaut(), 0, 0, 64, 64, cv2.BORDER_REPLICATE)[:480]
    return [np.ascontiguousarray(np.roll(portrait, shift, axis=1)) for shift in range(_FRAMES)]


def _bare(with_face: bool) -> Callable[[RgbImage], None]:
    pose, face = MediaPipePose(0.5), MediaPipeFace(0.5)

    def look(picture: RgbImage) -> None:
        pose.find(picture)
        if with_face:
            face.find(picture)

    return look


def _perception() -> Callable[[RgbImage], None]:
    config = PerceptionConfig()
    eyes = Eyes(searching_pose(0.5, config.search_frames), FaceWatch(MediaPipeFace(0.5), config))
    observer = Observer(config, home=None, new_id=lambda: "anyone")
    view = assumed_view(assumed_intrinsics(640, 480))
    clock = iter(range(10**9))

    def look(picture: RgbImage) -> None:
        stamp_s = next(clock) / 5.0
        observer.observe(eyes.look(picture, stamp_s).pose, stamp_s, view)

    return look


def main(arguments: list[str] | None = None) -> int:
    """`[--json OUT]`; prints the figures."""
    parser = argparse.ArgumentParser(prog="huban bench perception", description="Speed of perception.")
    parser.add_argument("--json", type=Path, help="file for the figures")
    chosen = parser.parse_args(arguments)
    figures = json.dumps(compare(), indent=2)
    if chosen.json:
        chosen.json.write_text(figures + "\n", encoding="utf-8")
    print(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
