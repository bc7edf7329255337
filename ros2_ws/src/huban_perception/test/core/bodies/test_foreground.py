"""What moves before a still camera, how high it reaches, and whether it is where somebody was lost."""

import numpy as np
import pytest

from huban_perception.core.bodies.foreground import Foreground, Silhouette
from huban_perception.core.camera import assumed_intrinsics, assumed_view
from huban_perception.core.falls.movement_where_lost import MovementWhereLost
from huban_perception.core.falls.silhouette_height import top_m
from huban_perception.core.types import Region, RgbImage

LEVEL_VIEW = assumed_view(assumed_intrinsics(640, 480), height_m=1.2)


def room(random: np.random.Generator, *people: tuple[slice, slice]) -> RgbImage:
    """A noisy grey wall with dark people at rows and columns of 480 x 640 px."""
    picture = random.normal(128.0, 2.0, (480, 640, 3))
    for rows, columns in people:
        picture[rows, columns] = random.normal(40.0, 2.0, picture[rows, columns].shape)
    return picture.clip(0, 255).astype(np.uint8)


@pytest.fixture
def watched() -> tuple[Foreground, np.random.Generator]:
    """A foreground that knows the empty room."""
    foreground, random = Foreground(), np.random.default_rng(1)
    for _ in range(20):
        foreground.update(room(random))
    return foreground, random


def test_nothing_moves_in_a_still_room(watched: tuple[Foreground, np.random.Generator]) -> None:
    foreground, random = watched
    assert foreground.update(room(random)) == ()


def test_people_are_the_silhouettes_that_move_the_largest_first(
    watched: tuple[Foreground, np.random.Generator],
) -> None:
    foreground, random = watched
    small, large = (slice(300, 400), slice(100, 160)), (slice(100, 400), slice(400, 500))
    found = foreground.update(room(random, small, large))
    assert len(found) == 2
    assert found[0].region.x_min == pytest.approx(400 / 640, abs=0.03)
    assert found[0].region.y_max == pytest.approx(400 / 480, abs=0.03)
    assert found[0].part == pytest.approx(300 * 100 / (480 * 640), rel=0.15)


def test_a_camera_that_moves_sees_nobody_move(watched: tuple[Foreground, np.random.Generator]) -> None:
    foreground, random = watched
    assert foreground.update(255 - room(random) // 2) == ()


@pytest.mark.parametrize(("away_m", "tall_m"), [(2.0, 1.7), (4.0, 1.0), (3.0, 0.4)])
def test_the_height_of_what_stands_on_the_floor_follows_from_its_edges(away_m: float, tall_m: float) -> None:
    focal = LEVEL_VIEW.intrinsics.fy / 480
    foot, top = (0.5 + focal * (1.2 - height) / away_m for height in (0.0, tall_m))
    assert top_m(Region(0.4, top, 0.6, foot), LEVEL_VIEW, 1.2) == pytest.approx(tall_m, abs=0.01)


def test_what_does_not_reach_the_floor_has_no_height() -> None:
    assert top_m(Region(0.4, 0.1, 0.6, 0.4), LEVEL_VIEW, 1.2) is None


STOOD = Region(0.4, 0.2, 0.6, 0.9)
LOW = Silhouette(Region(0.3, 0.8, 0.7, 0.95), 0.06)
TALL = Silhouette(Region(0.42, 0.25, 0.55, 0.9), 0.06)
ELSEWHERE = Silhouette(Region(0.8, 0.8, 0.95, 0.95), 0.02)


@pytest.fixture
def lost() -> MovementWhereLost:
    """Somebody who stood in the middle when last seen."""
    movement = MovementWhereLost()
    movement.see("p1", STOOD)
    return movement


def test_what_moves_where_the_person_was_reaches_as_high_as_the_highest_part(lost: MovementWhereLost) -> None:
    low_m, both_m = (lost.reached_m("p1", moving, LEVEL_VIEW, 1.2) for moving in ((LOW,), (LOW, TALL)))
    assert low_m is not None
    assert both_m is not None
    assert low_m < 0.5
    assert both_m > 1.2


@pytest.mark.parametrize("moving", [(), (ELSEWHERE,)])
def test_nothing_is_reached_where_nothing_moves(lost: MovementWhereLost, moving: tuple[Silhouette, ...]) -> None:
    assert lost.reached_m("p1", moving, LEVEL_VIEW, 1.2) is None


def test_nobody_is_known_who_was_never_seen_or_is_forgotten(lost: MovementWhereLost) -> None:
    assert lost.reached_m("p2", (LOW,), LEVEL_VIEW, 1.2) is None
    lost.keep(["p2"])
    assert lost.reached_m("p1", (LOW,), LEVEL_VIEW, 1.2) is None


def test_somebody_else_who_is_seen_there_covers_the_place(lost: MovementWhereLost) -> None:
    assert not lost.covered("p1", [])
    lost.see("p2", Region(0.45, 0.3, 0.6, 0.8))
    lost.see("p3", Region(0.8, 0.3, 0.9, 0.8))
    assert lost.covered("p1", ["p1", "p2"])
    assert not lost.covered("p1", ["p1", "p3"])
