"""Plans where the body is after each step. A body is an array (x, y, yaw); see `standing`."""

from math import ceil, pi

import numpy as np

from huban_common.core.home import Point2
from huban_simulation.core.people.skeleton import Floats
from huban_simulation.core.people.standing import Gait

_TURN_PER_STEP_RAD = 0.6
_TURN_FIRST_RAD = 0.8
"""A walk that begins in a direction further off than this begins with a turn on the spot."""
_SHUFFLE_M = 0.2
_LOOK_BEHIND_M, _LOOK_AHEAD_M = 0.1, 0.25
_SMOOTHING = 9
"""Points of a route that are averaged; routes come cell by cell."""


def walk_along(gait: Gait, start: Floats, route: list[Point2]) -> Floats:
    """The bodies (steps + 1, 3) of a walk along a route, facing the way."""
    points = _smoothed(np.array([start[:2], *route]))
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    distances = np.linspace(0.0, along[-1], 1 + max(1, ceil(along[-1] / gait.step_m)))
    places, behind, ahead = (
        np.column_stack([np.interp(distances + shift, along, points[:, axis]) for axis in range(2)])
        for shift in (0.0, -_LOOK_BEHIND_M, _LOOK_AHEAD_M)
    )
    headings = np.arctan2(*(ahead - behind).T[::-1])
    turned = start
    if abs(angle_between(start[2], headings[0])) > _TURN_FIRST_RAD:
        turned = np.array([*start[:2], headings[0]])
    return np.concatenate([shuffle(start, turned), np.column_stack([places, headings])[1:]])


def shuffle(start: Floats, goal: Floats) -> Floats:
    """The bodies of small steps to a place nearby, to any side, turning meanwhile."""
    turn = angle_between(start[2], goal[2])
    count = max(ceil(np.linalg.norm(goal[:2] - start[:2]) / _SHUFFLE_M), ceil(abs(turn) / _TURN_PER_STEP_RAD))
    shares = np.linspace(0.0, 1.0, count + 1)[:, None]
    change = np.array([*(goal[:2] - start[:2]), turn])
    bodies: Floats = start + shares * change
    return bodies


def angle_between(first_rad: float, second_rad: float) -> float:
    """The turn from one heading to another, -pi..pi."""
    return float((second_rad - first_rad + pi) % (2 * pi) - pi)


def _smoothed(points: Floats) -> Floats:
    """Corners rounded by a moving average that keeps both ends."""
    half = _SMOOTHING // 2
    padded = np.concatenate([np.repeat(points[:1], half, axis=0), points, np.repeat(points[-1:], half, axis=0)])
    window = np.full(_SMOOTHING, 1 / _SMOOTHING)
    rounded = np.column_stack([np.convolve(padded[:, axis], window, mode="valid") for axis in range(2)])
    rounded[0], rounded[-1] = points[0], points[-1]
    return rounded
