"""What a bed can be asked to follow, and what it refuses. Radians, the height in metres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from math import isfinite

from huban_common.core.home import Bed


class Outcome(IntEnum):
    """The result codes of control_msgs/FollowJointTrajectory."""

    SUCCESSFUL = 0
    INVALID_GOAL = -1
    INVALID_JOINTS = -2
    OLD_HEADER_TIMESTAMP = -3
    PATH_TOLERANCE_VIOLATED = -4
    GOAL_TOLERANCE_VIOLATED = -5


class BedRefusal(ValueError):
    """A trajectory that the bed does not begin, with the result code."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


@dataclass(frozen=True)
class Waypoint:
    """Positions (rad, m) of the trajectory's joints at a time from its start."""

    time_s: float
    positions: tuple[float, ...]


@dataclass(frozen=True)
class Trajectory:
    """Joints that are not named hold still. Tolerances of 0 or absent mean the bed's own."""

    joints: tuple[str, ...]
    waypoints: tuple[Waypoint, ...]
    path_tolerance: Mapping[str, float] = field(default_factory=dict)
    goal_tolerance: Mapping[str, float] = field(default_factory=dict)
    goal_time_tolerance_s: float = 0.0


@dataclass(frozen=True)
class Progress:
    """Desired and measured positions of the joints that move; `outcome` is None while it does."""

    desired: Mapping[str, float]
    actual: Mapping[str, float]
    outcome: Outcome | None
    reason: str = ""


def check(bed: Bed, trajectory: Trajectory) -> None:
    """Raises BedRefusal with code and reason for a trajectory that the bed could not follow."""
    _check_joints(bed, trajectory)
    if not trajectory.waypoints:
        raise BedRefusal(Outcome.INVALID_GOAL, "the trajectory has no points")
    before_s = -1.0
    for index, point in enumerate(trajectory.waypoints):
        if len(point.positions) != len(trajectory.joints):
            raise BedRefusal(
                Outcome.INVALID_GOAL,
                f"point {index} has {len(point.positions)} positions for {len(trajectory.joints)} joints",
            )
        if not isfinite(point.time_s) or point.time_s <= before_s:
            raise BedRefusal(Outcome.INVALID_GOAL, f"point {index} is not later than the one before")
        before_s = point.time_s
        for joint, position in zip(trajectory.joints, point.positions, strict=True):
            _check_position(bed, joint, position)


def _check_joints(bed: Bed, trajectory: Trajectory) -> None:
    if not trajectory.joints or len(set(trajectory.joints)) != len(trajectory.joints):
        raise BedRefusal(Outcome.INVALID_JOINTS, "name each joint once and at least one")
    for joint in trajectory.joints:
        if joint not in bed.joints:
            raise BedRefusal(Outcome.INVALID_JOINTS, f"the bed has no joint '{joint}'; it has {', '.join(bed.joints)}")
    for joint in (*trajectory.path_tolerance, *trajectory.goal_tolerance):
        if joint not in trajectory.joints:
            raise BedRefusal(Outcome.INVALID_JOINTS, f"a tolerance names '{joint}', which the trajectory does not move")


def _check_position(bed: Bed, joint: str, position: float) -> None:
    limits = bed.joints[joint]
    if not limits.minimum <= position <= limits.maximum:
        raise BedRefusal(
            Outcome.INVALID_GOAL, f"{joint} = {position:.3f} is outside {limits.minimum} .. {limits.maximum}"
        )
