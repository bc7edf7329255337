"""The gate as a node: the only publisher of /cmd_vel and the only caller of the bed's driver."""

import os
from pathlib import Path
from typing import Any

from builtin_interfaces.msg import Time
from geometry_msgs.msg import TwistStamped
from nav_msgs.msg import Odometry
from rclpy.clock import Clock as RclClock
from rclpy.clock_type import ClockType
from std_msgs.msg import Bool
from std_srvs.srv import Trigger

from huban_common.core.clock import MonotonicClock
from huban_common.core.home import load_home
from huban_common.lidar import Lidar
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import COMMAND, LATCHED, RELIABLE, SENSOR
from huban_common.stamps import seconds
from huban_interfaces.msg import Reflex
from huban_interfaces.srv import Release
from huban_safety.announcer import Announcer, text_key
from huban_safety.bed_relay import BedRelay
from huban_safety.config import SafetyConfig
from huban_safety.conversions import velocity_from_twist, velocity_to_message
from huban_safety.core.gate import Gate
from huban_safety.core.types import Cause

WATCH_PERIOD_S = 0.05


class SafetyNode(ManagedNode):
    """Wires the gate: commands and sensors in, permitted motion and the gate's state out."""

    config_type = SafetyConfig

    def __init__(self, **options: Any) -> None:
        super().__init__("safety", **options)

    def setup(self) -> None:
        home = load_home(Path(self.config.home_file))
        # On a robot the clock that nobody sets; in simulation the simulator's
        clock = self.clock if self.get_parameter("use_sim_time").value else MonotonicClock()
        self.gate = Gate(self.config, clock)
        self._announcer = Announcer(self, self.gate)
        self._motors = self.publish_on(TwistStamped, "/cmd_vel", COMMAND)
        self._bed = BedRelay(self, home.bed, clock, self._bed_lock, self._on_bed_disobedience, self._announcer.say)
        self._listen()
        self._serve()
        self._keep_watch()
        self._take_precedence()

    def start(self) -> None:
        self._announcer.tell()

    def _listen(self) -> None:
        # Not through `subscribe`: a latched button must not be missed while the node is still inactive
        button = self.create_subscription(Bool, "/emergency_stop", self._on_emergency, LATCHED)
        self.own(button, self.destroy_subscription)
        self.subscribe(Reflex, "/reflex", self._on_reflex, RELIABLE)
        self.subscribe(Bool, "/bumper", self._on_bumper, LATCHED)
        self.subscribe(TwistStamped, "/cmd_vel_smoothed", self.pass_on, COMMAND)
        self.subscribe(Odometry, "/odom", self._on_odometry, SENSOR)
        Lidar(self, self.gate.scan)

    def _serve(self) -> None:
        self.own(self.create_service(Release, "/safety/release", self._release), self.destroy_service)
        self.own(self.create_service(Trigger, "/safety/reset", self._reset), self.destroy_service)

    def _keep_watch(self) -> None:
        """A timer that runs only while the robot moves, and not on a clock that may stand still."""
        self._steady = MonotonicClock()
        self._watched_s = self._steady.now_s()
        steady = RclClock(clock_type=ClockType.STEADY_TIME)
        self._timer = self.own(self.create_timer(WATCH_PERIOD_S, self._watch, clock=steady), self.destroy_timer)
        self._timer.cancel()
        self.every(1.0, self._every_second)

    def _take_precedence(self) -> None:
        """Before every ordinary process: Linux decides per thread, and the middleware has threads of its own by now."""
        priority = self.config.realtime_priority
        policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK if priority else os.SCHED_OTHER
        try:
            for thread in os.listdir("/proc/self/task"):
                os.sched_setscheduler(int(thread), policy, os.sched_param(priority))
        except PermissionError:
            self.get_logger().info(self._announcer.say("no-precedence", priority=priority))

    def pass_on(self, message: TwistStamped) -> None:
        """Judges a command and publishes what of it is permitted."""
        age_s = self.clock.now_s() - seconds(message.header.stamp)
        if message.header.stamp != Time() and age_s > self.config.command_timeout_s:
            return  # it waited on its way, for example while this process was stopped
        self.gate.command(velocity_from_twist(message.twist))
        self._put_out()
        if self._timer.is_canceled():
            self._watched_s = self._steady.now_s()
            self._timer.reset()

    def _on_odometry(self, message: Odometry) -> None:
        if self.gate.odometry(velocity_from_twist(message.twist.twist), seconds(message.header.stamp)):
            self._on_halt(fresh=True)

    def _on_bumper(self, message: Bool) -> None:
        if self.gate.bumper(message.data):
            self._on_halt(fresh=True)

    def _on_reflex(self, message: Reflex) -> None:
        if message.kind == Reflex.STOP:
            self._on_halt(self.gate.halt(Cause.REFLEX_STOP))

    def _on_emergency(self, message: Bool) -> None:
        fresh = self.gate.emergency_button(message.data)
        if message.data:
            self._on_halt(fresh)

    def _on_bed_disobedience(self) -> None:
        self._on_halt(self.gate.halt(Cause.BED_SILENT))

    def _on_halt(self, fresh: bool) -> None:
        """Zero first, then the bed, then words."""
        self._put_out()
        self._bed.halt(text_key(self.gate.verdict.cause))
        if fresh:
            self._announcer.halted()

    def _bed_lock(self) -> str | None:
        return text_key(self.gate.verdict.cause) if self.gate.locked else None

    def _release(self, request: Release.Request, response: Release.Response) -> Release.Response:
        response.released = self.gate.release()
        response.message = self._announcer.say("released" if response.released else "not-released")
        self.get_logger().info(f"release asked for by '{request.caller}': {response.message}")
        self._announcer.tell()
        return response

    def _reset(self, _request: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        response.success = self.gate.reset()
        response.message = self._announcer.say("emergency-over" if response.success else "button-pressed")
        self._announcer.tell()
        return response

    def _watch(self) -> None:
        now_s = self._steady.now_s()
        late_s, self._watched_s = now_s - self._watched_s - WATCH_PERIOD_S, now_s
        if self.gate.watch():
            self._put_out()
        self._announcer.tell()
        if late_s > self.config.watchdog_late_s:
            self._announcer.late(late_s)
        if self.gate.idle:
            self._timer.cancel()

    def _put_out(self) -> None:
        self._motors.publish(velocity_to_message(self.gate.output, self.get_clock().now().to_msg()))
        self._announcer.tell()

    def _every_second(self) -> None:
        if self.gate.watch():
            self._put_out()
        self._announcer.repeat()


def main() -> None:
    run(SafetyNode)
