"""Faces are looked for where heads are, and belong to people."""

from itertools import count

import numpy as np
import pytest

from huban_perception.core.faces.face_ids import FaceIds
from huban_perception.core.faces.faces import FaceRules, FaceWatch
from huban_perception.core.types import FaceLandmarks, Landmark, RgbImage
from huban_perception.simulation import SimulatedFace, camera_at, seated, seen, standing

PICTURE = np.zeros((480, 640, 3), dtype=np.uint8)
NEAR = seen(seated(1.1, 0.0, yaw_deg=180.0), camera_at(pitch_down_deg=0.0))
FAR = seen(standing(5.0, 0.0, yaw_deg=180.0), camera_at(pitch_down_deg=0.0))


class CountingFace(SimulatedFace):
    """Remembers the pictures it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[RgbImage] = []

    def find(self, image: RgbImage) -> FaceLandmarks | None:
        self.pictures.append(image)
        return super().find(image)


def test_a_face_is_found_around_the_nose() -> None:
    (face,) = FaceWatch(SimulatedFace(), FaceRules()).look(PICTURE, [NEAR], 0.0)
    assert face is not None
    assert face.points.mean(axis=0) == pytest.approx(NEAR.image[Landmark.NOSE], abs=0.1)


def test_faces_are_looked_for_now_and_then_only() -> None:
    finder = CountingFace()
    watch = FaceWatch(finder, FaceRules(face_period_s=1.0))
    found = [watch.look(PICTURE, [NEAR], 0.2 * frame) for frame in range(10)]
    assert len(finder.pictures) == 2
    assert [faces != [None] for faces in found] == [frame % 5 == 0 for frame in range(10)]


def test_far_heads_are_left_alone() -> None:
    finder = CountingFace()
    assert FaceWatch(finder, FaceRules()).look(PICTURE, [FAR], 0.0) == [None]
    assert finder.pictures == []


def test_only_the_head_is_cut_out() -> None:
    finder = CountingFace()
    FaceWatch(finder, FaceRules()).look(PICTURE, [NEAR], 0.0)
    height, width = finder.pictures[0].shape[:2]
    assert 0 < height < 480
    assert 0 < width < 480


def test_time_that_runs_backwards_does_not_stop_the_search() -> None:
    watch = FaceWatch(SimulatedFace(), FaceRules())
    watch.look(PICTURE, [NEAR], 100.0)
    assert watch.look(PICTURE, [NEAR], 1.0) != [None]


def test_a_face_stays_with_its_body() -> None:
    names = count(1)
    faces = FaceIds(lambda: f"i{next(names)}", kept_s=3.0)
    assert faces.tracked("b1", 0.0) == ""
    face_id = faces.see("b1", 10.0)
    assert (faces.tracked("b1", 12.0), faces.tracked("b2", 12.0)) == (face_id, "")
    assert faces.tracked("b1", 14.0) == ""
    assert (faces.see("b1", 20.0), faces.see("b2", 20.0)) == (face_id, "i2")


def test_faces_do_not_pile_up() -> None:
    names = count(1)
    faces = FaceIds(lambda: f"i{next(names)}", kept_s=3.0)
    first = faces.see("b0", 0.0)
    for body in range(1, 500):
        faces.see(f"b{body}", 0.0)
    assert faces.see("b0", 1.0) != first
