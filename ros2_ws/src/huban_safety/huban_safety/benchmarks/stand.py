"""A gate in a process of its own, and a probe that plays the robot, its controller and the person who says stop."""

import os
import subprocess
import sys
from collections.abc import Callable
from math import pi
from pathlib import Path
from time import monotonic

import rclpy
from geometry_msgs.msg import TransformStamped, TwistStamped
from nav_msgs.msg import Odometry
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.time import Time
from sensor_msgs.msg import LaserScan
from tf2_msgs.msg import TFMessage

from huban_common.qos import COMMAND, LATCHED, RELIABLE, SENSOR
from huban_interfaces.msg import Reflex
from huban_interfaces.srv import Release

GATE = "from huban_safety.node import main; main()"
SPEED_MPS = 0.2
LONGEST_WAIT_S = 20.0


class StandError(RuntimeError):
    """The gate did not do what has to happen before anything can be measured."""


class Stand:
    """Starts the gate on a ROS domain of its own; a context manager."""

    def __init__(self, home_file: Path, domain_id: int) -> None:
        arguments = ["--ros-args", "--log-level", "warn", "-p", f"home_file:={home_file}"]
        environment = {**os.environ, "ROS_DOMAIN_ID": str(domain_id)}
        self._gate = subprocess.Popen([sys.executable, "-c", GATE, *arguments], env=environment)
        self._context = rclpy.Context()
        rclpy.init(context=self._context, domain_id=domain_id)
        self._node = Node("gate_bench", context=self._context)
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(self._node)
        self._speed_mps = self._wanted_mps = 0.0
        self._connect()

    def __enter__(self) -> "Stand":
        return self

    def __exit__(self, *_: object) -> None:
        self._gate.terminate()
        self._gate.wait(LONGEST_WAIT_S)
        self._executor.shutdown()
        self._node.destroy_node()
        rclpy.shutdown(context=self._context)

    def stop_s(self) -> tuple[float, float]:
        """Sets the robot in motion and says stop; seconds until zero is put out and until the motors hear it."""
        self._wanted_mps = 0.0
        self._spin_for(0.1)
        self._release()
        self._wanted_mps = SPEED_MPS
        self._spin_until(lambda: self._speed_mps > SPEED_MPS / 2, "moving")
        said_s, said = monotonic(), self._node.get_clock().now()
        self._reflexes.publish(Reflex(kind=Reflex.STOP, source="touchscreen"))
        self._spin_until(lambda: self._speed_mps == 0.0, "stopped")
        return (Time.from_msg(self._stamp) - said).nanoseconds * 1e-9, self._heard_s - said_s

    def _connect(self) -> None:
        node = self._node
        self._reflexes = node.create_publisher(Reflex, "/reflex", RELIABLE)
        self._commands = node.create_publisher(TwistStamped, "/cmd_vel_smoothed", COMMAND)
        self._scans = node.create_publisher(LaserScan, "/scan", SENSOR)
        self._odometry = node.create_publisher(Odometry, "/odom", SENSOR)
        self._frames = node.create_publisher(TFMessage, "/tf_static", LATCHED)
        self._releases = node.create_client(Release, "/safety/release")
        node.create_subscription(TwistStamped, "/cmd_vel", self._hear, COMMAND)
        node.create_timer(0.05, self._command)
        node.create_timer(0.1, self._scan)
        mounting = TransformStamped(child_frame_id="laser")
        mounting.header.frame_id = "base_link"
        self._frames.publish(TFMessage(transforms=[mounting]))
        self._spin_until(lambda: self._reflexes.get_subscription_count() > 0, "started")
        self._spin_until(self._releases.service_is_ready, "started")

    def _release(self) -> None:
        answer = self._releases.call_async(Release.Request(caller="bench"))
        self._spin_until(answer.done, "released")

    def _hear(self, message: TwistStamped) -> None:
        self._heard_s, self._stamp = monotonic(), message.header.stamp
        self._speed_mps = message.twist.linear.x

    def _command(self) -> None:
        command, odometry = TwistStamped(), Odometry()
        command.header.stamp = odometry.header.stamp = self._node.get_clock().now().to_msg()
        command.twist.linear.x, odometry.twist.twist.linear.x = self._wanted_mps, self._speed_mps
        self._odometry.publish(odometry)
        self._commands.publish(command)

    def _scan(self) -> None:
        now = self._node.get_clock().now()
        scan = LaserScan(angle_min=-pi, angle_increment=pi / 180, range_min=0.05, range_max=12.0)
        scan.header.stamp, scan.header.frame_id = now.to_msg(), "laser"
        scan.ranges = [3.0 + now.nanoseconds % 1000 * 1e-6] * 360
        self._scans.publish(scan)

    def _spin_for(self, seconds: float) -> None:
        end_s = monotonic() + seconds
        while monotonic() < end_s:
            self._executor.spin_once(timeout_sec=0.01)

    def _spin_until(self, condition: Callable[[], bool], what: str) -> None:
        end_s = monotonic() + LONGEST_WAIT_S
        while not condition():
            if monotonic() > end_s:
                raise StandError(f"the gate has not {what} within {LONGEST_WAIT_S:.0f} s")
            self._executor.spin_once(timeout_sec=0.01)
