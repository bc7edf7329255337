"""The differential drive: velocity commands to wheel speeds, wheel turns to odometry."""

from dataclasses import dataclass
from math import cos, hypot, sin, sqrt

import numpy as np

from huban_simulation.core.robot_shape import RobotShape
from huban_simulation.core.types import Odometry, Pose, Twist, Wheels


@dataclass(frozen=True)
class DriveLimits:
    """What the motors and the base controller allow (m/s, rad/s and their rates per second)."""

    speed_m_s: float = 0.8
    turn_rad_s: float = 1.5
    acceleration_m_s2: float = 0.7
    braking_m_s2: float = 1.6
    turn_acceleration_rad_s2: float = 3.0
    timeout_s: float = 0.3


class DriveBase:
    """The base controller of the twin: `command` before each step, `measure` after it. It never sees the true pose."""

    def __init__(self, shape: RobotShape, start: Pose, noise: float, seed: int) -> None:
        """`noise` is the error of a wheel's measured way: metres per square root of a metre."""
        self.limits = DriveLimits()
        self.hangs = False
        self._shape = shape
        self._odometer = Odometer(shape, start, noise, seed)
        self._wanted, self._now = Twist(), Twist()
        self._silence_s = 0.0

    def drive(self, twist: Twist) -> None:
        """Asks for a velocity, which is cut to the limits; raises ValueError for what is not a number."""
        if not np.isfinite([twist.linear_m_s, twist.angular_rad_s]).all():
            raise ValueError(f"velocity command {twist} is not finite")
        speed, turn = self.limits.speed_m_s, self.limits.turn_rad_s
        self._wanted = Twist(_within(twist.linear_m_s, speed), _within(twist.angular_rad_s, turn))
        self._silence_s = 0.0

    def odometry(self) -> Odometry:
        return self._odometer.odometry

    def measure(self, dt_s: float, turned: Wheels) -> None:
        """Takes how far the wheels have turned in all (rad) at the end of a step."""
        self._odometer.update(dt_s, turned)

    def command(self, dt_s: float) -> Wheels:
        """Wheel speeds (rad/s) for the next step."""
        self._silence_s += dt_s
        wanted = Twist() if self.hangs or self._silence_s > self.limits.timeout_s else self._wanted
        self._now = Twist(
            _ramped(self._now.linear_m_s, wanted.linear_m_s, self._linear_rate(wanted) * dt_s),
            _ramped(self._now.angular_rad_s, wanted.angular_rad_s, self.limits.turn_acceleration_rad_s2 * dt_s),
        )
        return self._wheel_speeds(self._now)

    def _linear_rate(self, wanted: Twist) -> float:
        slower = abs(wanted.linear_m_s) < abs(self._now.linear_m_s)
        return self.limits.braking_m_s2 if slower else self.limits.acceleration_m_s2

    def _wheel_speeds(self, twist: Twist) -> Wheels:
        half = twist.angular_rad_s * self._shape.track_m / 2
        radius = self._shape.wheel_radius_m
        return Wheels((twist.linear_m_s - half) / radius, (twist.linear_m_s + half) / radius)


class Odometer:
    """Dead reckoning from wheel angles with seeded errors."""

    def __init__(self, shape: RobotShape, start: Pose, noise: float, seed: int) -> None:
        self._shape = shape
        self._noise = noise
        self._random = np.random.default_rng(seed)
        self._turned: Wheels | None = None
        self.odometry = Odometry(start, Twist())

    def update(self, dt_s: float, turned: Wheels) -> None:
        before = self._turned or turned
        self._turned = turned
        left, right = self._way(turned.left - before.left), self._way(turned.right - before.right)
        forward, turn = (left + right) / 2, (right - left) / self._shape.track_m
        pose = self.odometry.pose
        heading = pose.yaw_rad + turn / 2
        moved = Pose(pose.x + forward * cos(heading), pose.y + forward * sin(heading), pose.yaw_rad + turn)
        self.odometry = Odometry(moved, Twist(forward / dt_s, turn / dt_s))

    def _way(self, angle_rad: float) -> float:
        way = angle_rad * self._shape.wheel_radius_m
        return way + self._noise * sqrt(abs(way)) * float(self._random.standard_normal())


def distance_m(one: Pose, other: Pose) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _within(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _ramped(value: float, wanted: float, step: float) -> float:
    return value + _within(wanted - value, step)
