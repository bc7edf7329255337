"""Dark pictures and people who lie are looked at twice."""

import numpy as np
import pytest

from huban_perception.core.brightness import lifted
from huban_perception.core.search import PersonSearch
from huban_perception.core.types import PoseLandmarks, RgbImage
from huban_perception.simulation import SimulatedPose, camera_at, lying, seen, standing

BRIGHT = np.full((480, 640, 3), 120, dtype=np.uint8)
BODY = seen(standing(3.5, 0.0), camera_at())


class Turned:
    """Sees a body only in pictures turned by `turn` quarters, and reports it in their coordinates."""

    def __init__(self, pose: PoseLandmarks, turn: int) -> None:
        self.pose, self.turn, self.asked = pose, turn, 0

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        self.asked += 1
        marker = {1: image[-1, 0], 2: image[-1, -1], 3: image[0, -1]}[self.turn]
        return self.pose if marker.sum() == 0 else None

    def close(self) -> None:
        pass


def picture() -> RgbImage:
    """A picture whose top left pixel is black, so that turns can be told apart."""
    image = BRIGHT.copy()
    image[0, 0] = 0
    return image


def turned(pose: PoseLandmarks) -> PoseLandmarks:
    """The landmarks after a quarter turn of the picture counter-clockwise."""
    image = np.column_stack([pose.image[:, 1], 1.0 - pose.image[:, 0]])
    world = np.column_stack([pose.world[:, 1], -pose.world[:, 0], pose.world[:, 2]])
    return PoseLandmarks(image, world, pose.visibility)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_body_found_in_a_turned_picture_is_turned_back(turns: int) -> None:
    there = seen(lying(3.5, 0.4, yaw_deg=90.0), camera_at())
    in_turned = there
    for _ in range(turns):
        in_turned = turned(in_turned)
    search = PersonSearch(SimulatedPose([BODY]), Turned(in_turned, turns), patience=10)
    search.find(picture())
    found = next(pose for pose in (search.find(picture()) for _ in range(4)) if pose)
    assert found.image == pytest.approx(there.image)
    assert found.world == pytest.approx(there.world)


def test_an_empty_room_is_not_searched_turned() -> None:
    second = Turned(BODY, 2)
    search = PersonSearch(SimulatedPose([]), second, patience=10)
    assert [search.find(picture()) for _ in range(5)] == [None] * 5
    assert second.asked == 0


def test_the_search_ends_when_patience_does() -> None:
    second = Turned(BODY, 2)
    search = PersonSearch(SimulatedPose([BODY]), second, patience=3)
    for _ in range(10):
        search.find(BRIGHT)
    assert second.asked == 3


def test_dark_pictures_are_lifted_and_others_left_alone() -> None:
    dark = np.full((48, 64, 3), 16, dtype=np.uint8)
    assert lifted(dark).mean() == pytest.approx(64.0, abs=1.0)
    assert lifted(BRIGHT) is BRIGHT
