from math import pi

import numpy as np
import pytest
from builtin_interfaces.msg import Duration
from control_msgs.action import FollowJointTrajectory
from control_msgs.msg import JointTolerance
from geometry_msgs.msg import Twist as TwistMessage
from pytransform3d.rotations import matrix_from_quaternion
from pytransform3d.transformations import transform_from
from sensor_msgs.msg import BatteryState
from trajectory_msgs.msg import JointTrajectoryPoint

from huban_simulation import conversions
from huban_simulation.core.bed_trajectory import Progress, Trajectory, Waypoint
from huban_simulation.core.people.person import PersonState
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.types import BatteryCharge, Odometry, Pose, Twist, Wheels
from huban_simulation.simulation import Truth

STAMP = conversions.to_time(12_345_000_006_789)


def test_time_keeps_its_nanoseconds() -> None:
    assert (STAMP.sec, STAMP.nanosec) == (12345, 6789)


def test_a_twist_survives_the_way_there_and_back() -> None:
    twist = Twist(0.3, -0.7)
    assert conversions.from_twist(conversions.to_twist(twist)) == twist
    assert conversions.from_twist(TwistMessage()) == Twist()


def test_odometry_and_its_transform_tell_the_same_pose() -> None:
    odometry = Odometry(Pose(1.0, 2.0, pi / 2), Twist(0.2, 0.1))
    message, transform = conversions.to_odometry(odometry, STAMP), conversions.to_transform(odometry, STAMP)
    assert (message.header.frame_id, message.child_frame_id) == ("odom", "base_link")
    assert message.pose.pose.orientation.z == pytest.approx(0.7071, abs=1e-4) == transform.transform.rotation.z
    assert (transform.transform.translation.x, transform.transform.translation.y) == (1.0, 2.0)


def test_the_optical_frame_looks_ahead_and_down() -> None:
    frames = {transform.child_frame_id: transform for transform in conversions.fixed_transforms(ROBOT, STAMP)}
    pose = np.eye(4)
    for name in ("camera_link", "camera_optical_frame"):
        move, turn = frames[name].transform.translation, frames[name].transform.rotation
        rotation = matrix_from_quaternion([turn.w, turn.x, turn.y, turn.z])
        pose = pose @ transform_from(rotation, [move.x, move.y, move.z])
    sight, right = pose[:3, 2], pose[:3, 0]
    assert sight == pytest.approx([np.cos(ROBOT.camera_pitch_rad), 0.0, -np.sin(ROBOT.camera_pitch_rad)], abs=1e-9)
    assert right == pytest.approx([0.0, -1.0, 0.0], abs=1e-9)


def test_a_scan_covers_the_whole_circle() -> None:
    message = conversions.to_scan(np.arange(360, dtype=np.float32), STAMP, 0.1)
    assert message.header.frame_id == "laser" and list(message.ranges)[:3] == [0.0, 1.0, 2.0]
    assert message.angle_max - message.angle_min + message.angle_increment == pytest.approx(2 * pi)


def test_a_picture_keeps_every_pixel() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    message = conversions.to_image(picture, STAMP)
    assert (message.encoding, message.step) == ("rgb8", 24)
    assert (np.frombuffer(message.data, np.uint8).reshape(6, 8, 3) == picture).all()


def test_camera_info_describes_a_pinhole_of_the_cameras_opening() -> None:
    info = conversions.to_camera_info(ROBOT, 640, 480, STAMP)
    assert info.k[0] == info.k[4] == pytest.approx(240 / np.tan(ROBOT.camera_vertical_fov_rad / 2))
    assert (info.k[2], info.k[5]) == (320.0, 240.0)


def test_sound_is_little_endian() -> None:
    samples = np.array([1, -2], dtype=np.int16)
    assert bytes(conversions.to_audio(samples).data) == b"\x01\x00\xfe\xff"
    assert conversions.from_audio(conversions.to_audio(samples)).tolist() == [1, -2]


def test_joints_of_wheels_and_bed_come_in_one_message() -> None:
    message = conversions.to_joint_state(Wheels(1.0, 2.0), {"bed_back_joint": 0.3}, STAMP)
    assert dict(zip(message.name, message.position, strict=True)) == {
        "wheel_left_joint": 1.0,
        "wheel_right_joint": 2.0,
        "bed_back_joint": 0.3,
    }


@pytest.mark.parametrize(
    ("battery", "status"),
    [
        (BatteryCharge(0.5, 25.0, -1.0, False), BatteryState.POWER_SUPPLY_STATUS_DISCHARGING),
        (BatteryCharge(0.5, 25.0, 4.0, True), BatteryState.POWER_SUPPLY_STATUS_CHARGING),
        (BatteryCharge(1.0, 29.4, 0.0, False), BatteryState.POWER_SUPPLY_STATUS_FULL),
    ],
)
def test_the_battery_says_whether_it_charges(battery: BatteryCharge, status: int) -> None:
    message = conversions.to_battery(battery, STAMP)
    assert message.power_supply_status == status and message.percentage == pytest.approx(battery.charge)


def test_the_truth_names_everybody() -> None:
    elder = PersonState("waving", "standing", None, (1.0, 2.0, 0.9), pi, "hello")
    message = conversions.to_state(Truth(Pose(3.0, 4.0, 0.0), "kitchen", {"elder": elder}, 2), STAMP, 1.5)
    actor = message.actors[0]
    assert (message.robot_room, message.contacts, message.real_time_factor) == ("kitchen", 2, 1.5)
    assert (actor.name, actor.activity, actor.posture, actor.place, actor.saying) == (
        "elder",
        "waving",
        "standing",
        "",
        "hello",
    )
    assert (actor.pose.position.z, actor.pose.orientation.z) == pytest.approx((0.9, 1.0))


def test_a_goal_becomes_a_trajectory() -> None:
    goal = FollowJointTrajectory.Goal()
    goal.trajectory.joint_names = ["bed_back_joint"]
    goal.trajectory.points = [
        JointTrajectoryPoint(positions=[0.4], time_from_start=Duration(sec=3, nanosec=500_000_000))
    ]
    goal.goal_tolerance = [JointTolerance(name="bed_back_joint", position=0.02)]
    goal.goal_time_tolerance = Duration(sec=2)
    assert conversions.from_goal(goal) == Trajectory(
        ("bed_back_joint",), (Waypoint(3.5, (0.4,)),), {}, {"bed_back_joint": 0.02}, 2.0
    )


def test_feedback_tells_wanted_actual_and_difference() -> None:
    feedback = conversions.to_feedback(Progress({"bed_back_joint": 0.5}, {"bed_back_joint": 0.4}, None), STAMP)
    assert feedback.joint_names == ["bed_back_joint"]
    assert list(feedback.error.positions) == pytest.approx([0.1])
