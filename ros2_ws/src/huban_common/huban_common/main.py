"""The main function of every node process."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

import rclpy
from rclpy.executors import ExternalShutdownException
from rclpy.experimental.events_executor import EventsExecutor

from huban_common.node import ManagedNode

REFUSED = 2
"""Exit status of a node that was started with something it cannot use: restarting does not help."""


def run(make_node: Callable[[], ManagedNode]) -> None:
    """Starts, configures, activates and spins one node until it is told to end.

    A bad parameter or an unusable set-up ends the process with one line and status 2.
    """
    rclpy.init()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _serve(make_node())
    except (ValueError, OSError) as error:
        sys.exit(_refuse(str(error)))
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
    try:
        executor.spin()
    finally:
        node.teardown()


def _refuse(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr, flush=True)
    return REFUSED


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
