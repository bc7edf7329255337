from collections.abc import Callable
from math import degrees, hypot
from typing import Any

import numpy as np
import pytest

from huban_simulation.core.lidar import ANGLES_RAD

MakeRig = Callable[..., Any]


def test_the_robot_drives_straight_ahead(make_rig: MakeRig) -> None:
    rig = make_rig(1.0, 3.4)
    rig.drive(5.0, 0.4, 0.0)
    robot = rig.physics.robot()
    assert robot.x == pytest.approx(1.0 + 0.4 * 5.0 - 0.4**2 / 2 / 0.7, abs=0.03)
    assert robot.y == pytest.approx(3.4, abs=0.01) and robot.yaw_rad == pytest.approx(0.0, abs=0.01)


def test_the_robot_turns_on_the_spot_to_the_left(make_rig: MakeRig) -> None:
    rig = make_rig()
    rig.drive(3.0, 0.0, 0.5)
    robot = rig.physics.robot()
    assert robot.yaw_rad == pytest.approx(0.5 * 3.0 - 0.5**2 / 2 / 3.0, abs=0.03)
    assert hypot(robot.x - 2.5, robot.y - 3.2) < 0.01


def test_odometry_stays_within_centimetres_of_the_truth_over_a_two_minute_day(make_rig: MakeRig) -> None:
    rig = make_rig(3.7, 3.2)
    for seconds, linear, angular in ((40, 0.25, 0.6), (40, -0.25, -0.6), (20, 0.0, 1.0), (20, 0.0, -0.5)):
        rig.drive(seconds, linear, angular)
    truth, guess = rig.physics.robot(), rig.base.odometry().pose
    assert rig.bumper.contacts == 0
    assert hypot(truth.x - guess.x, truth.y - guess.y) < 0.03
    assert degrees(abs(truth.yaw_rad - guess.yaw_rad)) < 1.0


def test_a_wall_stops_the_robot_and_presses_the_bumper(make_rig: MakeRig) -> None:
    rig = make_rig(4.6, 3.0)
    rig.drive(4.0, 0.4, 0.0)
    assert rig.bumper.pressed and rig.bumper.contacts == 1
    assert rig.physics.robot().x == pytest.approx(5.5 - 0.05 - 0.25, abs=0.01)


def test_the_robot_rolls_over_a_rug(make_rig: MakeRig) -> None:
    rig = make_rig(3.0, 7.0, -90.0)
    rig.drive(4.0, 0.4, 0.0)
    assert rig.bumper.contacts == 0 and rig.physics.robot().y < 5.7


def test_the_lidar_measures_the_walls_of_the_hallway(make_rig: MakeRig) -> None:
    ranges = make_rig(6.4, 5.3, 90.0).physics.scan(ANGLES_RAD)
    left, right = ranges[np.argmin(np.abs(ANGLES_RAD - np.pi / 2))], ranges[np.argmin(np.abs(ANGLES_RAD + np.pi / 2))]
    assert left == pytest.approx(6.4 - 5.55, abs=0.02)
    assert right == pytest.approx(7.15 - 6.4, abs=0.02)


def test_the_lidar_does_not_see_the_robot_itself(make_rig: MakeRig) -> None:
    assert make_rig().physics.scan(ANGLES_RAD).min() > 0.25


def test_the_lidar_turns_with_the_robot(make_rig: MakeRig) -> None:
    ahead = len(ANGLES_RAD) // 2
    north, east = make_rig(6.4, 5.3, 90.0).physics.scan(ANGLES_RAD), make_rig(6.4, 5.3, 0.0).physics.scan(ANGLES_RAD)
    assert east[ahead] == pytest.approx(north[ahead - 90], abs=0.01)
