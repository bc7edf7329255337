"""What flows inside the simulation. Metres, radians, seconds; poses in `map` unless said otherwise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
"""Sound: 16-bit mono at `SAMPLE_RATE_HZ`."""
SAMPLE_RATE_HZ = 16000


@dataclass(frozen=True)
class Pose:
    """Where something stands on the floor plan and which way it heads."""

    x: float = 0.0
    y: float = 0.0
    yaw_rad: float = 0.0


@dataclass(frozen=True)
class Twist:
    """A velocity in the robot's own frame: forwards and turning left."""

    linear_m_s: float = 0.0
    angular_rad_s: float = 0.0


@dataclass(frozen=True)
class Wheels:
    """The same quantity for both wheels: angle (rad) or speed (rad/s)."""

    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True)
class Odometry:
    """Where the wheels say that the robot is, in `odom`, and how fast."""

    pose: Pose
    twist: Twist


@dataclass(frozen=True)
class BatteryCharge:
    """`charge` 0..1; `current_a` is negative while discharging."""

    charge: float
    voltage_v: float
    current_a: float
    charging: bool
