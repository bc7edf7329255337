"""How fast the robot may go into what its lidar sees. Points in `base_link`."""

from math import copysign, sqrt

import numpy as np
from numpy.typing import NDArray

from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.types import Cause, State, Velocity, Verdict, refused

STEP_M = 0.025
"""Spacing of the poses at which the robot's outline is tried along its way."""


class ProtectiveField:
    """Limits speed so that the robot can always stop before what is in its way.

    Stopping takes S = v T + v^2 / (2 a) + C: the way during the reaction time, the braking way, what stays free.
    """

    def __init__(self, config: SafetyConfig) -> None:
        self._config = config
        self._reach_m = stopping_distance_m(config.max_speed_mps, config)

    def verdict(self, velocity: Velocity, view: View) -> Verdict:
        """What may pass of a velocity in front of what the lidar sees."""
        config = self._config
        outline_m = config.radius_m + config.side_margin_m
        distances = np.hypot(view.points[:, 0], view.points[:, 1])
        if velocity.linear == 0.0:
            touching = velocity.angular != 0.0 and bool((distances < config.radius_m).any())
            return refused(Cause.OBSTACLE) if touching else self._full()
        if not self._sees_ahead(velocity, view):
            return refused(Cause.UNSEEN)
        near = view.points[distances < self._reach_m + outline_m]
        limit_mps = speed_limit_mps(free_path_m(near, velocity, outline_m, self._reach_m), config)
        cause = Cause.OBSTACLE
        if limit_mps > config.person_speed_mps and self._somebody_ahead(velocity, view.points, distances):
            limit_mps, cause = config.person_speed_mps, Cause.PERSON_NEAR
        return Verdict(State.SLOWED, cause, limit_mps) if limit_mps < abs(velocity.linear) else self._full()

    def _full(self) -> Verdict:
        return Verdict(State.READY, Cause.NONE, self._config.max_speed_mps)

    def _sees_ahead(self, velocity: Velocity, view: View) -> bool:
        """Whether most rays in the direction of motion say something."""
        seen = np.count_nonzero(self._ahead(velocity, view.bearings_rad)) * view.step_rad
        return bool(seen >= self._config.person_sector_rad)

    def _somebody_ahead(self, velocity: Velocity, points: NDArray[np.float64], distances: NDArray[np.float64]) -> bool:
        close = points[distances < self._config.radius_m + self._config.person_distance_m]
        return bool(self._ahead(velocity, np.arctan2(close[:, 1], close[:, 0])).any())

    def _ahead(self, velocity: Velocity, bearings_rad: NDArray[np.float64]) -> NDArray[np.bool_]:
        off_axis = np.abs(bearings_rad) if velocity.linear > 0.0 else np.pi - np.abs(bearings_rad)
        return off_axis <= self._config.person_sector_rad


def stopping_distance_m(speed_mps: float, config: SafetyConfig) -> float:
    """S = v T + v^2 / (2 a) + C."""
    return speed_mps * config.reaction_time_s + speed_mps**2 / (2 * config.braking_mps2) + config.standstill_m


def speed_limit_mps(free_m: float, config: SafetyConfig) -> float:
    """The speed whose stopping distance is `free_m`, at most the fastest; 0 within the standstill distance."""
    room_m = max(free_m - config.standstill_m, 0.0)
    lost_mps = config.braking_mps2 * config.reaction_time_s
    return min(sqrt(lost_mps**2 + 2 * config.braking_mps2 * room_m) - lost_mps, config.max_speed_mps)


def free_path_m(points: NDArray[np.float64], velocity: Velocity, outline_m: float, reach_m: float) -> float:
    """How far a disc of `outline_m` gets on the arc of `velocity` without coming nearer to a point inside its outline.

    At most `reach_m`. Points that it already touches count only where it would move towards them.
    """
    way = np.arange(STEP_M, reach_m + STEP_M, STEP_M)
    curvature = velocity.angular / abs(velocity.linear) or 1e-9
    ahead = copysign(1.0, velocity.linear)
    centres = np.column_stack((np.sin(curvature * way), 1.0 - np.cos(curvature * way))) * ahead / curvature
    apart = np.linalg.norm(centres[:, None] - points[None], axis=2)
    now = np.linalg.norm(points, axis=1)
    hits = ((apart < outline_m) & (apart < now)).any(axis=1)
    return float(way[int(hits.argmax())] - STEP_M) if hits.any() else reach_m
