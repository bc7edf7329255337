"""The main function of every node process."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import rclpy
from diagnostic_msgs.msg import DiagnosticStatus
from rclpy.exceptions import ParameterException
from rclpy.executors import Executor, ExternalShutdownException
from rclpy.experimental.events_executor import EventsExecutor

from huban_common.core.clock import MonotonicClock
from huban_common.node import ManagedNode

REFUSED = 2
"""Exit status of a node that was started with something it cannot use: restarting does not help."""

CLOCK_LIMIT_S = 60.0
"""Longer than a simulator needs to start, shorter than anybody waits for a robot."""


class NoClock(Exception):
    """Simulated time was asked for and nobody publishes it: restarting may help."""


def run(make_node: Callable[[], ManagedNode]) -> None:
    """Starts, configures, activates and spins one node until it is told to end (SIGINT or SIGTERM).

    A bad parameter or an unusable set-up ends the process with one line and status 2, a missing clock with status 1.
    """
    rclpy.init()
    try:
        _serve(make_node())
    except NoClock as error:
        sys.exit(f"error: {error}")
    except (ValueError, OSError, ParameterException) as error:
        print(f"error: {error}", file=sys.stderr, flush=True)
        sys.exit(REFUSED)
    except (KeyboardInterrupt, ExternalShutdownException):
        pass
    finally:
        rclpy.try_shutdown()


def await_clock(node: ManagedNode, executor: Executor, limit_s: float = CLOCK_LIMIT_S) -> None:
    """Spins until the node's time has begun: with `use_sim_time` when /clock does, else at once.

    Comes before `setup`, so that nothing remembers a time before the clock's first jump, and no message is lost
    to a node that is not active yet. Raises NoClock after `limit_s` of real time.
    """
    if node.time_has_begun:
        return
    node.get_logger().info("waits for the simulated clock on /clock")
    node.report(DiagnosticStatus.WARN, "waits for the simulated clock on /clock")
    real_time = MonotonicClock()
    deadline_s = real_time.now_s() + limit_s
    while not node.time_has_begun:
        if not rclpy.ok(context=node.context):
            raise ExternalShutdownException
        if real_time.now_s() > deadline_s:
            raise NoClock(f"nothing on /clock for {limit_s:.0f} s: start the simulator, or unset use_sim_time")
        node.publish_health()
        executor.spin_once(timeout_sec=min(1.0, limit_s))
    node.report(DiagnosticStatus.OK, "")


def bring_up(node: ManagedNode) -> None:
    """Configures and activates a node in this process; raises what made `setup` give up."""
    node.trigger_configure()
    if node.refusal is not None:
        raise node.refusal
    node.trigger_activate()


def _serve(node: ManagedNode) -> None:
    executor = EventsExecutor()
    executor.add_node(node)
    await_clock(node, executor)
    bring_up(node)
    _notify_ready()
    try:
        while rclpy.ok():
            # spin() without a limit busy-waits in rclpy 9.1.2 and never calls back
            executor.spin_once(timeout_sec=1.0)
    finally:
        node.teardown()


def _notify_ready() -> None:
    """Tells whoever started the process that it is ready: sd_notify(3), as systemd and `./huban` understand it."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
            supervisor.sendto(b"READY=1", address.replace("@", "\0", 1))
