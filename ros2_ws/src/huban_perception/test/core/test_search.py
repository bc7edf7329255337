"""Dark pictures are lifted, and who is lost is looked for closely where they were."""

import numpy as np
import pytest

from huban_perception.core.brightness import lifted
from huban_perception.core.search import PersonSearch
from huban_perception.core.types import LANDMARK_COUNT, PoseLandmarks, RgbImage
from huban_perception.simulation import SimulatedPose, camera_at, seen, standing

BODY = seen(standing(3.5, 0.0), camera_at())
GREY = np.full((480, 640, 3), 120, dtype=np.uint8)


class MarkerPose:
    """Sees a body at the only white pixel, from its `from_try`-th picture on; its head points to the right."""

    def __init__(self, from_try: int = 0) -> None:
        self.from_try, self.pictures = from_try, []

    def find(self, image: RgbImage) -> PoseLandmarks | None:
        self.pictures.append(image)
        rows, columns = np.nonzero(image[:, :, 0] == 255)
        if len(self.pictures) <= self.from_try or len(rows) == 0:
            return None
        here = (np.array([columns[0], rows[0]]) + 0.5) / image.shape[1::-1]
        world = np.tile([1.0, 0.0, 0.0], (LANDMARK_COUNT, 1))
        return PoseLandmarks(np.tile(here, (LANDMARK_COUNT, 1)), world, np.ones(LANDMARK_COUNT))

    def close(self) -> None:
        self.pictures = []


def marked(x: int, y: int) -> RgbImage:
    image = GREY.copy()
    image[y, x] = 255
    return image


@pytest.mark.parametrize(
    ("tries", "head"), [(0, [1, 0, 0]), (2, [-1, 0, 0]), (4, [0, 1, 0]), (6, [0, -1, 0])], ids=["0", "180", "90", "270"]
)
def test_who_is_lost_is_found_in_a_piece_of_the_picture_turned_either_way(tries: int, head: list[int]) -> None:
    search = PersonSearch(SimulatedPose([BODY]), MarkerPose(from_try=tries), patience=10)
    search.find(GREY)
    found = [search.find(marked(330, 300)) for _ in range(tries + 1)]
    assert found[:-1] == [None] * tries
    assert found[-1] is not None
    assert found[-1].sought
    assert found[-1].image[0] * (640, 480) == pytest.approx([330.5, 300.5], abs=0.01)
    assert found[-1].world[0] == pytest.approx(head, abs=1e-9)


def test_who_is_not_near_is_sought_in_the_whole_picture_with_a_margin() -> None:
    search = PersonSearch(SimulatedPose([BODY]), still := MarkerPose(), patience=10)
    search.find(GREY)
    found = [search.find(marked(5, 470)) for _ in range(2)]
    assert found[0] is None and found[1] is not None
    assert found[1].image[0] * (640, 480) == pytest.approx([5.5, 470.5], abs=0.01)
    assert still.pictures[1].shape == (960, 960, 3)


def test_a_piece_at_the_border_is_filled_with_black() -> None:
    still = MarkerPose()
    search = PersonSearch(SimulatedPose([seen(standing(2.2, 0.6), camera_at())]), still, patience=10)
    search.find(GREY)
    found = search.find(marked(2, 470))
    assert found is not None
    assert found.image[0] * (640, 480) == pytest.approx([2.5, 470.5], abs=0.01)
    assert still.pictures[0].shape[0] == still.pictures[0].shape[1]
    assert (still.pictures[0][:, 0] == 0).all()


def test_what_the_model_finds_by_itself_is_not_sought() -> None:
    found = PersonSearch(SimulatedPose([BODY]), MarkerPose(), patience=10).find(GREY)
    assert found is not None
    assert not found.sought


def test_an_empty_room_is_not_searched() -> None:
    still = MarkerPose()
    search = PersonSearch(SimulatedPose([]), still, patience=10)
    assert [search.find(marked(330, 300)) for _ in range(5)] == [None] * 5
    assert still.pictures == []


def test_the_search_ends_when_patience_does() -> None:
    still = MarkerPose()
    search = PersonSearch(SimulatedPose([BODY]), still, patience=3)
    for _ in range(10):
        search.find(marked(330, 300))
    assert len(still.pictures) == 3


def test_dark_pictures_are_lifted_and_others_left_alone() -> None:
    dark = np.full((48, 64, 3), 16, dtype=np.uint8)
    assert lifted(dark).mean() == pytest.approx(64.0, abs=1.0)
    assert lifted(GREY) is GREY
