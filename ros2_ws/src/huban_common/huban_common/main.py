"""The main function of every node process."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import rclpy
from rclpy.exceptions import ParameterException
from rclpy.executors import ExternalShutdownException
from rclpy.experimental.events_executor import EventsExecutor

from huban_common.node import ManagedNode

REFUSED = 2
"""Exit status of a node that was started with something it cannot use: restarting does not help."""


def run(make_node: Callable[[], ManagedNode]) -> None:
    """Starts, configures, activates and spins one node until it is told to end (SIGINT or SIGTERM).

    A bad parameter or an unusable set-up ends the process with one line and status 2.
    """
    rclpy.init()
    try:
        _serve(make_node())
    except (ValueError, OSError, ParameterException) as error:
        print(f"error: {error}", file=sys.stderr, flush=True)
        sys.exit(REFUSED)
    except (KeyboardInterrupt, ExternalShutdownException):
        pass
    finally:
        rclpy.try_shutdown()


def bring_up(node: ManagedNode) -> None:
    """Configures and activates a node in this process; raises what made `setup` give up."""
    node.trigger_configure()
    if node.refusal is not None:
        raise node.refusal
    node.trigger_activate()


def _serve(node: ManagedNode) -> None:
    executor = EventsExecutor()
    executor.add_node(node)
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
