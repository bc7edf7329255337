from math import cos, inf, nan, pi, sin
from pathlib import Path

import numpy as np
import pytest
from geometry_msgs.msg import TransformStamped, TwistStamped
from nav2_msgs.action import NavigateToPose
from nav_msgs.msg import OccupancyGrid, Odometry
from nav_msgs.msg import Path as PathMessage
from rclpy.action import ActionClient
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from huban_common.core.floor_plan import occupancy
from huban_common.core.home import load_home
from huban_common.qos import COMMAND, LATCHED, RELIABLE, SENSOR
from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter, graph  # noqa: F401
from huban_interfaces.msg import SafetyState
from huban_navigation import conversions
from huban_navigation.config import NavigationConfig
from huban_navigation.core.path import Path as Way
from huban_navigation.core.types import Command, Pose
from huban_navigation.node import NavigationNode

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"
PERIOD_S = 0.05
SUCCEEDED, CANCELED, ABORTED = 4, 5, 6
Result = NavigateToPose.Result


class Base(Node):
    """Wheels that do at once what they are told, and a lidar that sees only what a test puts there."""

    def __init__(self, context):
        super().__init__("base", context=context)
        self.pose = Pose(3.4, 2.9, 0.0)
        self.twist = TwistStamped().twist
        self.ranges, self.rolling, self.scanning = [inf] * 360, True, True
        self.create_subscription(TwistStamped, "/cmd_vel_smoothed", self.drive, COMMAND)
        self.odometry = self.create_publisher(Odometry, "/odom", SENSOR)
        self.scans = self.create_publisher(LaserScan, "/scan", SENSOR)
        frames = self.create_publisher(TFMessage, "/tf_static", LATCHED)
        mounting = TransformStamped(child_frame_id="laser")
        mounting.header.frame_id = "base_link"
        frames.publish(TFMessage(transforms=[mounting]))
        self.frames = frames
        self.create_timer(PERIOD_S, self.step)

    def drive(self, message):
        self.twist = message.twist

    def step(self):
        speed, turn = self.twist.linear.x, self.twist.angular.z
        yaw = self.pose.yaw_rad + turn * PERIOD_S
        self.pose = Pose(self.pose.x + speed * PERIOD_S * cos(yaw), self.pose.y + speed * PERIOD_S * sin(yaw), yaw)
        if self.rolling:
            message = Odometry()
            message.pose.pose = conversions.to_pose(self.pose)
            self.odometry.publish(message)
        if self.scanning:
            scan = LaserScan(angle_min=-pi, angle_increment=pi / 180, range_min=0.05, range_max=8.0, ranges=self.ranges)
            scan.header.frame_id = "laser"
            self.scans.publish(scan)


class Tour:
    """Somebody who sends the robot somewhere."""

    def __init__(self, graph):  # noqa: F811
        self.graph = graph
        self.commands = graph.collect(TwistStamped, "/cmd_vel_smoothed", COMMAND)
        self.base = graph.add(Base(graph.context))
        limits = {"lost_s": 0.3, "patience_s": 0.2, "max_recoveries": 1, "halt_grace_s": 0.3}
        self.node = graph.start(NavigationNode, home_file=str(HOME), **limits)
        self.client = ActionClient(graph.probe, NavigateToPose, "navigate_to_pose")
        self.feedback = []
        graph.until(self.client.server_is_ready)
        graph.until(lambda: self.node._pose is not None)

    def send(self, x=3.9, y=2.9, yaw_rad=0.0, frame="map", tree=""):
        """The accepted goal's handle."""
        goal = NavigateToPose.Goal(behavior_tree=tree)
        goal.pose.header.frame_id = frame
        goal.pose.pose = conversions.to_pose(Pose(x, y, yaw_rad))
        sent = self.client.send_goal_async(goal, self.feedback.append)
        self.graph.until(sent.done)
        return sent.result()

    def end(self, handle):
        """(status, result)."""
        answer = handle.get_result_async()
        self.graph.until(answer.done)
        return answer.result().status, answer.result().result

    def under_way(self, **goal):
        handle = self.send(**goal)
        self.graph.until(lambda: self.commands and self.commands[-1].twist.linear.x > 0.05)
        return handle

    def stands(self):
        return self.commands[-1].twist.linear.x == self.commands[-1].twist.angular.z == 0.0


@pytest.fixture
def tour(graph):  # noqa: F811
    return Tour(graph)


def test_the_robot_drives_to_a_goal_and_tells_how_far_it_is(tour):
    plans = tour.graph.collect(PathMessage, "/plan", RELIABLE)
    status, result = tour.end(tour.send(yaw_rad=0.3))
    assert (status, result.error_code, result.error_msg) == (SUCCEEDED, Result.NONE, "")
    assert tour.base.pose.distance_m(3.9, 2.9) < 0.1
    assert abs(tour.base.pose.yaw_rad - 0.3) < 0.1
    tour.graph.until(tour.stands)
    distances = [item.feedback.distance_remaining for item in tour.feedback]
    assert distances == sorted(distances, reverse=True)
    assert 0.3 < distances[0] < 0.6
    assert len(plans[-1].poses) > 5


def test_the_map_and_the_place_of_the_odometry_are_published(tour):
    maps = tour.graph.collect(OccupancyGrid, "/map", LATCHED)
    transforms = tour.graph.collect(TFMessage, "/tf", RELIABLE)
    tour.graph.until(lambda: maps and transforms)
    grid = occupancy(load_home(HOME))
    assert (maps[-1].info.height, maps[-1].info.width) == grid.occupied.shape
    assert np.array_equal(np.array(maps[-1].data).reshape(grid.occupied.shape) > 0, grid.occupied)
    item = transforms[-1].transforms[0]
    assert (item.header.frame_id, item.child_frame_id) == ("map", "odom")


@pytest.mark.parametrize(
    ("goal", "code", "words"),
    [
        ({"x": 1.1, "y": 6.6}, 206, "inside something"),
        ({"x": 50.0}, 204, "outside the map"),
        ({"x": nan}, Result.UNKNOWN, "not numbers"),
        ({"frame": "odom"}, Result.TF_ERROR, "in the map"),
        ({"tree": "dance.xml"}, Result.FAILED_TO_LOAD_BEHAVIOR_TREE, "Behaviour trees"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_with_its_reason(tour, goal, code, words):
    status, result = tour.end(tour.send(**goal))
    assert (status, result.error_code) == (ABORTED, code)
    assert words in result.error_msg


def test_reasons_are_in_the_language_of_the_house(tour):
    tour.graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    tour.graph.spin(0.2)
    _, result = tour.end(tour.send(x=50.0))
    assert result.error_msg
    assert not result.error_msg.isascii()


def test_a_goal_close_to_something_is_moved_and_that_is_said(tour):
    tour.base.pose = Pose(0.6, 3.4, 0.0)
    tour.graph.spin(0.2)
    status, result = tour.end(tour.send(x=0.25, y=3.4))
    assert status == SUCCEEDED
    assert "cm from the point" in result.error_msg


def test_cancelling_stops_at_once(tour):
    handle = tour.under_way(x=5.0)
    handle.cancel_goal_async()
    assert tour.end(handle)[0] == CANCELED
    tour.graph.until(tour.stands)
    count = len(tour.commands)
    tour.graph.spin(0.3)
    assert len(tour.commands) == count


def test_a_new_goal_replaces_the_old_one(tour):
    first = tour.under_way(x=5.0)
    second = tour.send(x=3.6)
    status, result = tour.end(first)
    assert (status, result.error_msg) == (ABORTED, "A new goal came.")
    assert tour.end(second)[0] == SUCCEEDED


def test_a_halted_gate_ends_the_drive(tour):
    gate = tour.graph.publisher(SafetyState, "/safety/state", LATCHED)
    handle = tour.under_way(x=5.0)
    gate.publish(SafetyState(state=SafetyState.HALTED, cause="reflex_stop", detail="Somebody said stop."))
    status, result = tour.end(handle)
    assert (status, result.error_msg) == (ABORTED, "I have been stopped. Somebody said stop.")
    tour.graph.until(tour.stands)


def test_a_release_may_be_heard_a_little_after_the_goal(tour):
    gate = tour.graph.publisher(SafetyState, "/safety/state", LATCHED)
    gate.publish(SafetyState(state=SafetyState.HALTED))
    tour.graph.spin(0.2)
    handle = tour.send()
    tour.graph.spin(0.1)
    assert tour.stands()
    gate.publish(SafetyState(state=SafetyState.READY))
    assert tour.end(handle)[0] == SUCCEEDED


@pytest.mark.parametrize(("sense", "words"), [("rolling", "no odometry"), ("scanning", "lidar is silent")])
def test_lost_senses_stop_the_robot_and_end_the_drive_after_a_while(tour, sense, words):
    handle = tour.under_way(x=5.0)
    setattr(tour.base, sense, False)
    status, result = tour.end(handle)
    assert status == ABORTED
    assert words in result.error_msg
    tour.graph.until(tour.stands)


def test_somebody_in_the_only_way_is_waited_for_then_the_drive_ends(tour):
    tour.base.pose = Pose(6.4, 5.6, 0.0)
    tour.graph.spin(0.2)
    handle = tour.send(x=6.4, y=6.8, yaw_rad=pi / 2)
    tour.base.ranges = [0.5] * 360
    status, result = tour.end(handle)
    assert (status, result.error_code) == (ABORTED, 104)
    assert "in the way" in result.error_msg


def test_without_odometry_no_drive_begins(graph):  # noqa: F811
    node = graph.start(NavigationNode, home_file=str(HOME))
    client = ActionClient(graph.probe, NavigateToPose, "navigate_to_pose")
    graph.until(client.server_is_ready)
    sent = client.send_goal_async(NavigateToPose.Goal())
    graph.until(sent.done)
    answer = sent.result().get_result_async()
    graph.until(answer.done)
    assert answer.result().result.error_code == Result.TF_ERROR
    assert node._drive is None


def test_poses_survive_the_way_through_messages():
    pose = Pose(1.5, -2.0, -3.0)
    back = conversions.from_pose(conversions.to_pose(pose))
    assert (back.x, back.y, back.yaw_rad) == pytest.approx((1.5, -2.0, -3.0))


def test_commands_and_paths_become_messages():
    stamp = TwistStamped().header.stamp
    twist = conversions.to_twist(Command(0.3, -0.2), stamp)
    assert (twist.twist.linear.x, twist.twist.angular.z, twist.header.frame_id) == (0.3, -0.2, "base_link")
    path = conversions.to_path(Way([(0.0, 0.0), (0.0, 1.0)]), stamp)
    assert conversions.from_pose(path.poses[0].pose).yaw_rad == pytest.approx(pi / 2)


def test_every_parameter_is_in_the_file():
    file = Path(__file__).parents[1] / "config" / "navigation.yaml"
    assert_yaml_lists_every_parameter(NavigationConfig, file, "navigation")


def test_every_text_is_there_in_both_languages():
    assert_same_texts("huban_navigation")
