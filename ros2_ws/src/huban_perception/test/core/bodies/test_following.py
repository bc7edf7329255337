"""Several bodies are followed with as few runs of the models as possible."""

from collections.abc import Sequence

import numpy as np
import pytest

from huban_perception.core.bodies.body_square import BodySquare, square_around
from huban_perception.core.bodies.following import FollowRules, PeopleFollower
from huban_perception.core.bodies.glances import GLANCES
from huban_perception.core.types import HIPS, LANDMARK_COUNT, PoseLandmarks, RgbImage, SeenBody

SIDE = 200.0
PICTURE = np.full((480, 640, 3), 120, dtype=np.uint8)
PICTURE[:, :, 0], PICTURE[:, :, 1] = np.divmod(np.arange(640), 256)  # so that a strip says where it is from
LEFT, MIDDLE, RIGHT = (100.0, 240.0), (320.0, 240.0), (540.0, 240.0)


class Room:
    """People at places (px) as both models see them."""

    def __init__(self, *people: tuple[float, float]) -> None:
        self.people = list(people)
        self.detected: list[tuple[int, ...]] = []
        self.looked = 0

    def find(self, image: RgbImage) -> Sequence[BodySquare]:
        self.detected.append(image.shape[:2])
        if image.shape[0] != PICTURE.shape[0]:
            return []
        left, width = 256 * int(image[0, 0, 0]) + int(image[0, 0, 1]), image.shape[1]
        return [BodySquare(x - left, y, SIDE) for x, y in self.people if left + 30 < x < left + width - 30]

    def look(self, image: RgbImage, square: BodySquare) -> tuple[PoseLandmarks, BodySquare] | None:
        self.looked += 1
        near = [one for one in self.people if BodySquare(*one, SIDE).distance(square) < 0.4]
        if not near:
            return None
        x, y = min(near, key=lambda one: BodySquare(*one, SIDE).distance(square))
        return body_at(x, y), BodySquare(x, y, SIDE)

    def close(self) -> None:
        self.people = []


def body_at(x: float, y: float) -> PoseLandmarks:
    shape = np.random.default_rng(1).uniform(-0.5, 0.5, (LANDMARK_COUNT, 2)) * (80.0, 160.0)
    shape -= shape[list(HIPS)].mean(axis=0)
    image = (shape + np.array([x, y])) / (640, 480)
    return PoseLandmarks(image, np.zeros((LANDMARK_COUNT, 3)), np.ones(LANDMARK_COUNT))


def places(bodies: Sequence[SeenBody]) -> list[float]:
    return sorted(round(float(body.pose.image[list(HIPS), 0].mean() * 640)) for body in bodies)


def follower(room: Room, **rules: int) -> PeopleFollower:
    return PeopleFollower(room, room, FollowRules(**rules))


def look_around(people: PeopleFollower) -> None:
    """The frames at the beginning, in which the detector sees all of the picture."""
    for _ in range(GLANCES):
        people.find(PICTURE)


def test_everybody_is_found_in_the_first_picture() -> None:
    assert places(follower(Room(LEFT, MIDDLE, RIGHT)).find(PICTURE)) == [100, 320, 540]


def test_following_costs_one_look_a_body_and_detection_now_and_then() -> None:
    people = follower(room := Room(MIDDLE), detect_frames=5)
    for _ in range(11):
        assert places(people.find(PICTURE)) == [320]
    assert (room.looked, len(room.detected)) == (11, 4 + 2), "four glances at the beginning, then every fifth frame"


def test_somebody_who_comes_is_found_at_the_next_detection() -> None:
    people = follower(room := Room(LEFT), detect_frames=2)
    look_around(people)
    room.people.append(RIGHT)
    found = [places(people.find(PICTURE)) for _ in range(2 * GLANCES)]
    assert found[-1] == [100, 540]


def test_people_who_walk_are_followed() -> None:
    people = follower(room := Room(LEFT, RIGHT), detect_frames=100)
    for step in range(20):
        room.people = [(100.0 + 10 * step, 240.0), (540.0 - 2 * step, 240.0)]
        assert places(people.find(PICTURE)) == [100 + 10 * step, 540 - 2 * step]


def test_two_squares_on_one_body_are_one_body() -> None:
    people = follower(room := Room((300.0, 240.0), (360.0, 240.0)), detect_frames=100)
    assert len(people.find(PICTURE)) == 2
    room.people = [(330.0, 240.0)]
    assert places(people.find(PICTURE)) == [330]


def test_whoever_comes_out_from_behind_somebody_is_found_again() -> None:
    people = follower(room := Room(LEFT, MIDDLE), detect_frames=100)
    look_around(people)
    room.people = [MIDDLE]
    for _ in range(6):
        assert places(people.find(PICTURE)) == [320]
    room.people = [LEFT, MIDDLE]
    found = [places(people.find(PICTURE)) for _ in range(2 * GLANCES)]
    assert found[-1] == [100, 320]


def test_there_is_a_limit_to_how_many_are_followed() -> None:
    assert len(follower(Room(LEFT, MIDDLE, RIGHT), most_people=2).find(PICTURE)) == 2


def test_an_empty_room_is_not_searched() -> None:
    people = follower(room := Room())
    for _ in range(5):
        assert people.find(PICTURE) == []
    assert {height for height, _ in room.detected} == {480}
    assert len(room.detected) == 5


def test_the_search_for_somebody_who_left_ends() -> None:
    people = follower(room := Room(LEFT, RIGHT), search_frames=4, detect_frames=100)
    look_around(people)
    room.people = [LEFT]
    for _ in range(20):
        people.find(PICTURE)
    pieces = [shape for shape in room.detected if shape[0] != 480]
    assert 1 <= len(pieces) <= 4


class Crouched(Room):
    """Somebody whom the detector sees only in a piece of the picture."""

    def find(self, image: RgbImage) -> Sequence[BodySquare]:
        self.detected.append(image.shape[:2])
        side = image.shape[0]
        return [] if side == 480 else [BodySquare(side / 2, side / 2, SIDE)]


def test_what_only_the_search_sees_says_so_until_the_whole_picture_shows_it() -> None:
    people = follower(room := Room(MIDDLE), detect_frames=100)
    people.find(PICTURE)
    room.people = []
    people.find(PICTURE)
    hidden = Crouched((320.0, 270.0))
    people._detector, people._model = hidden, hidden
    for lost in people._lost:
        lost.search._detector = hidden
    assert [body.pose.sought for body in people.find(PICTURE)] == [True]
    assert [body.pose.sought for body in people.find(PICTURE)] == [True], "it is followed now, and still only sought"
    seen = Room((320.0, 270.0))
    people._detector = seen
    people._rules = FollowRules(detect_frames=1)
    sought = [body.pose.sought for _ in range(4) for body in people.find(PICTURE)]
    assert sought[-1] is False


def test_a_square_stands_upright_around_a_body_that_lies() -> None:
    lying = square_around((300.0, 200.0), (400.0, 200.0))
    assert (lying.side, lying.turn_rad) == pytest.approx((250.0, np.pi / 2))
    assert square_around((300.0, 200.0), (300.0, 100.0)).turn_rad == pytest.approx(0.0)


class Dressed(Room):
    """People whose clothes fill the picture around them."""

    def __init__(self, **clothes: tuple[int, int, int]) -> None:
        super().__init__(MIDDLE)
        self.clothes = clothes

    def picture(self, who: str) -> RgbImage:
        picture = PICTURE.copy()
        picture[100:400, 200:440] = self.clothes[who]
        return picture


def test_a_square_that_shows_other_clothes_has_lost_its_body() -> None:
    people = follower(room := Dressed(red=(200, 20, 20), green=(20, 160, 20)), detect_frames=100)
    people.find(room.picture("red"))
    assert people._lost == []
    assert places(people.find(room.picture("green"))) == [320]
    assert len(people._lost) == 1, "who wore red is looked for"
