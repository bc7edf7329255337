from math import inf, nan

import pytest

from huban_safety.config import SafetyConfig
from huban_safety.core.types import STANDSTILL, Cause, Velocity
from huban_safety.core.wheel_watch import WheelWatch

CONFIG = SafetyConfig()
DRIVING = Velocity(0.4, 0.0)


def drive(
    watch: WheelWatch, put_out: Velocity, measured: Velocity, seconds: float, start_s: float = 0.0
) -> set[Cause | None]:
    """Runs a while at 20 Hz; what the watch said."""
    said = set()
    for step in range(round(seconds * 20)):
        now_s = start_s + step * 0.05
        watch.put_out(put_out, now_s)
        said.add(watch.receive(measured, now_s, now_s))
    return said


def test_wheels_that_follow_are_fine() -> None:
    assert drive(WheelWatch(CONFIG), DRIVING, DRIVING, 5.0) == {None}


def test_wheels_that_turn_by_themselves_run_away() -> None:
    watch = WheelWatch(CONFIG)
    assert watch.receive(Velocity(0.3, 0.0), 1.0, 1.0) is Cause.RUNAWAY
    assert watch.receive(Velocity(0.0, 1.0), 1.1, 1.1) is Cause.RUNAWAY


def test_rolling_out_after_a_stop_is_no_runaway() -> None:
    watch = WheelWatch(CONFIG)
    drive(watch, DRIVING, DRIVING, 2.0)
    watch.put_out(STANDSTILL, 2.0)
    assert watch.receive(DRIVING, 2.4, 2.4) is None
    assert watch.receive(DRIVING, 2.8, 2.8) is Cause.RUNAWAY


def test_wheels_that_do_not_start_are_named_after_a_while() -> None:
    watch = WheelWatch(CONFIG)
    assert drive(watch, DRIVING, STANDSTILL, CONFIG.ignored_s) == {None}
    assert Cause.MOTOR_IGNORED in drive(watch, DRIVING, STANDSTILL, 1.0, start_s=CONFIG.ignored_s)


def test_a_long_rest_before_the_start_does_not_count_as_no_answer() -> None:
    watch = WheelWatch(CONFIG)
    drive(watch, STANDSTILL, STANDSTILL, 1.0)
    assert drive(watch, DRIVING, STANDSTILL, 1.0, start_s=100.0) == {None}


def test_creeping_on_command_needs_no_measurable_motion() -> None:
    assert drive(WheelWatch(CONFIG), Velocity(0.02, 0.0), STANDSTILL, 5.0) == {None}


def test_odometry_is_lost_when_nothing_comes_or_its_time_stands_still() -> None:
    watch = WheelWatch(CONFIG)
    assert watch.lost(0.0)
    watch.receive(STANDSTILL, 7.0, 1.0)
    assert not watch.lost(1.2)
    watch.receive(STANDSTILL, 7.0, 1.2)
    assert watch.lost(1.3)


@pytest.mark.parametrize("broken", [nan, inf])
def test_odometry_that_is_no_number_counts_as_missing(broken: float) -> None:
    watch = WheelWatch(CONFIG)
    assert watch.receive(Velocity(broken, 0.0), 1.0, 1.0) is None
    assert watch.lost(1.0)
