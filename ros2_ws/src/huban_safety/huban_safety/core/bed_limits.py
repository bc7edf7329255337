"""What the bed may be asked to do: one joint at a time, within the limits of the home description."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from huban_common.core.home import Bed, BedJoint

MOST_POINTS = 50
LONGEST_S = 120.0
"""The slowest joint needs 16 s from end to end; a longer goal is a mistake."""
POSITION_SLACK = 1e-3
"""rad or m: rounding, and noise of a joint that stands at its limit."""
SPEED_SLACK = 1.05


@dataclass(frozen=True)
class Waypoint:
    """Positions in rad or m, velocities in rad/s or m/s (may be empty), seconds since the start."""

    positions: tuple[float, ...]
    velocities: tuple[float, ...]
    time_s: float


@dataclass(frozen=True)
class Trajectory:
    """`starts_at_s` = 0 means at once."""

    joints: tuple[str, ...]
    points: tuple[Waypoint, ...]
    starts_at_s: float = 0.0


class Refusal(Exception):
    """Why the bed does not move: `key` of a text and its values."""

    def __init__(self, key: str, **values: str | float) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


def check(trajectory: Trajectory, present: Mapping[str, float], bed: Bed) -> str:
    """The joint that a permissible trajectory moves; `present` are fresh joint positions. Raises Refusal."""
    name = _single_joint(trajectory, bed)
    joint = bed.joints[name]
    if name not in present:
        raise Refusal("bed-position-unknown", joint=name)
    if not 1 <= len(trajectory.points) <= MOST_POINTS or trajectory.starts_at_s != 0.0:
        raise Refusal("bed-trajectory-shape", points=len(trajectory.points))
    for position, velocity, time_s in _numbers(trajectory):
        _check_point(name, joint, position, velocity, time_s)
    start = Waypoint((present[name],), (), 0.0)
    for before, after in pairwise((start, *trajectory.points)):
        _check_pace(name, joint, after.positions[0] - before.positions[0], after.time_s - before.time_s)
    return name


def _single_joint(trajectory: Trajectory, bed: Bed) -> str:
    for name in trajectory.joints:
        if name not in bed.joints:
            raise Refusal("bed-joint-unknown", joint=name)
    if len(trajectory.joints) != 1:
        raise Refusal("bed-one-joint", joints=len(trajectory.joints))
    return trajectory.joints[0]


def _numbers(trajectory: Trajectory) -> Iterator[tuple[float, float, float]]:
    """Position, velocity and time of each point; raises Refusal for missing and non-finite numbers."""
    for point in trajectory.points:
        numbers = (*point.positions, *point.velocities, point.time_s)
        if len(point.positions) != 1 or len(point.velocities) > 1 or not all(map(isfinite, numbers)):
            raise Refusal("bed-numbers")
        yield point.positions[0], (*point.velocities, 0.0)[0], point.time_s


def _check_point(name: str, joint: BedJoint, position: float, velocity: float, time_s: float) -> None:
    if not joint.minimum - POSITION_SLACK <= position <= joint.maximum + POSITION_SLACK:
        raise Refusal("bed-position", joint=name, position=position, minimum=joint.minimum, maximum=joint.maximum)
    if abs(velocity) > joint.speed * SPEED_SLACK:
        raise Refusal("bed-speed", joint=name, speed=abs(velocity), maximum=joint.speed)
    if time_s > LONGEST_S:
        raise Refusal("bed-too-long", seconds=time_s, maximum=LONGEST_S)


def _check_pace(name: str, joint: BedJoint, way: float, duration_s: float) -> None:
    if duration_s <= 0.0:
        raise Refusal("bed-times")
    if abs(way) > joint.speed * SPEED_SLACK * duration_s + POSITION_SLACK:
        raise Refusal("bed-speed", joint=name, speed=abs(way) / duration_s, maximum=joint.speed)
