"""What the gate costs: a command from message to message, and a scan of 360 rays."""

from collections.abc import Callable
from math import inf, pi
from pathlib import Path
from time import monotonic, perf_counter

import numpy as np
import rclpy
from geometry_msgs.msg import TwistStamped
from rclpy.parameter import Parameter

from huban_common.core.lidar import Scan, view
from huban_common.main import bring_up
from huban_safety.core.types import Velocity
from huban_safety.node import SafetyNode

ROUNDS, COMMANDS = 40, 25
RAYS = 360


def command_cost(home_file: Path, domain_id: int) -> dict[str, float]:
    """Microseconds in a room of 4 m by 3 m: a command with and without its messages, and taking in a scan."""
    context = rclpy.Context()
    rclpy.init(context=context, domain_id=domain_id)
    overrides = [Parameter("home_file", value=str(home_file)), Parameter("realtime_priority", value=0)]
    node = SafetyNode(context=context, parameter_overrides=overrides)
    bring_up(node)
    try:
        return _measured(node)
    finally:
        node.destroy_node()
        rclpy.shutdown(context=context)


def _measured(node: SafetyNode) -> dict[str, float]:
    gate, command = node.gate, TwistStamped()
    command.twist.linear.x, command.twist.angular.z = 0.3, 0.1
    gate.release()
    scans, decisions, callbacks = [], [], []
    for _ in range(ROUNDS):
        scan = _room(monotonic())
        scans.append(_timed_us(lambda scan=scan: gate.scan(view(scan, np.eye(4)))))
        gate.odometry(gate.output, monotonic())
        decisions += [_timed_us(lambda: gate.command(Velocity(0.3, 0.1))) for _ in range(COMMANDS)]
        callbacks += [_timed_us(lambda: node.pass_on(command)) for _ in range(COMMANDS)]
    if gate.output.linear <= 0.0:
        raise RuntimeError(f"the gate let nothing pass, so nothing was measured: {gate.verdict}")
    return {
        "command_us_p50": float(np.median(callbacks)),
        "command_us_p99": float(np.percentile(callbacks, 99)),
        "decision_us_p50": float(np.median(decisions)),
        "scan_us_p50": float(np.median(scans)),
    }


def _timed_us(action: Callable[[], object]) -> float:
    start_s = perf_counter()
    action()
    return (perf_counter() - start_s) * 1e6


def _room(stamp_s: float) -> Scan:
    """Four walls around the robot with a little noise."""
    bearings = np.linspace(-pi, pi, RAYS, endpoint=False)
    with np.errstate(divide="ignore"):
        walls = np.minimum(2.0 / np.abs(np.cos(bearings)), 1.5 / np.abs(np.sin(bearings)))
    noisy = walls + np.random.default_rng(1).normal(0.0, 0.01, RAYS) + stamp_s % 1.0 * 1e-3
    return Scan(stamp_s, "laser", noisy, -pi, 2 * pi / RAYS, 0.05, inf)
