"""Poses and commands. Metres, radians, seconds; frame `map` unless a name says otherwise."""

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin


@dataclass(frozen=True)
class Pose:
    """A place and a heading on the floor."""

    x: float
    y: float
    yaw_rad: float

    def distance_m(self, x: float, y: float) -> float:
        return hypot(x - self.x, y - self.y)

    def bearing_rad(self, x: float, y: float) -> float:
        """How far to turn (counter-clockwise) to face a point."""
        return wrapped(atan2(y - self.y, x - self.x) - self.yaw_rad)

    def compose(self, inner: "Pose") -> "Pose":
        """A pose given in this pose's frame, in the frame of this pose."""
        c, s = cos(self.yaw_rad), sin(self.yaw_rad)
        return Pose(
            self.x + c * inner.x - s * inner.y,
            self.y + s * inner.x + c * inner.y,
            wrapped(self.yaw_rad + inner.yaw_rad),
        )


@dataclass(frozen=True)
class Command:
    """A velocity of the base: m/s forward, rad/s counter-clockwise."""

    speed_mps: float = 0.0
    turn_radps: float = 0.0


HALT = Command()


def wrapped(angle_rad: float) -> float:
    """The same angle within -pi .. pi."""
    return (angle_rad + pi) % (2 * pi) - pi


def clamped(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))
