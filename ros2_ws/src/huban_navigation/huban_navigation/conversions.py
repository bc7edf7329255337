"""Messages <-> poses, maps and paths."""

from array import array
from math import atan2, cos, sin

import numpy as np
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Pose as PoseMessage
from geometry_msgs.msg import PoseStamped, Quaternion, TransformStamped, TwistStamped
from nav_msgs.msg import OccupancyGrid
from nav_msgs.msg import Path as PathMessage

from huban_common.core.floor_plan import Grid
from huban_navigation.core.path import Path
from huban_navigation.core.types import Command, Pose

MAP, ODOM, BASE = "map", "odom", "base_link"
OCCUPIED = 100


def from_pose(message: PoseMessage) -> Pose:
    """Position and heading; height, roll and pitch are left out."""
    q = message.orientation
    yaw_rad = atan2(2.0 * (q.w * q.z + q.x * q.y), 1.0 - 2.0 * (q.y * q.y + q.z * q.z))
    return Pose(message.position.x, message.position.y, yaw_rad)


def to_pose(pose: Pose) -> PoseMessage:
    message = PoseMessage(orientation=about_z(pose.yaw_rad))
    message.position.x, message.position.y = pose.x, pose.y
    return message


def to_stamped(pose: Pose, stamp: Time) -> PoseStamped:
    message = PoseStamped(pose=to_pose(pose))
    message.header.frame_id, message.header.stamp = MAP, stamp
    return message


def about_z(yaw_rad: float) -> Quaternion:
    return Quaternion(z=sin(yaw_rad / 2), w=cos(yaw_rad / 2))


def to_twist(command: Command, stamp: Time) -> TwistStamped:
    message = TwistStamped()
    message.header.frame_id, message.header.stamp = BASE, stamp
    message.twist.linear.x, message.twist.angular.z = command.speed_mps, command.turn_radps
    return message


def to_map(grid: Grid, stamp: Time) -> OccupancyGrid:
    """The grid as map_server would publish it."""
    message = OccupancyGrid()
    message.header.frame_id, message.header.stamp = MAP, stamp
    message.info.resolution = grid.resolution_m
    message.info.height, message.info.width = grid.occupied.shape
    message.info.origin.position.x, message.info.origin.position.y = grid.origin
    message.info.origin.orientation.w = 1.0
    message.data = array("b", (grid.occupied * OCCUPIED).astype(np.int8).tobytes())
    return message


def to_path(path: Path, stamp: Time) -> PathMessage:
    """The way as poses that look along it."""
    message = PathMessage()
    message.header.frame_id, message.header.stamp = MAP, stamp
    ahead = np.diff(path.points, axis=0, append=path.points[-1:])
    headings = np.arctan2(ahead[:, 1], ahead[:, 0])
    message.poses = [
        to_stamped(Pose(float(x), float(y), float(yaw)), stamp)
        for (x, y), yaw in zip(path.points, headings, strict=True)
    ]
    return message


def to_transform(map_to_odom: Pose, stamp: Time) -> TransformStamped:
    transform = TransformStamped(child_frame_id=ODOM)
    transform.header.frame_id, transform.header.stamp = MAP, stamp
    transform.transform.translation.x, transform.transform.translation.y = map_to_odom.x, map_to_odom.y
    transform.transform.rotation = about_z(map_to_odom.yaw_rad)
    return transform
