"""Whether the wheels do what the gate put out."""

from math import inf, isfinite

from huban_safety.config import SafetyConfig
from huban_safety.core.types import Cause, Velocity

TURN_PER_SPEED = 4.0
"""rad/s that count like 1 m/s: wheels a quarter of a metre from the middle."""
STILL_MPS = 0.01
"""Slower wheels stand still: noise of the encoders."""


class WheelWatch:
    """Compares odometry with the gate's output: wheels that run away or do not answer."""

    def __init__(self, config: SafetyConfig) -> None:
        self._config = config
        self._stamp_s = self._seen_s = self._driven_s = self._answered_s = -inf
        self._pace_mps = 0.0

    def put_out(self, velocity: Velocity, now_s: float) -> None:
        """Notes what the gate put out."""
        if self._pace_mps < self._config.runaway_speed_mps:
            self._answered_s = now_s
        self._pace_mps = _pace_mps(velocity)
        if self._pace_mps > 0.0:
            self._driven_s = now_s

    def receive(self, measured: Velocity, stamp_s: float, now_s: float) -> Cause | None:
        """Odometry; names the fault that it shows. What is not finite or not newer counts as missing."""
        pace_mps = _pace_mps(measured)
        if not isfinite(pace_mps) or stamp_s == self._stamp_s:
            return None
        self._stamp_s, self._seen_s = stamp_s, now_s
        if pace_mps > STILL_MPS:
            self._answered_s = now_s
        if pace_mps > self._config.runaway_speed_mps and now_s - self._driven_s > self._config.runaway_s:
            return Cause.RUNAWAY
        if self._pace_mps >= self._config.runaway_speed_mps and now_s - self._answered_s > self._config.ignored_s:
            return Cause.MOTOR_IGNORED
        return None

    def lost(self, now_s: float) -> bool:
        """Whether odometry is missing or its time stands still."""
        return now_s - self._seen_s > self._config.odometry_timeout_s


def _pace_mps(velocity: Velocity) -> float:
    """The speed of the faster wheel, roughly."""
    return abs(velocity.linear) + abs(velocity.angular) / TURN_PER_SPEED
