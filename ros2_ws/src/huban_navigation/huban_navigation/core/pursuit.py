"""Follows a path: pure pursuit (Coulter 1992) with speed regulated by curvature and by the way that is left."""

from math import sin, sqrt

from huban_navigation.config import NavigationConfig
from huban_navigation.core.path import Path
from huban_navigation.core.types import HALT, Command, Pose, clamped, wrapped

TURN_GAIN = 2.0
SLOWEST_MPS = 0.06
"""Slower than this the wheels do not turn evenly."""
FULL_SPEED_CURVATURE = 1.2
"""1/m; tighter bends are driven proportionally slower."""


class Pursuit:
    """Commands for one path and one heading at its end."""

    def __init__(self, config: NavigationConfig, path: Path, goal_yaw_rad: float) -> None:
        self._config = config
        self._path = path
        self._goal_yaw_rad = goal_yaw_rad
        self._at_end = False
        self.done = False

    def command(self, pose: Pose) -> Command:
        """What to drive from here; HALT once the goal and its heading are reached."""
        self._path.follow(pose)
        end_x, end_y = self._path.points[-1]
        left_m = pose.distance_m(float(end_x), float(end_y))
        # Once arrived, turning on the spot may drift a little: only a real departure counts as leaving again
        tolerance_m = self._config.goal_tolerance_m * (2.0 if self._at_end else 1.0)
        self._at_end = left_m <= tolerance_m
        return self._turn_at_goal(pose) if self._at_end else self._steer(pose, max(left_m, self._path.remaining_m))

    def _turn_at_goal(self, pose: Pose) -> Command:
        error_rad = wrapped(self._goal_yaw_rad - pose.yaw_rad)
        self.done = abs(error_rad) <= self._config.goal_tolerance_rad
        return HALT if self.done else Command(0.0, self._turn(error_rad))

    def _steer(self, pose: Pose, left_m: float) -> Command:
        target = self._path.ahead(self._config.lookahead_m)
        bearing_rad = pose.bearing_rad(*target)
        if abs(bearing_rad) > self._config.turn_first_rad:
            return Command(0.0, self._turn(bearing_rad))
        curvature = 2.0 * sin(bearing_rad) / max(pose.distance_m(*target), 0.05)
        speed_mps = min(
            self._config.max_speed_mps,
            sqrt(2.0 * self._config.acceleration_mps2 * left_m) * 0.8,
            self._config.max_speed_mps * FULL_SPEED_CURVATURE / max(abs(curvature), FULL_SPEED_CURVATURE),
        )
        speed_mps = max(speed_mps, SLOWEST_MPS)
        return Command(speed_mps, clamped(speed_mps * curvature, self._config.max_turn_radps))

    def _turn(self, error_rad: float) -> float:
        """A turn on the spot that slows down towards its end but never starves the wheels."""
        turn = clamped(TURN_GAIN * error_rad, self._config.max_turn_radps)
        return turn if abs(turn) > 0.15 else 0.15 * (1 if turn > 0 else -1)


class Ramp:
    """Limits how fast commands grow; slowing down is as quick as asked for."""

    def __init__(self, config: NavigationConfig) -> None:
        self._config = config
        self._last = HALT

    def limited(self, wanted: Command, period_s: float) -> Command:
        speed = min(wanted.speed_mps, self._last.speed_mps + self._config.acceleration_mps2 * period_s)
        step = self._config.turn_acceleration_radps2 * period_s
        turn = self._last.turn_radps + clamped(wanted.turn_radps - self._last.turn_radps, step)
        self._last = Command(speed, turn)
        return self._last

    def reset(self) -> None:
        self._last = HALT
