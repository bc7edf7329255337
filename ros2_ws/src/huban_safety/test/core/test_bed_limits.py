from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_common.core.home import load_home
from huban_safety.core.bed_limits import LONGEST_S, MOST_POINTS, Refusal, Trajectory, Waypoint, check

BED = load_home(Path(__file__).parents[5] / "sim" / "home.yaml").bed
BACK = "bed_back_joint"
LIMIT = BED.joints[BACK]
PRESENT = {BACK: 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}


def motion(*points: tuple[float, float], joint: str = BACK, speed: float | None = None) -> Trajectory:
    """A trajectory through (position, time) points."""
    velocities = () if speed is None else (speed,)
    return Trajectory((joint,), tuple(Waypoint((position,), velocities, time_s) for position, time_s in points))


def refused(trajectory: Trajectory, present: dict[str, float] = PRESENT) -> str:
    with pytest.raises(Refusal) as caught:
        check(trajectory, present, BED)
    return caught.value.key


def test_a_motion_within_the_limits_is_permitted() -> None:
    assert check(motion((0.3, 3.0), (0.6, 6.0)), PRESENT, BED) == BACK


@pytest.mark.parametrize("position", [LIMIT.maximum + 0.01, LIMIT.minimum - 0.01])
def test_positions_beyond_the_limits_are_refused(position: float) -> None:
    assert refused(motion((position, 60.0))) == "bed-position"


def test_every_point_is_checked_not_only_the_last() -> None:
    assert refused(motion((LIMIT.maximum + 0.1, 60.0), (0.5, 90.0))) == "bed-position"


def test_too_fast_from_where_the_bed_is_now_is_refused() -> None:
    assert refused(motion((0.6, 2.0))) == "bed-speed"
    assert check(motion((0.6, 2.0)), {**PRESENT, BACK: 0.5}, BED) == BACK


def test_too_fast_between_two_points_is_refused() -> None:
    assert refused(motion((0.1, 5.0), (0.9, 6.0))) == "bed-speed"


def test_a_velocity_beyond_the_limit_is_refused() -> None:
    assert refused(motion((0.3, 30.0), speed=-2 * LIMIT.speed)) == "bed-speed"
    assert check(motion((0.3, 30.0), speed=LIMIT.speed), PRESENT, BED) == BACK


def test_unknown_joints_are_refused_by_name() -> None:
    assert refused(motion((0.1, 5.0), joint="wheel_left_joint")) == "bed-joint-unknown"


@pytest.mark.parametrize("joints", [(), (BACK, "bed_legs_joint"), (BACK, BACK)])
def test_anything_but_one_joint_is_refused(joints: tuple[str, ...]) -> None:
    assert refused(Trajectory(joints, (Waypoint((0.1,) * len(joints), (), 5.0),))) == "bed-one-joint"


def test_a_joint_that_has_not_told_its_position_is_not_moved() -> None:
    assert refused(motion((0.1, 5.0)), {}) == "bed-position-unknown"


@pytest.mark.parametrize("broken", [nan, inf, -inf])
def test_what_is_no_number_is_refused(broken: float) -> None:
    assert refused(motion((broken, 5.0))) == "bed-numbers"
    assert refused(motion((0.1, broken))) == "bed-numbers"
    assert refused(motion((0.1, 5.0), speed=broken)) == "bed-numbers"


def test_missing_and_superfluous_numbers_are_refused() -> None:
    assert refused(Trajectory((BACK,), (Waypoint((), (), 5.0),))) == "bed-numbers"
    assert refused(Trajectory((BACK,), (Waypoint((0.1, 0.2), (), 5.0),))) == "bed-numbers"
    assert refused(Trajectory((BACK,), (Waypoint((0.1,), (0.0, 0.0), 5.0),))) == "bed-numbers"


@pytest.mark.parametrize("points", [[(0.1, 0.0)], [(0.1, -1.0)], [(0.1, 5.0), (0.2, 5.0)], [(0.2, 5.0), (0.1, 4.0)]])
def test_times_must_grow(points: list[tuple[float, float]]) -> None:
    assert refused(motion(*points)) == "bed-times"


def test_motions_without_points_with_too_many_or_for_later_are_refused() -> None:
    assert refused(motion()) == "bed-trajectory-shape"
    assert refused(motion(*((0.0, float(i + 1)) for i in range(MOST_POINTS + 1)))) == "bed-trajectory-shape"
    later = Trajectory((BACK,), motion((0.1, 5.0)).points, starts_at_s=1e9)
    assert refused(later) == "bed-trajectory-shape"


def test_a_motion_that_takes_for_ever_is_refused() -> None:
    assert refused(motion((0.1, LONGEST_S + 1.0))) == "bed-too-long"


floats = st.one_of(st.floats(-0.5, 1.5), st.floats(allow_nan=True))
waypoints = st.builds(
    Waypoint,
    st.lists(floats, max_size=2).map(tuple),
    st.lists(floats, max_size=1).map(tuple),
    st.one_of(st.floats(0.0, 30.0), st.floats(allow_nan=True)),
)


@given(
    joints=st.lists(st.sampled_from([*BED.joints, "elevator"]), max_size=2).map(tuple),
    points=st.lists(waypoints, max_size=4).map(tuple),
)
def test_no_permitted_trajectory_leaves_the_limits(joints: tuple[str, ...], points: tuple[Waypoint, ...]) -> None:
    try:
        name = check(Trajectory(joints, points), PRESENT, BED)
    except Refusal:
        return
    joint, position, time_s = BED.joints[name], PRESENT[name], 0.0
    for point in points:
        assert joint.minimum - 1e-3 <= point.positions[0] <= joint.maximum + 1e-3
        assert abs(point.positions[0] - position) <= 1.06 * joint.speed * (point.time_s - time_s) + 2e-3
        position, time_s = point.positions[0], point.time_s
