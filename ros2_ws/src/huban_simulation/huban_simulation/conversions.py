"""Between what the simulation knows and what flows on ROS topics."""

from array import array
from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any

import numpy as np
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from control_msgs.action import FollowJointTrajectory
from geometry_msgs.msg import Pose as PoseMessage
from geometry_msgs.msg import Quaternion, TransformStamped
from geometry_msgs.msg import Twist as TwistMessage
from nav_msgs.msg import Odometry as OdometryMessage
from numpy.typing import NDArray
from sensor_msgs.msg import BatteryState, CameraInfo, Image, JointState, LaserScan
from std_msgs.msg import Header
from trajectory_msgs.msg import JointTrajectoryPoint

from huban_common.stamps import seconds
from huban_interfaces.msg import ActorState, SimulationState
from huban_simulation.core.bed_trajectory import Progress, Trajectory, Waypoint
from huban_simulation.core.lidar import ANGLES_RAD, RANGE_MAX_M, RANGE_MIN_M
from huban_simulation.core.people.person import PersonState
from huban_simulation.core.robot_shape import WHEEL_JOINTS, RobotShape
from huban_simulation.core.types import BatteryCharge, Odometry, Pose, Samples, Twist, Wheels
from huban_simulation.simulation import Truth

MAP, ODOM, BASE, LASER = "map", "odom", "base_link", "laser"
CAMERA, OPTICAL = "camera_link", "camera_optical_frame"
_OPTICAL = Quaternion(x=-0.5, y=0.5, z=-0.5, w=0.5)
"""From x forward, z up to z forward, y down (REP-103)."""


def to_time(time_ns: int) -> Time:
    return Time(sec=time_ns // 1_000_000_000, nanosec=time_ns % 1_000_000_000)


def to_header(stamp: Time, frame: str) -> Header:
    return Header(stamp=stamp, frame_id=frame)


def about_z(yaw_rad: float) -> Quaternion:
    return Quaternion(z=sin(yaw_rad / 2), w=cos(yaw_rad / 2))


def to_pose(pose: Pose) -> PoseMessage:
    message = PoseMessage(orientation=about_z(pose.yaw_rad))
    message.position.x, message.position.y = pose.x, pose.y
    return message


def from_twist(message: TwistMessage) -> Twist:
    return Twist(message.linear.x, message.angular.z)


def to_twist(twist: Twist) -> TwistMessage:
    message = TwistMessage()
    message.linear.x, message.angular.z = twist.linear_m_s, twist.angular_rad_s
    return message


def to_odometry(odometry: Odometry, stamp: Time) -> OdometryMessage:
    message = OdometryMessage(header=to_header(stamp, ODOM), child_frame_id=BASE)
    message.pose.pose = to_pose(odometry.pose)
    message.twist.twist = to_twist(odometry.twist)
    return message


def to_transform(odometry: Odometry, stamp: Time) -> TransformStamped:
    transform = TransformStamped(header=to_header(stamp, ODOM), child_frame_id=BASE)
    transform.transform.translation.x, transform.transform.translation.y = odometry.pose.x, odometry.pose.y
    transform.transform.rotation = about_z(odometry.pose.yaw_rad)
    return transform


def fixed_transforms(shape: RobotShape, stamp: Time) -> list[TransformStamped]:
    """Where the robot's sensors are mounted."""
    laser = TransformStamped(header=to_header(stamp, BASE), child_frame_id=LASER)
    laser.transform.translation.z = shape.lidar_height_m
    camera = TransformStamped(header=to_header(stamp, BASE), child_frame_id=CAMERA)
    camera.transform.translation.x, camera.transform.translation.z = shape.camera_forward_m, shape.camera_height_m
    camera.transform.rotation = Quaternion(y=sin(shape.camera_pitch_rad / 2), w=cos(shape.camera_pitch_rad / 2))
    optical = TransformStamped(header=to_header(stamp, CAMERA), child_frame_id=OPTICAL)
    optical.transform.rotation = _OPTICAL
    return [laser, camera, optical]


def to_scan(ranges: NDArray[np.float32], stamp: Time, period_s: float) -> LaserScan:
    step = float(ANGLES_RAD[1] - ANGLES_RAD[0])
    message = LaserScan(header=to_header(stamp, LASER), angle_min=-pi, angle_max=-pi + step * (ranges.size - 1))
    message.angle_increment, message.scan_time = step, period_s
    message.range_min, message.range_max = RANGE_MIN_M, RANGE_MAX_M
    message.ranges = array("f", ranges.tobytes())
    return message


def to_image(picture: NDArray[np.uint8], stamp: Time) -> Image:
    height, width, channels = picture.shape
    message = Image(header=to_header(stamp, OPTICAL), height=height, width=width)
    message.encoding, message.step = "rgb8", width * channels
    content = array("B")
    content.frombytes(np.ascontiguousarray(picture).data)
    message.data = content
    return message


def to_camera_info(shape: RobotShape, width: int, height: int, stamp: Time) -> CameraInfo:
    """A pinhole without distortion."""
    focal, middle_x, middle_y = shape.focal_length_px(height), width / 2, height / 2
    message = CameraInfo(header=to_header(stamp, OPTICAL), height=height, width=width)
    message.distortion_model, message.d = "plumb_bob", [0.0] * 5
    message.k = [focal, 0.0, middle_x, 0.0, focal, middle_y, 0.0, 0.0, 1.0]
    message.r = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
    message.p = [focal, 0.0, middle_x, 0.0, 0.0, focal, middle_y, 0.0, 0.0, 0.0, 1.0, 0.0]
    return message


def to_joint_state(wheels: Wheels, bed: Mapping[str, float], stamp: Time) -> JointState:
    message = JointState(header=to_header(stamp, ""))
    message.name = [*WHEEL_JOINTS, *bed]
    message.position = [wheels.left, wheels.right, *bed.values()]
    return message


def to_battery(battery: BatteryCharge, stamp: Time) -> BatteryState:
    state = BatteryState(header=to_header(stamp, BASE), present=True)
    state.percentage, state.voltage, state.current = battery.charge, battery.voltage_v, battery.current_a
    state.power_supply_technology = BatteryState.POWER_SUPPLY_TECHNOLOGY_LION
    charging, discharging = BatteryState.POWER_SUPPLY_STATUS_CHARGING, BatteryState.POWER_SUPPLY_STATUS_DISCHARGING
    full = BatteryState.POWER_SUPPLY_STATUS_FULL
    state.power_supply_status = charging if battery.charging else full if battery.current_a >= 0 else discharging
    return state


def to_audio(samples: Samples) -> AudioData:
    return AudioData(data=array("B", samples.astype("<i2").tobytes()))


def from_audio(message: AudioData) -> Samples:
    """Raises ValueError for what is no 16-bit sound."""
    return np.frombuffer(bytes(message.data), dtype="<i2").astype(np.int16, copy=False)


def to_state(truth: Truth, stamp: Time, real_time_factor: float) -> SimulationState:
    state = SimulationState(header=to_header(stamp, MAP), robot=to_pose(truth.robot), robot_room=truth.robot_room)
    state.actors = [to_actor(name, person) for name, person in truth.actors.items()]
    state.real_time_factor, state.contacts = real_time_factor, truth.contacts
    return state


def to_actor(name: str, person: PersonState) -> ActorState:
    actor = ActorState(name=name, activity=person.activity, posture=person.posture)
    actor.place, actor.saying = person.place or "", person.saying
    actor.pose.orientation = about_z(person.yaw_rad)
    position = actor.pose.position
    position.x, position.y, position.z = (float(part) for part in person.position)
    return actor


def from_goal(goal: FollowJointTrajectory.Goal) -> Trajectory:
    """A trajectory as the bed understands it; velocities and efforts are the bed's own matter."""
    points = (Waypoint(seconds(point.time_from_start), tuple(point.positions)) for point in goal.trajectory.points)
    return Trajectory(
        joints=tuple(goal.trajectory.joint_names),
        waypoints=tuple(points),
        path_tolerance=_tolerances(goal.path_tolerance),
        goal_tolerance=_tolerances(goal.goal_tolerance),
        goal_time_tolerance_s=seconds(goal.goal_time_tolerance),
    )


def to_feedback(progress: Progress, stamp: Time) -> FollowJointTrajectory.Feedback:
    feedback = FollowJointTrajectory.Feedback(header=to_header(stamp, ""), joint_names=list(progress.desired))
    desired, actual = list(progress.desired.values()), list(progress.actual.values())
    feedback.desired = JointTrajectoryPoint(positions=desired)
    feedback.actual = JointTrajectoryPoint(positions=actual)
    feedback.error = JointTrajectoryPoint(positions=[want - have for want, have in zip(desired, actual, strict=True)])
    return feedback


def _tolerances(tolerances: list[Any]) -> dict[str, float]:
    return {tolerance.name: tolerance.position for tolerance in tolerances}
