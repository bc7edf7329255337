"""Posture over time of a clip, as a picture."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from huban_perception.core.bodies.foreground import Silhouette
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.types import RgbImage, SeenBody
from huban_perception.evaluation.posture import draw, watch
from huban_perception.evaluation.posture_command import app
from huban_perception.simulation import lying, seen, standing

LENGTH_FRAMES = 40


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10.0, (320, 240))
    for _ in range(LENGTH_FRAMES):
        writer.write(np.full((240, 320, 3), 90, dtype=np.uint8))
    writer.release()
    return path


class Falling:
    """Sees somebody who stands and then lies."""

    def __init__(self) -> None:
        self._frame = 0

    def look(self, picture: RgbImage) -> tuple[list[SeenBody], tuple[Silhouette, ...]]:
        self._frame += 1
        figure = standing(3.0, 0.0, yaw_deg=180.0) if self._frame < 15 else lying(3.0, 0.0, yaw_deg=70.0)
        return [SeenBody(seen(figure, assumed_view(assumed_intrinsics(320, 240))))], ()

    def close(self) -> None:
        self._frame = -1


def test_the_course_of_a_clip_and_its_events_are_drawn(clip: Path, tmp_path: Path) -> None:
    history = watch(clip, 10.0, lambda _overhead: Falling())
    (course,) = history.courses().values()
    assert len(course) == LENGTH_FRAMES
    assert {one.posture for one in course} == {"standing", "lying"}
    assert "fall_suspected" in [mark.kind for mark in history.marks]
    picture = tmp_path / "posture.svg"
    draw(history, "clip").savefig(picture)
    assert b"<svg" in picture.read_bytes()


def test_nobody_in_a_clip_is_said(clip: Path) -> None:
    class Nobody(Falling):
        def look(self, picture: RgbImage) -> tuple[list[SeenBody], tuple[Silhouette, ...]]:
            return [], ()

    figure = draw(watch(clip, 10.0, lambda _overhead: Nobody()), "clip")
    assert figure.axes[0].get_title() == "nobody was seen"


def test_what_is_no_clip_is_one_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.avi"
    broken.write_bytes(b"no video")
    done = CliRunner().invoke(app, ["--clip", str(broken), "--out", str(tmp_path / "out.png")])
    assert done.exit_code == 2
    assert "no readable video" in done.output
