"""Messages to the gate's own types and back."""

from math import nan

from builtin_interfaces.msg import Time
from geometry_msgs.msg import Twist, TwistStamped
from trajectory_msgs.msg import JointTrajectory

from huban_common.stamps import seconds
from huban_interfaces.msg import SafetyState
from huban_safety.core.bed_limits import Trajectory, Waypoint
from huban_safety.core.types import Velocity, Verdict


def velocity_from_twist(twist: Twist) -> Velocity:
    """The motion of a robot with two wheels; not a number where another motion is asked for."""
    others = (twist.linear.y, twist.linear.z, twist.angular.x, twist.angular.y)
    return Velocity(nan, nan) if any(others) else Velocity(twist.linear.x, twist.angular.z)


def velocity_to_message(velocity: Velocity, stamp: Time) -> TwistStamped:
    message = TwistStamped()
    message.header.stamp = stamp
    message.header.frame_id = "base_link"
    message.twist.linear.x = velocity.linear
    message.twist.angular.z = velocity.angular
    return message


def trajectory_from_message(message: JointTrajectory) -> Trajectory:
    points = tuple(
        Waypoint(tuple(point.positions), tuple(point.velocities), seconds(point.time_from_start))
        for point in message.points
    )
    return Trajectory(tuple(message.joint_names), points, seconds(message.header.stamp))


def state_to_message(verdict: Verdict, detail: str, bed_allowed: bool, stamp: Time) -> SafetyState:
    message = SafetyState(state=int(verdict.state), cause=verdict.cause.value, detail=detail)
    message.header.stamp = stamp
    message.speed_limit = verdict.speed_limit_mps
    message.bed_allowed = bed_allowed
    return message
