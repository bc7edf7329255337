"""A gate with working wheels, a lidar and a bed around it."""

from math import inf, pi
from pathlib import Path
from random import Random

import pytest
from control_msgs.action import FollowJointTrajectory
from geometry_msgs.msg import TransformStamped, TwistStamped
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from tf2_msgs.msg import TFMessage
from trajectory_msgs.msg import JointTrajectory, JointTrajectoryPoint

from huban_common.qos import COMMAND, LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_common.testing import graph  # noqa: F401
from huban_interfaces.msg import CareEvent, Reflex, SafetyState
from huban_interfaces.srv import Release
from huban_posture.simulation import SimulatedBedDriver
from huban_safety.node import SafetyNode

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"
LIMITS = {
    # Wider than on a robot, because gate, robot and test share one thread on a computer that may be busy
    "command_timeout_s": 0.5,
    "odometry_timeout_s": 1.0,
    "scan_timeout_s": 0.4,
    "bed_patience_s": 0.5,
    "bed_silence_s": 0.4,
    "bed_stuck_s": 0.6,
    "realtime_priority": 0,
}
BED = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}


class Wheels(Node):
    """A base with a lidar turned by 180 degrees: does what /cmd_vel says and reports it."""

    def __init__(self, context) -> None:
        super().__init__("wheels", context=context)
        self.twist = TwistStamped().twist
        self.ranges = [inf] * 359 + [2.0]
        self.frame = "laser"
        self.random = Random(1)
        self.create_subscription(TwistStamped, "/cmd_vel", self.drive, COMMAND)
        self.scans = self.create_publisher(LaserScan, "/scan", SENSOR)
        self.odometry = self.create_publisher(Odometry, "/odom", SENSOR)
        self.frames = self.create_publisher(TFMessage, "/tf_static", LATCHED)
        self.create_timer(0.05, self.report)
        mounting = TransformStamped(child_frame_id="laser")
        mounting.header.frame_id = "base_link"
        mounting.transform.rotation.z = 1.0
        mounting.transform.rotation.w = 0.0
        self.frames.publish(TFMessage(transforms=[mounting]))

    def drive(self, message) -> None:
        self.twist = message.twist

    def report(self) -> None:
        stamp = self.get_clock().now().to_msg()
        odometry = Odometry()
        odometry.header.stamp = stamp
        odometry.twist.twist = self.twist
        self.odometry.publish(odometry)
        scan = LaserScan(angle_min=-pi, angle_increment=pi / 180, range_min=0.05, range_max=8.0)
        scan.ranges = [distance + self.random.gauss(0.0, 0.002) for distance in self.ranges]
        scan.header.stamp, scan.header.frame_id = stamp, self.frame
        self.scans.publish(scan)

    def put(self, distance_m: float, bearing_deg: float) -> None:
        """Something at a bearing of the robot's."""
        self.ranges = [inf] * 360
        self.ranges[round(bearing_deg) % 360] = distance_m


class Bench:
    """A gate with wheels and a bed's driver around it."""

    def __init__(self, graph) -> None:  # noqa: F811
        self.graph = graph
        self.states = graph.collect(SafetyState, "/safety/state", LATCHED)
        self.events = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
        self.motion = graph.collect(TwistStamped, "/cmd_vel", COMMAND)
        self.wheels = graph.add(Wheels(graph.context))
        self.driver = graph.add(SimulatedBedDriver(BED, context=graph.context))
        self.gate = graph.start(SafetyNode, home_file=str(HOME), **LIMITS)
        self.commands = graph.publisher(TwistStamped, "/cmd_vel_smoothed", COMMAND)
        self.reflexes = graph.publisher(Reflex, "/reflex", RELIABLE)
        self.bed = ActionClient(graph.probe, FollowJointTrajectory, "/safety/follow_joint_trajectory")
        graph.until(lambda: self.bed.server_is_ready())

    @property
    def state(self) -> SafetyState:
        return self.states[-1]

    def release(self):
        return self.call(Release, "/safety/release", Release.Request(caller="test"))

    def call(self, kind, name, request):
        client = self.graph.probe.create_client(kind, name)
        self.graph.until(client.service_is_ready)
        answer = client.call_async(request)
        self.graph.until(answer.done)
        return answer.result()

    def ready(self) -> "Bench":
        """Released, with all senses."""
        assert self.release().released
        self.graph.until(lambda: self.state.state == SafetyState.READY)
        return self

    def send(self, speed: float, turn: float = 0.0) -> None:
        command = TwistStamped()
        command.header.stamp = self.graph.probe.get_clock().now().to_msg()
        command.twist.linear.x, command.twist.angular.z = speed, turn
        self.commands.publish(command)

    @property
    def speed(self) -> float:
        """The last one put out."""
        return self.motion[-1].twist.linear.x if self.motion else 0.0

    def push(self, seconds: float, speed: float = 0.2) -> None:
        """Commands at 20 Hz for a while."""
        for _ in range(round(seconds * 20)):
            self.send(speed)
            self.graph.spin(0.05)

    def drive(self, speed: float = 0.2) -> None:
        """Commands at 20 Hz until the robot is that fast."""
        self.command_until(lambda: self.speed == pytest.approx(speed), speed)

    def stopped_by(self, cause: str) -> bool:
        """Whether commands at 20 Hz end at a standstill for that cause."""
        self.command_until(lambda: self.state.cause == cause and self.speed == 0.0)
        return True

    def command_until(self, condition, speed: float = 0.2) -> None:
        for _ in range(200):
            if condition():
                return
            self.send(speed)
            self.graph.spin(0.05)
        pytest.fail(f"not within 10 s: {self.state.cause}, {self.speed} m/s")

    def stop(self, kind: int = Reflex.STOP) -> None:
        self.reflexes.publish(Reflex(kind=kind, source="touchscreen"))

    def move_bed(self, target: float = 0.3, duration_s: int = 3, joint: str = "bed_back_joint"):
        """The accepted goal's handle."""
        point = JointTrajectoryPoint(positions=[target])
        point.time_from_start.sec = duration_s
        trajectory = JointTrajectory(joint_names=[joint], points=[point])
        sent = self.bed.send_goal_async(FollowJointTrajectory.Goal(trajectory=trajectory))
        self.graph.until(sent.done)
        return sent.result()

    def outcome(self, handle):
        answer = handle.get_result_async()
        self.graph.until(answer.done)
        return answer.result().result


@pytest.fixture
def bench(graph):  # noqa: F811
    return Bench(graph)
