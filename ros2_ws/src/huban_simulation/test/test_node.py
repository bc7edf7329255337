import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rclpy
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Duration
from control_msgs.action import FollowJointTrajectory
from geometry_msgs.msg import TwistStamped
from hri_actions_msgs.msg import ClosedCaption
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, CameraInfo, Image, JointState, LaserScan
from std_msgs.msg import Bool
from tf2_msgs.msg import TFMessage
from trajectory_msgs.msg import JointTrajectoryPoint

from huban_common.core.home import HomeError
from huban_common.qos import COMMAND, LATCHED, RELIABLE, SENSOR
from huban_common.stamps import seconds
from huban_common.testing import Graph
from huban_interfaces.msg import SimulationState
from huban_interfaces.srv import Act
from huban_simulation.bed_action import ACTION
from huban_simulation.core.bed_trajectory import Outcome
from huban_simulation.node import SimulationNode

HOME_FILE = str(Path(__file__).parents[4] / "sim" / "home.yaml")
START_S = 1_700_000_000.0


class Stage:
    """A running simulator and what a test does with it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._act = graph.probe.create_client(Act, "/simulation/act")
        self._bed = ActionClient(graph.probe, FollowJointTrajectory, ACTION)

    def start(self, **parameters: Any) -> SimulationNode:
        usual = {"home_file": HOME_FILE, "start_time_s": START_S, "camera": False, "viewer": False, "speed": 5.0}
        node: SimulationNode = self.graph.start(SimulationNode, **{**usual, **parameters})
        return node

    def act(self, actor: str, act: str, **args: Any) -> Act.Response:
        self.graph.until(self._act.service_is_ready)
        answer = self._act.call_async(Act.Request(actor=actor, act=act, args=json.dumps(args)))
        return self.graph.until(lambda: answer.result())

    def move_bed(self, joint: str, position: float, time_s: int) -> Any:
        """The handle of a goal that was sent."""
        self.graph.until(self._bed.server_is_ready)
        goal = FollowJointTrajectory.Goal()
        goal.trajectory.joint_names = [joint]
        goal.trajectory.points = [JointTrajectoryPoint(positions=[position], time_from_start=Duration(sec=time_s))]
        self.feedback: list[Any] = []
        sent = self._bed.send_goal_async(goal, self.feedback.append)
        return self.graph.until(lambda: sent.result())

    def result(self, handle: Any) -> Any:
        answer = handle.get_result_async()
        return self.graph.until(lambda: answer.result(), timeout_s=20.0)


@pytest.fixture
def stage(graph: Graph) -> Stage:
    return Stage(graph)


def period_s(messages: list[Any], time_of: Callable[[Any], float]) -> float:
    """The usual time between messages, some of which a slow reader misses."""
    return float(np.median(np.diff([time_of(message) for message in messages])))


def stamp_s(message: Any) -> float:
    return seconds(message.header.stamp)


def test_sensors_flow_at_their_rates_in_their_frames(stage: Stage) -> None:
    graph = stage.graph
    clocks = graph.collect(Clock, "/clock", SENSOR)
    scans = graph.collect(LaserScan, "/scan", SENSOR)
    odometry = graph.collect(Odometry, "/odom", SENSOR)
    moving, fixed = graph.collect(TFMessage, "/tf"), graph.collect(TFMessage, "/tf_static", LATCHED)
    joints = graph.collect(JointState, "/joint_states", SENSOR)
    battery = graph.collect(BatteryState, "/battery_state", LATCHED)
    bumper = graph.collect(Bool, "/bumper", LATCHED)
    stage.start(speed=1.0)
    graph.until(lambda: len(scans) > 20 and len(battery) > 1)
    assert seconds(clocks[0].clock) >= START_S
    assert period_s(clocks, lambda message: seconds(message.clock)) == pytest.approx(0.02, abs=0.001)
    assert period_s(scans, stamp_s) == pytest.approx(0.1, abs=0.001) and scans[0].header.frame_id == "laser"
    assert 0.04 <= period_s(odometry, stamp_s) <= 0.0601
    assert moving[-1].transforms[0].child_frame_id == odometry[-1].child_frame_id == "base_link"
    names = [transform.child_frame_id for transform in fixed[0].transforms]
    assert names == ["laser", "camera_link", "camera_optical_frame"]
    assert {"wheel_left_joint", "bed_back_joint", "bed_height_joint"} <= set(joints[-1].name)
    assert 0.8 < battery[-1].percentage < 0.9 and [message.data for message in bumper] == [False]


def test_the_camera_shows_the_home(stage: Stage) -> None:
    pictures = stage.graph.collect(Image, "/camera/image_raw", SENSOR)
    infos = stage.graph.collect(CameraInfo, "/camera/camera_info", SENSOR)
    stage.start(camera=True, speed=1.0)
    stage.graph.until(lambda: pictures and infos, timeout_s=20.0)
    picture = pictures[0]
    assert (picture.width, picture.height, picture.encoding) == (640, 480, "rgb8")
    assert picture.header.frame_id == infos[0].header.frame_id == "camera_optical_frame"
    assert np.frombuffer(picture.data, np.uint8).std() > 20


def test_a_black_camera_is_black(stage: Stage) -> None:
    pictures = stage.graph.collect(Image, "/camera/image_raw", SENSOR)
    stage.start(camera=True, speed=1.0, faults="camera=black")
    stage.graph.until(lambda: pictures, timeout_s=20.0)
    assert not np.frombuffer(pictures[0].data, np.uint8).any()


def test_velocity_commands_move_the_robot(stage: Stage) -> None:
    states = stage.graph.collect(SimulationState, "/simulation/state")
    stage.start()
    commands = stage.graph.publisher(TwistStamped, "/cmd_vel", COMMAND)
    stage.graph.until(lambda: states)
    command = TwistStamped()
    command.twist.angular.z = 0.8

    def turned() -> bool:
        commands.publish(command)
        return abs(states[-1].robot.orientation.z - states[0].robot.orientation.z) > 0.1

    stage.graph.until(turned)
    assert states[-1].robot_room == "bedroom" and states[-1].contacts == 0


def test_the_bed_follows_a_trajectory_and_tells_how_far_it_is(stage: Stage) -> None:
    joints = stage.graph.collect(JointState, "/joint_states", SENSOR)
    stage.start()
    result = stage.result(stage.move_bed("bed_back_joint", 0.4, 4))
    assert result.result.error_code == Outcome.SUCCESSFUL
    stage.graph.until(lambda: back_of(joints[-1]) == pytest.approx(0.4, abs=0.02))
    assert stage.feedback and list(stage.feedback[-1].feedback.joint_names) == ["bed_back_joint"]


def back_of(message: JointState) -> float:
    return float(dict(zip(message.name, message.position, strict=True))["bed_back_joint"])


def test_a_cancelled_bed_stops_where_it_is(stage: Stage) -> None:
    node = stage.start()
    handle = stage.move_bed("bed_back_joint", 1.0, 9)
    stage.graph.until(lambda: node._simulation.bed.positions()["bed_back_joint"] > 0.1)
    cancelled = handle.cancel_goal_async()
    stage.graph.until(lambda: cancelled.result())
    assert stage.result(handle).status == 5
    there = node._simulation.bed.positions()["bed_back_joint"]
    stage.graph.spin(0.5)
    assert node._simulation.bed.positions()["bed_back_joint"] == pytest.approx(there, abs=0.01) and there < 0.9


def test_an_unknown_joint_is_refused_with_the_standard_code(stage: Stage) -> None:
    stage.start()
    result = stage.result(stage.move_bed("bed_wing_joint", 0.4, 4)).result
    assert result.error_code == Outcome.INVALID_JOINTS and "bed_wing_joint" in result.error_string


def test_a_rejecting_bed_says_so_until_it_is_repaired(stage: Stage) -> None:
    stage.start(faults="bed=reject")
    assert stage.result(stage.move_bed("bed_back_joint", 0.1, 1)).result.error_code == Outcome.INVALID_GOAL
    assert stage.act("faults", "bed", mode="none").accepted
    assert stage.result(stage.move_bed("bed_back_joint", 0.1, 1)).result.error_code == Outcome.SUCCESSFUL


def test_a_bed_that_vanished_comes_back(stage: Stage) -> None:
    stage.start()
    client = ActionClient(stage.graph.probe, FollowJointTrajectory, ACTION)
    stage.graph.until(client.server_is_ready)
    stage.act("faults", "bed", mode="vanish")
    stage.graph.until(lambda: not client.server_is_ready())
    stage.act("faults", "bed", mode="none")
    stage.graph.until(client.server_is_ready)


def test_what_the_elder_says_reaches_the_microphone(stage: Stage) -> None:
    chunks = stage.graph.collect(AudioData, "/microphone/audio", RELIABLE)
    states = stage.graph.collect(SimulationState, "/simulation/state")
    stage.start(speed=1.0)
    stage.graph.until(lambda: len(chunks) > 3)
    assert stage.act("elder", "say", text="Please come here.", lang="en").accepted
    stage.graph.until(lambda: any(loudness(chunk) > 1000 for chunk in chunks))
    assert loudness(chunks[0]) < 100 and {len(chunk.data) for chunk in chunks} == {1280}
    stage.graph.until(lambda: any(actor.saying for actor in states[-1].actors))


def loudness(chunk: AudioData) -> float:
    return float(np.frombuffer(chunk.data, "<i2").astype(float).std())


@pytest.mark.parametrize(
    ("actor", "act", "args", "reason"),
    [
        ("gardener", "wave", "{}", "gardener"),
        ("elder", "say", "[1]", "JSON object"),
        ("elder", "say", "{", "Expecting"),
    ],
)
def test_bad_directions_come_back_with_a_reason(stage: Stage, actor: str, act: str, args: str, reason: str) -> None:
    node = stage.start()
    response = node._act(Act.Request(actor=actor, act=act, args=args), Act.Response())
    assert not response.accepted and reason in response.message


def test_a_fall_is_the_truth_everybody_can_read(stage: Stage) -> None:
    states = stage.graph.collect(SimulationState, "/simulation/state")
    stage.start(speed=0.0)
    assert stage.act("elder", "get_up").accepted
    stage.graph.until(lambda: states and elder(states).posture == "standing", timeout_s=20.0)
    assert stage.act("elder", "fall").accepted
    stage.graph.until(lambda: states and elder(states).posture == "fallen", timeout_s=20.0)
    assert elder(states).pose.position.z < 0.4


def elder(states: list[SimulationState]) -> Any:
    return next(actor for actor in states[-1].actors if actor.name == "elder")


def test_what_the_robot_says_is_shown_in_the_view(stage: Stage) -> None:
    node = stage.start(camera=True, viewer=True, viewer_port=0)
    captions = stage.graph.publisher(ClosedCaption, "/closed_captions", RELIABLE)
    captions.publish(ClosedCaption(speaker_id="__system__", text="Are you hurt?"))
    stage.graph.until(lambda: node._description()["caption"] == "Are you hurt?")


def test_a_missing_home_is_refused_with_its_path(graph: Graph) -> None:
    with pytest.raises(HomeError, match=r"nowhere\.yaml"):
        graph.start(SimulationNode, home_file="/nowhere.yaml", camera=False)


def test_the_node_can_be_set_up_again(stage: Stage) -> None:
    node = stage.start(camera=True, viewer=True, viewer_port=0)
    node.trigger_deactivate()
    node.trigger_cleanup()
    node.trigger_configure()
    node.trigger_activate()
    assert node.refusal is None and rclpy.ok(context=node.context)
