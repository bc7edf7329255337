"""Moves to messages, joint states to positions."""

from collections.abc import Iterable
from math import isfinite

from control_msgs.action import FollowJointTrajectory
from sensor_msgs.msg import JointState
from trajectory_msgs.msg import JointTrajectory, JointTrajectoryPoint

from huban_common.stamps import to_duration
from huban_posture.core.bed_plan import Move


def goal_from_move(move: Move, duration_s: float) -> FollowJointTrajectory.Goal:
    """A trajectory of one point: there in `duration_s`, at rest."""
    there = to_duration(duration_s)
    point = JointTrajectoryPoint(positions=[move.target], velocities=[0.0], time_from_start=there)
    trajectory = JointTrajectory(joint_names=[move.joint], points=[point])
    return FollowJointTrajectory.Goal(trajectory=trajectory)


def positions_from_message(message: JointState, joints: Iterable[str]) -> dict[str, float]:
    """The usable positions of these joints in a message that may tell of others and lack some."""
    told = dict(zip(message.name, message.position, strict=False))
    return {name: told[name] for name in joints if name in told and isfinite(told[name])}
