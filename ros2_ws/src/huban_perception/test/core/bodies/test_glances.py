"""The detector looks where somebody may be who is not followed."""

import numpy as np
import pytest

from huban_perception.core.bodies.body_square import BodySquare
from huban_perception.core.bodies.glances import Glances
from huban_perception.core.types import RgbImage
from huban_perception.simulation import camera_at, seen, standing

ROOM = np.random.default_rng(3).integers(60, 200, (480, 640, 3), dtype=np.uint8)
MIDDLE = seen(standing(3.5, 0.0), camera_at())


def with_thing_at(x: int) -> RgbImage:
    picture = ROOM.copy()
    picture[150:400, x - 30 : x + 30] = 255
    return picture


def watched(*pictures: RgbImage, glances: Glances | None = None) -> tuple[Glances, bool]:
    glances = glances or Glances()
    moving = [glances.watch(picture, [MIDDLE]) for picture in pictures]
    return glances, moving[-1]


def test_what_moves_beside_the_known_people_is_looked_at() -> None:
    glances, moving = watched(with_thing_at(100), with_thing_at(560))
    assert moving
    looks = [glances.next(ROOM) for _ in range(4)]
    assert [look.moving for look in looks] == [False, True, False, True]
    assert [look.image.shape[1] for look in looks] == [640, 282, 282, 282]
    assert looks[1].left in (0, 358)


def test_people_who_are_followed_explain_their_own_movement() -> None:
    glances, moving = watched(ROOM, with_thing_at(320))
    assert not moving
    assert not any(glances.next(ROOM).moving for _ in range(4))


def test_a_camera_that_moves_makes_it_look_everywhere_in_turn() -> None:
    glances, moving = watched(ROOM, np.full_like(ROOM, 255))
    assert moving
    assert not any(glances.next(ROOM).moving for _ in range(4))


def test_in_a_still_room_every_strip_gets_its_turn() -> None:
    glances, _ = watched(ROOM, ROOM)
    lefts = {glances.next(ROOM).left for _ in range(10)}
    assert lefts == {0, 179, 358}


def test_what_is_found_in_a_strip_is_put_back() -> None:
    glances, _ = watched(with_thing_at(100), with_thing_at(560))
    glances.next(ROOM)
    look = glances.next(ROOM)
    square = look.put_back(BodySquare(10.0, 200.0, 80.0, 0.3))
    assert (square.x, square.y, square.turn_rad) == (look.left + 10.0, 200.0, pytest.approx(0.3))


def test_a_strip_must_convince_more_than_the_whole_picture() -> None:
    glances, _ = watched(ROOM, ROOM)
    whole, strip = glances.next(ROOM), glances.next(ROOM)
    table, person = (BodySquare(100.0, 200.0, 80.0, score=score) for score in (0.57, 0.9))
    assert (whole.convinces(table), strip.convinces(table), strip.convinces(person)) == (True, False, True)
