"""Who is lost is looked for closely where they were, the picture turned either way."""

from collections.abc import Sequence
from math import pi

import numpy as np
import pytest

from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.bodies.search import Search
from huban_perception.core.types import Region, RgbImage

GREY = np.full((480, 640, 3), 120, dtype=np.uint8)
LAST = Region(0.4, 0.4, 0.6, 0.8)


class MarkerDetector:
    """Sees a body at the only white pixel, its head upwards."""

    def __init__(self) -> None:
        self.pictures: list[RgbImage] = []

    def find(self, image: RgbImage) -> Sequence[BodySquare]:
        self.pictures.append(image)
        rows, columns = np.nonzero(image[:, :, 0] == 255)
        return [BodySquare(columns[0] + 0.5, rows[0] + 0.5, 50.0)] if len(rows) else []

    def close(self) -> None:
        self.pictures = []


def marked(x: int, y: int) -> RgbImage:
    image = GREY.copy()
    image[y, x] = 255
    return image


@pytest.mark.parametrize(("tries", "turn_rad"), [(0, 0.0), (2, pi), (4, pi / 2), (6, 1.5 * pi)])
def test_what_is_found_in_a_turned_piece_is_put_back_into_the_picture(tries: int, turn_rad: float) -> None:
    search = Search(MarkerDetector())
    for _ in range(tries):
        search.failed()
    (square,) = search.squares(marked(330, 300), LAST)
    assert (square.x, square.y, square.side) == pytest.approx((330.5, 300.5, 50.0))
    assert square.turn_rad == pytest.approx(turn_rad)


def test_who_is_not_near_is_sought_in_the_whole_picture_with_a_margin() -> None:
    search = Search(detector := MarkerDetector())
    assert len(search.squares(marked(5, 470), LAST)) == 0
    search.failed()
    (square,) = search.squares(marked(5, 470), LAST)
    assert (square.x, square.y) == pytest.approx((5.5, 470.5))
    assert detector.pictures[1].shape == (960, 960, 3)


def test_a_piece_at_the_border_is_filled_with_black() -> None:
    search = Search(detector := MarkerDetector())
    (square,) = search.squares(marked(2, 470), Region(0.0, 0.6, 0.2, 1.0))
    assert (square.x, square.y) == pytest.approx((2.5, 470.5))
    assert detector.pictures[0].shape[0] == detector.pictures[0].shape[1]
    assert (detector.pictures[0][:, 0] == 0).all()


def test_what_worked_is_tried_first_the_next_time() -> None:
    search = Search(detector := MarkerDetector())
    search.failed()
    for _ in range(2):
        search.squares(marked(330, 300), LAST)
    assert {picture.shape for picture in detector.pictures} == {(960, 960, 3)}
