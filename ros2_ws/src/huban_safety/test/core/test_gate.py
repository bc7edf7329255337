from math import inf, isfinite, nan, radians

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_common.core.clock import ManualClock
from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.gate import Gate
from huban_safety.core.types import STANDSTILL, Cause, State, Velocity

CONFIG = SafetyConfig()
PERIOD_S = 0.05
CRUISE = Velocity(0.25, 0.1)
ALL_AROUND = np.radians(np.arange(-180, 180))


class Robot:
    """A gate with working senses: `run` lives through some time at 20 Hz."""

    def __init__(self) -> None:
        self.clock = ManualClock(100.0)
        self.gate = Gate(CONFIG, self.clock)
        self.points = np.zeros((0, 2))
        self.scanning = self.measuring = True
        self.random = np.random.default_rng(1)
        self.measured: Velocity | None = None
        self.run(0.1)

    def released(self) -> "Robot":
        assert self.gate.release()
        return self

    def run(self, seconds: float, command: Velocity | None = None) -> Velocity:
        """What is put out at the end."""
        for _ in range(round(seconds / PERIOD_S)):
            self.clock.advance(PERIOD_S)
            now_s = self.clock.now_s()
            if self.scanning:
                noise = self.random.normal(0.0, 1e-4, self.points.shape)
                self.gate.scan(View(now_s, self.points + noise, ALL_AROUND, radians(1), 1.0))
            if self.measuring:
                self.gate.odometry(self.measured or self.gate.output, now_s)
            if command is not None:
                self.gate.command(command)
            self.gate.watch()
        return self.gate.output

    @property
    def cause(self) -> Cause:
        return self.gate.verdict.cause

    @property
    def state(self) -> State:
        return self.gate.verdict.state


@pytest.fixture
def robot() -> Robot:
    return Robot().released()


def test_a_gate_that_has_just_started_moves_nothing_until_it_is_released() -> None:
    robot = Robot()
    assert robot.run(1.0, CRUISE) == STANDSTILL
    assert (robot.state, robot.cause) == (State.HALTED, Cause.STARTED)
    assert robot.gate.locked


def test_a_released_gate_lets_a_sensible_command_through(robot: Robot) -> None:
    assert robot.run(1.0, CRUISE) == CRUISE
    assert robot.state is State.READY


def test_speed_grows_no_faster_than_permitted_and_falls_at_once(robot: Robot) -> None:
    first = robot.run(PERIOD_S, Velocity(0.5, 0.0)).linear
    assert 0.0 < first <= CONFIG.max_acceleration_mps2 * 0.1
    second = robot.run(PERIOD_S, Velocity(0.5, 0.0)).linear
    assert second - first == pytest.approx(CONFIG.max_acceleration_mps2 * PERIOD_S)
    assert robot.run(PERIOD_S, Velocity(0.01, 0.0)).linear == 0.01


def test_a_sharper_turn_slows_the_robot_rather_than_leaving_the_arc(robot: Robot) -> None:
    robot.run(2.0, Velocity(0.5, 0.0))
    bent = robot.run(PERIOD_S, Velocity(0.5, 1.0))
    assert bent.angular / bent.linear == pytest.approx(2.0)
    assert bent.angular <= CONFIG.max_turn_acceleration_radps2 * PERIOD_S + 1e-9
    assert robot.run(1.0, Velocity(0.5, 1.0)) == Velocity(0.5, 1.0)


def test_a_change_of_direction_starts_from_zero(robot: Robot) -> None:
    robot.run(2.0, Velocity(0.5, 1.0))
    turned = robot.run(PERIOD_S, Velocity(-0.5, -1.0))
    assert -CONFIG.max_acceleration_mps2 * 0.1 <= turned.linear < 0.0
    assert -CONFIG.max_turn_acceleration_radps2 * 0.1 <= turned.angular < 0.0


def test_commands_beyond_the_fastest_are_slowed_to_it(robot: Robot) -> None:
    assert robot.run(3.0, Velocity(1.1 * CONFIG.max_speed_mps, 0.0)).linear == CONFIG.max_speed_mps


@pytest.mark.parametrize(
    "absurd", [Velocity(nan, 0.0), Velocity(0.1, inf), Velocity(-inf, inf), Velocity(50.0, 0.0), Velocity(0.1, -40.0)]
)
def test_absurd_commands_stop_the_robot(robot: Robot, absurd: Velocity) -> None:
    robot.run(1.0, CRUISE)
    assert robot.run(PERIOD_S, absurd) == STANDSTILL
    assert robot.cause is Cause.COMMAND_INVALID
    assert robot.run(0.5, CRUISE) != STANDSTILL


def test_a_command_that_is_not_repeated_is_void_after_the_limit(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    assert robot.run(CONFIG.command_timeout_s) == CRUISE
    assert robot.run(PERIOD_S) == STANDSTILL
    assert robot.cause is Cause.COMMAND_LOST
    assert robot.run(1.0, CRUISE) == CRUISE


def test_a_release_forgets_that_a_command_was_lost(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.run(0.5)
    assert robot.cause is Cause.COMMAND_LOST
    robot.released().run(0.1)
    assert robot.state is State.READY


def test_a_motion_that_was_ended_properly_is_not_missed(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.run(0.1, STANDSTILL)
    robot.run(1.0)
    assert (robot.state, robot.cause) == (State.READY, Cause.NONE)


def test_without_scans_the_robot_stops_and_the_lidar_is_named(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.scanning = False
    assert robot.run(0.3, CRUISE) == STANDSTILL
    assert robot.cause is Cause.SCAN_LOST


def test_without_odometry_the_robot_stops_and_the_wheels_are_named(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.measuring = False
    assert robot.run(0.3, CRUISE) == STANDSTILL
    assert robot.cause is Cause.ODOMETRY_LOST


def test_losing_the_scan_stops_even_when_no_command_arrives_to_be_judged(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.gate.command(CRUISE)
    for _ in range(4):
        robot.gate.scan(View(1.0, robot.points, ALL_AROUND, radians(1), 0.0))
        robot.clock.advance(0.06)
        robot.gate.odometry(CRUISE, robot.clock.now_s())
    robot.gate.command(CRUISE)
    robot.clock.advance(0.06)
    assert robot.gate.watch()
    assert robot.gate.output == STANDSTILL


def test_an_obstacle_slows_then_stops_and_turning_away_is_possible(robot: Robot) -> None:
    robot.points = np.array([[0.34, y] for y in np.arange(-0.3, 0.31, 0.02)])
    assert robot.run(0.5, Velocity(0.3, 0.0)) == STANDSTILL
    assert robot.cause is Cause.OBSTACLE
    assert robot.run(0.5, Velocity(0.0, 0.5)) == Velocity(0.0, 0.5)
    assert robot.run(0.5, Velocity(-0.2, 0.0)) == Velocity(-0.2, 0.0)


def test_what_slows_keeps_the_arc(robot: Robot) -> None:
    robot.points = np.array([[0.9, 0.0]])
    slowed = robot.run(2.0, Velocity(0.6, 0.3))
    assert slowed.linear == pytest.approx(CONFIG.person_speed_mps)
    assert slowed.angular / slowed.linear == pytest.approx(0.3 / 0.6)


def test_stop_halts_at_once_until_a_release(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    assert robot.gate.halt(Cause.REFLEX_STOP)
    assert robot.gate.output == STANDSTILL
    assert (robot.state, robot.cause, robot.gate.locked) == (State.HALTED, Cause.REFLEX_STOP, True)
    assert robot.run(1.0, CRUISE) == STANDSTILL


def test_a_second_stop_changes_nothing_and_is_no_news(robot: Robot) -> None:
    robot.gate.halt(Cause.REFLEX_STOP)
    assert not robot.gate.halt(Cause.BUMPER)
    assert robot.cause is Cause.REFLEX_STOP


def test_a_stop_before_the_first_release_is_news() -> None:
    robot = Robot()
    assert robot.gate.halt(Cause.REFLEX_STOP)
    assert robot.cause is Cause.REFLEX_STOP


def test_motion_from_before_the_halt_does_not_go_on_after_the_release(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.gate.halt(Cause.REFLEX_STOP)
    robot.run(0.5, CRUISE)
    robot.released()
    assert robot.run(1.0, CRUISE) == STANDSTILL
    assert robot.cause is Cause.OLD_MOTION
    robot.run(PERIOD_S, STANDSTILL)
    assert robot.run(1.0, CRUISE) == CRUISE


def test_old_motion_that_has_ended_leaves_the_gate_ready(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.gate.halt(Cause.REFLEX_STOP)
    robot.released()
    assert robot.cause is Cause.OLD_MOTION
    robot.run(0.5)
    assert robot.state is State.READY


def test_a_new_motion_after_a_pause_is_let_through_after_the_release(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    robot.gate.halt(Cause.REFLEX_STOP)
    robot.run(0.5)
    robot.released()
    assert robot.run(1.0, CRUISE) == CRUISE


def test_a_touch_halts_and_after_the_release_the_robot_may_only_back_off(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    assert robot.gate.bumper(True)
    assert robot.gate.output == STANDSTILL
    robot.run(0.5)
    robot.released()
    assert robot.run(0.5, CRUISE) == STANDSTILL
    assert robot.cause is Cause.BUMPER
    assert robot.run(1.0, Velocity(-0.3, 0.0)) == Velocity(-CONFIG.bumper_speed_mps, 0.0)
    assert not robot.gate.bumper(False)
    assert robot.run(1.0, CRUISE) == CRUISE


def test_a_bumper_that_stays_pressed_is_one_touch(robot: Robot) -> None:
    robot.gate.bumper(True)
    robot.released()
    assert not robot.gate.bumper(True)
    assert robot.state is not State.HALTED


def test_wheels_that_run_away_halt(robot: Robot) -> None:
    robot.measured = Velocity(0.5, 0.0)
    robot.run(1.0)
    assert (robot.state, robot.cause) == (State.HALTED, Cause.RUNAWAY)


def test_wheels_that_ignore_commands_halt(robot: Robot) -> None:
    robot.measured = STANDSTILL
    robot.run(3.0, CRUISE)
    assert (robot.state, robot.cause) == (State.HALTED, Cause.MOTOR_IGNORED)


def test_the_emergency_button_outlasts_release_and_letting_go(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    assert robot.gate.emergency_button(True)
    assert robot.gate.output == STANDSTILL
    assert not robot.gate.release()
    assert not robot.gate.emergency_button(False)
    assert not robot.gate.release()
    assert robot.run(1.0, CRUISE) == STANDSTILL
    assert (robot.state, robot.gate.locked) == (State.EMERGENCY, True)


def test_an_emergency_ends_by_letting_go_reset_and_release_in_this_order(robot: Robot) -> None:
    robot.gate.emergency_button(True)
    assert not robot.gate.reset()
    robot.gate.emergency_button(False)
    assert robot.gate.reset()
    assert (robot.state, robot.cause) == (State.HALTED, Cause.EMERGENCY_RESET)
    assert robot.run(1.0, CRUISE) == STANDSTILL
    robot.run(0.5)
    assert robot.gate.release()
    assert robot.run(1.0, CRUISE) == CRUISE


def test_a_reset_without_an_emergency_releases_nothing(robot: Robot) -> None:
    robot.gate.halt(Cause.REFLEX_STOP)
    assert robot.gate.reset()
    assert robot.cause is Cause.REFLEX_STOP


def test_the_gate_is_idle_a_second_after_the_last_motion(robot: Robot) -> None:
    robot.run(1.0, CRUISE)
    assert not robot.gate.idle
    robot.run(0.5)
    assert not robot.gate.idle
    robot.run(1.0)
    assert robot.gate.idle


numbers = st.one_of(st.floats(-1.5, 1.5), st.floats(allow_nan=True, allow_infinity=True))
happenings = st.one_of(
    st.builds(lambda v, w: ("command", Velocity(v, w)), numbers, numbers),
    st.sampled_from(
        [("halt", None), ("release", None), ("reset", None), ("scan", None), ("odometry", None), ("pause", None)]
    ),
    st.builds(lambda pressed: ("bumper", pressed), st.booleans()),
    st.builds(lambda pressed: ("button", pressed), st.booleans()),
    st.builds(lambda x, y: ("obstacle", (x, y)), st.floats(-1.0, 1.0), st.floats(-1.0, 1.0)),
)


@settings(max_examples=150, deadline=None)
@given(story=st.lists(happenings, max_size=40))
def test_whatever_happens_nothing_forbidden_is_put_out(story: list[tuple[str, object]]) -> None:
    robot = Robot().released()
    scan_s = odometry_s = command_s = robot.clock.now_s()
    for what, value in story:
        before, now_s = robot.gate.output, robot.clock.now_s()
        match what:
            case "command":
                robot.gate.command(value)
                command_s = now_s
            case "halt":
                robot.gate.halt(Cause.REFLEX_STOP)
            case "release":
                robot.gate.release()
            case "reset":
                robot.gate.reset()
            case "bumper":
                robot.gate.bumper(value)
            case "button":
                robot.gate.emergency_button(value)
            case "obstacle":
                robot.points = np.array([value])
            case "scan":
                robot.gate.scan(View(now_s, robot.points, ALL_AROUND, radians(1), 1.0))
                scan_s = now_s
            case "odometry":
                robot.gate.odometry(robot.gate.output, now_s)
                odometry_s = now_s
            case "pause":
                robot.clock.advance(PERIOD_S)
                robot.gate.watch()
        after, now_s = robot.gate.output, robot.clock.now_s()
        assert isfinite(after.linear)
        assert isfinite(after.angular)
        assert abs(after.linear) <= min(
            CONFIG.max_speed_mps, abs(before.linear) + CONFIG.max_acceleration_mps2 * 0.1 + 1e-9
        )
        assert abs(after.angular) <= CONFIG.max_turn_radps
        assert not robot.gate.locked or after == STANDSTILL
        if what == "pause":
            assert now_s - command_s <= CONFIG.command_timeout_s + 1e-6 or after == STANDSTILL
            assert now_s - scan_s <= CONFIG.scan_timeout_s + 1e-6 or after == STANDSTILL
            assert now_s - odometry_s <= CONFIG.odometry_timeout_s + 1e-6 or after == STANDSTILL
