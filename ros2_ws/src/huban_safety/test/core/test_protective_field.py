from math import cos, pi, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.protective_field import ProtectiveField, free_path_m, speed_limit_mps, stopping_distance_m
from huban_safety.core.types import Cause, State, Velocity

CONFIG = SafetyConfig()
FIELD = ProtectiveField(CONFIG)
FAST = Velocity(CONFIG.max_speed_mps, 0.0)
OUTLINE_M = CONFIG.radius_m + CONFIG.side_margin_m


def seen(*points: tuple[float, float], bearings: np.ndarray | None = None) -> View:
    all_around = np.radians(np.arange(-180, 180))
    bearings = all_around if bearings is None else bearings
    return View(1.0, np.array(points, dtype=float).reshape(-1, 2), bearings, radians(1), 1.0)


def wall_ahead(distance_m: float) -> View:
    """A wall across the way, `distance_m` in front of the robot's edge."""
    x = CONFIG.radius_m + CONFIG.side_margin_m + distance_m
    return seen(*((x, y) for y in np.arange(-1.0, 1.01, 0.02)))


def test_an_open_floor_allows_full_speed() -> None:
    verdict = FIELD.verdict(FAST, seen())
    assert (verdict.state, verdict.cause, verdict.speed_limit_mps) == (State.READY, Cause.NONE, CONFIG.max_speed_mps)


def test_a_wall_within_the_standstill_distance_allows_no_step_towards_it() -> None:
    verdict = FIELD.verdict(FAST, wall_ahead(CONFIG.standstill_m - 0.01))
    assert (verdict.state, verdict.cause, verdict.speed_limit_mps) == (State.SLOWED, Cause.OBSTACLE, 0.0)


def test_a_wall_in_front_allows_the_speed_that_still_stops() -> None:
    verdict = FIELD.verdict(FAST, wall_ahead(0.2))
    assert verdict.cause is Cause.OBSTACLE
    assert stopping_distance_m(verdict.speed_limit_mps, CONFIG) <= 0.2 + 1e-9
    assert verdict.speed_limit_mps > 0.1


def test_a_wall_behind_does_not_hinder_driving_forward_but_backward() -> None:
    behind = seen(*((-0.33, y) for y in np.arange(-0.5, 0.5, 0.02)))
    assert FIELD.verdict(FAST, behind).state is State.READY
    assert FIELD.verdict(Velocity(-0.2, 0.0), behind).speed_limit_mps == 0.0


def test_a_doorway_is_passed_at_full_speed_once_the_jambs_are_beside_the_robot() -> None:
    jambs = seen((0.0, 0.45), (0.0, -0.45), (0.1, 0.45), (0.1, -0.45))
    assert FIELD.verdict(FAST, jambs).state is State.READY


def test_something_near_in_front_may_be_a_person() -> None:
    person = seen((CONFIG.radius_m + 0.9, 0.3))
    verdict = FIELD.verdict(FAST, person)
    assert (verdict.cause, verdict.speed_limit_mps) == (Cause.PERSON_NEAR, CONFIG.person_speed_mps)
    assert FIELD.verdict(Velocity(CONFIG.person_speed_mps, 0.0), person).state is State.READY


def test_the_lower_of_two_limits_holds() -> None:
    assert FIELD.verdict(FAST, wall_ahead(0.28)).speed_limit_mps <= CONFIG.person_speed_mps


def test_something_near_beside_the_robot_does_not_slow_it() -> None:
    assert FIELD.verdict(FAST, seen((0.0, 0.6), (-0.8, 0.0))).state is State.READY


def test_turning_on_the_spot_needs_only_that_nothing_touches() -> None:
    turn = Velocity(0.0, 1.0)
    assert FIELD.verdict(turn, seen((CONFIG.radius_m + 0.01, 0.0))).state is State.READY
    touching = FIELD.verdict(turn, seen((CONFIG.radius_m - 0.01, 0.0)))
    assert (touching.cause, touching.speed_limit_mps) == (Cause.OBSTACLE, 0.0)


def test_standing_still_is_always_ready() -> None:
    assert FIELD.verdict(Velocity(0.0, 0.0), seen((0.1, 0.0))).state is State.READY


def test_no_way_is_driven_that_the_lidar_does_not_see() -> None:
    front_only = seen(bearings=np.radians(np.arange(-90, 91)))
    assert FIELD.verdict(FAST, front_only).state is State.READY
    backward = FIELD.verdict(Velocity(-0.2, 0.0), front_only)
    assert (backward.cause, backward.speed_limit_mps) == (Cause.UNSEEN, 0.0)


def test_an_arc_is_judged_along_the_arc() -> None:
    left = Velocity(0.3, 0.9)
    on_the_arc, straight_on = seen((0.3, 0.25)), seen((0.5, -0.15))
    assert FIELD.verdict(left, on_the_arc).cause is Cause.OBSTACLE
    assert FIELD.verdict(left, straight_on).state is State.READY
    assert FIELD.verdict(Velocity(0.3, -0.9), seen((0.3, -0.25))).cause is Cause.OBSTACLE


def test_backward_arcs_bend_the_same_way_as_the_robot() -> None:
    # Driving backward while turning left takes the tail to the right: towards negative y
    velocity = Velocity(-0.3, 0.9)
    assert free_path_m(np.array([[-0.35, -0.35]]), velocity, OUTLINE_M, 0.5) < 0.4
    assert free_path_m(np.array([[-0.35, 0.35]]), velocity, OUTLINE_M, 0.5) == 0.5


def test_a_robot_that_touches_something_may_move_away_from_it() -> None:
    touching = seen((0.2, 0.0))
    assert FIELD.verdict(Velocity(0.1, 0.0), touching).speed_limit_mps == 0.0
    assert FIELD.verdict(Velocity(-0.1, 0.0), touching).state is State.READY


@pytest.mark.parametrize("free_m", [0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 5.0])
def test_the_speed_limit_is_the_inverse_of_the_stopping_distance(free_m: float) -> None:
    limit = speed_limit_mps(free_m, CONFIG)
    assert 0.0 <= limit <= CONFIG.max_speed_mps
    assert limit == 0.0 or stopping_distance_m(limit, CONFIG) <= free_m + 1e-9


def test_the_stopping_distance_is_reaction_braking_and_rest() -> None:
    config = SafetyConfig(reaction_time_s=0.2, braking_mps2=0.5, standstill_m=0.1)
    assert stopping_distance_m(0.5, config) == pytest.approx(0.5 * 0.2 + 0.5**2 / (2 * 0.5) + 0.1)


velocities = st.builds(
    Velocity,
    st.floats(-0.6, 0.6).filter(lambda speed: abs(speed) > 0.01),
    st.floats(-1.2, 1.2),
)
points = st.lists(
    st.tuples(st.floats(0.3, 2.0), st.floats(-pi, pi)).map(
        lambda polar: (polar[0] * cos(polar[1]), polar[0] * sin(polar[1]))
    ),
    max_size=20,
)


@given(velocity=velocities, obstacles=points)
def test_a_robot_that_keeps_to_the_limit_stops_before_everything_it_saw(
    velocity: Velocity, obstacles: list[tuple[float, float]]
) -> None:
    view = seen(*obstacles)
    limit = FIELD.verdict(velocity, view).speed_limit_mps
    speed = min(limit, abs(velocity.linear))
    way = speed * CONFIG.reaction_time_s + speed**2 / (2 * CONFIG.braking_mps2)
    curvature = velocity.angular / abs(velocity.linear)
    for s in np.linspace(0.0, way, 20):
        angle, ahead = curvature * s, np.sign(velocity.linear)
        centre = np.array([sin(angle), 1 - cos(angle)]) * ahead / curvature if curvature else np.array([ahead * s, 0.0])
        for obstacle in obstacles:
            assert np.hypot(*(centre - obstacle)) >= min(CONFIG.radius_m, np.hypot(*obstacle)) - 1e-6
