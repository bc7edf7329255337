"""Publishes what the robot's sensors say, each at its own rate of simulated time."""

from collections.abc import Callable

import numpy as np
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from nav_msgs.msg import Odometry
from numpy.typing import NDArray
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, JointState, LaserScan
from std_msgs.msg import Bool
from tf2_msgs.msg import TFMessage

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE, SENSOR
from huban_simulation import conversions
from huban_simulation.core.microphone import CHUNK_S
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.schedule import Rate
from huban_simulation.simulation import Simulation

SCAN_HZ = 10.0


class Sensors:
    """Everything but the camera."""

    def __init__(self, node: ManagedNode, simulation: Simulation) -> None:
        self._simulation = simulation
        self._clock = node.publish_on(Clock, "/clock", SENSOR)
        self._odometry = node.publish_on(Odometry, "/odom", SENSOR)
        self._transforms = node.publish_on(TFMessage, "/tf", RELIABLE)
        self._fixed = node.publish_on(TFMessage, "/tf_static", LATCHED)
        self._scans = node.publish_on(LaserScan, "/scan", SENSOR)
        self._joints = node.publish_on(JointState, "/joint_states", SENSOR)
        self._battery = node.publish_on(BatteryState, "/battery_state", LATCHED)
        self._bumper = node.publish_on(Bool, "/bumper", LATCHED)
        self._microphone = node.publish_on(AudioData, "/microphone/audio", RELIABLE)
        self._pressed: bool | None = None
        self._last_scan: NDArray[np.float32] | None = None
        self._rates: list[tuple[Rate, Callable[[Time], None]]] = [
            (Rate(20.0), self._send_odometry),
            (Rate(SCAN_HZ), self._send_scan),
            (Rate(10.0), self._send_joints),
            (Rate(1.0), self._send_battery),
            (Rate(1.0 / CHUNK_S), self._send_sound),
        ]

    @property
    def last_scan(self) -> NDArray[np.float32] | None:
        """The newest ranges published."""
        return self._last_scan

    def begin(self, stamp: Time) -> None:
        """Publishes what never changes."""
        self._fixed.publish(TFMessage(transforms=conversions.fixed_transforms(ROBOT, stamp)))

    def publish(self, stamp: Time) -> None:
        """Publishes what is due after a step."""
        self._clock.publish(Clock(clock=stamp))
        for rate, send in self._rates:
            if rate.due(self._simulation.time_s):
                send(stamp)
        if self._simulation.bumper.pressed is not self._pressed:
            self._pressed = self._simulation.bumper.pressed
            self._bumper.publish(Bool(data=self._pressed))

    def _send_odometry(self, stamp: Time) -> None:
        odometry = self._simulation.base.odometry()
        self._odometry.publish(conversions.to_odometry(odometry, stamp))
        self._transforms.publish(TFMessage(transforms=[conversions.to_transform(odometry, stamp)]))

    def _send_scan(self, stamp: Time) -> None:
        fault = self._simulation.faults.of("lidar")
        if fault == "off":
            return
        if fault != "frozen" or self._last_scan is None:
            self._last_scan = self._simulation.scan()
        ranges = np.full_like(self._last_scan, np.nan) if fault == "nan" else self._last_scan
        self._scans.publish(conversions.to_scan(ranges, stamp, 1.0 / SCAN_HZ))

    def _send_joints(self, stamp: Time) -> None:
        wheels = self._simulation.physics.wheels()
        self._joints.publish(conversions.to_joint_state(wheels, self._simulation.bed.positions(), stamp))

    def _send_battery(self, stamp: Time) -> None:
        self._battery.publish(conversions.to_battery(self._simulation.battery.read(), stamp))

    def _send_sound(self, _stamp: Time) -> None:
        sound = self._simulation.microphone.chunk()
        fault = self._simulation.faults.of("microphone")
        if fault != "off":
            heard = np.zeros_like(sound) if fault == "silent" else sound
            self._microphone.publish(conversions.to_audio(heard))
