from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_simulation.core.drive import DriveBase, Odometer
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.types import Pose, Twist, Wheels

DT = 0.02


def base() -> DriveBase:
    return DriveBase(ROBOT, Pose(), noise=0.0, seed=1)


def test_speed_rises_no_faster_than_the_motors_can() -> None:
    drive = base()
    drive.drive(Twist(linear_m_s=0.5))
    wheels = drive.command(DT)
    assert wheels.left * ROBOT.wheel_radius_m == pytest.approx(drive.limits.acceleration_m_s2 * DT)


def test_turning_left_runs_the_right_wheel_forwards() -> None:
    drive = base()
    drive.drive(Twist(angular_rad_s=1.0))
    wheels = drive.command(DT)
    assert wheels.right > 0 > wheels.left


def test_wheels_stop_when_commands_cease() -> None:
    drive = base()
    drive.drive(Twist(linear_m_s=0.5))
    moving = [drive.command(DT) for _ in range(15)][-1]
    still = [drive.command(DT) for _ in range(50)][-1]
    assert moving.left > 0 and still == Wheels()


def test_a_hanging_base_ignores_commands() -> None:
    drive = base()
    drive.hangs = True
    drive.drive(Twist(linear_m_s=0.5))
    assert drive.command(DT) == Wheels()


@pytest.mark.parametrize("bad", [Twist(float("nan"), 0.0), Twist(0.0, float("inf"))])
def test_a_command_that_is_no_number_is_refused(bad: Twist) -> None:
    with pytest.raises(ValueError, match="not finite"):
        base().drive(bad)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_wheels_never_turn_faster_than_the_limits_allow(linear: float, angular: float) -> None:
    drive = base()
    drive.drive(Twist(linear, angular))
    wheels = [drive.command(DT) for _ in range(14)][-1]
    fastest = drive.limits.speed_m_s + drive.limits.turn_rad_s * ROBOT.track_m / 2
    assert max(abs(wheels.left), abs(wheels.right)) * ROBOT.wheel_radius_m <= fastest + 1e-9


def test_dead_reckoning_of_a_quarter_circle_ends_beside_its_start() -> None:
    odometer = Odometer(ROBOT, Pose(), noise=0.0, seed=1)
    radius, half = 1.0, ROBOT.track_m / 2
    for step in range(101):
        angle = pi / 2 * step / 100
        turned = Wheels((radius - half) * angle / ROBOT.wheel_radius_m, (radius + half) * angle / ROBOT.wheel_radius_m)
        odometer.update(DT, turned)
    pose = odometer.odometry.pose
    assert (pose.x, pose.y, pose.yaw_rad) == pytest.approx((1.0, 1.0, pi / 2), abs=1e-3)


def test_the_wheels_way_before_the_start_does_not_count() -> None:
    odometer = Odometer(ROBOT, Pose(1.0, 2.0, 0.5), noise=0.0, seed=1)
    odometer.update(DT, Wheels(100.0, 100.0))
    assert odometer.odometry.pose == Pose(1.0, 2.0, 0.5)


def test_odometry_errors_come_from_the_seed_alone() -> None:
    def end(seed: int) -> Pose:
        odometer = Odometer(ROBOT, Pose(), noise=0.01, seed=seed)
        for step in range(50):
            odometer.update(DT, Wheels(float(step), float(step)))
        return odometer.odometry.pose

    assert end(1) == end(1) != end(2)
