"""What every base must do that is put behind `ports.Base`."""

from math import hypot
from typing import Any

import pytest

from huban_simulation.core.ports import Base
from huban_simulation.core.types import Twist


def moved(base: Base, start: Any) -> float:
    now = base.odometry().pose
    return hypot(now.x - start.pose.x, now.y - start.pose.y)


def test_it_stands_still_until_told_to_move(rig: Any) -> None:
    start = rig.base.odometry()
    rig.advance(1.0)
    assert moved(rig.base, start) < 0.01


def test_it_takes_up_the_speed_it_is_told(rig: Any) -> None:
    rig.advance(1.5, lambda: rig.base.drive(Twist(linear_m_s=0.2)))
    assert rig.base.odometry().twist.linear_m_s == pytest.approx(0.2, abs=0.03)


def test_it_drives_backwards(rig: Any) -> None:
    rig.advance(1.0, lambda: rig.base.drive(Twist(linear_m_s=-0.2)))
    assert rig.base.odometry().twist.linear_m_s < -0.1


def test_a_positive_turn_is_to_the_left(rig: Any) -> None:
    before = rig.base.odometry().pose.yaw_rad
    rig.advance(1.0, lambda: rig.base.drive(Twist(angular_rad_s=0.5)))
    assert 0.2 < rig.base.odometry().pose.yaw_rad - before < 0.7


def test_it_stops_within_a_second_when_commands_cease(rig: Any) -> None:
    rig.advance(1.0, lambda: rig.base.drive(Twist(linear_m_s=0.3)))
    rig.advance(1.0)
    assert abs(rig.base.odometry().twist.linear_m_s) < 0.01


def test_it_refuses_what_is_no_number(rig: Any) -> None:
    with pytest.raises(ValueError, match="finite"):
        rig.base.drive(Twist(linear_m_s=float("nan")))
