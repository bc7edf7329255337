"""Tells the ROS graph how the processes are: one status each on /diagnostics, once a second."""

import threading
from types import TracebackType

import rclpy
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.node import Node

from huban_bringup.core.entries import NO_SECOND_LOG
from huban_bringup.core.types import State
from huban_bringup.stack import ProcessStatus, Stack
from huban_common.qos import RELIABLE

PERIOD_S = 1.0
NAME = "huban_bringup"
LEVELS = {
    State.STARTING: DiagnosticStatus.OK,
    State.READY: DiagnosticStatus.OK,
    State.WAITING: DiagnosticStatus.WARN,
    State.DEGRADED: DiagnosticStatus.ERROR,
    State.REFUSED: DiagnosticStatus.ERROR,
    State.STOPPED: DiagnosticStatus.STALE,
}


class StackHealth:
    """Publishes the state of a stack for as long as the context lasts, on a thread and a ROS context of its own."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="stack health", daemon=True)

    def __enter__(self) -> "StackHealth":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.set()
        self._thread.join()

    def _serve(self) -> None:
        context = rclpy.Context()
        rclpy.init(args=["--ros-args", NO_SECOND_LOG], context=context)
        node = Node(NAME, context=context)
        publisher = node.create_publisher(DiagnosticArray, "/diagnostics", RELIABLE)
        while not self._ending.wait(PERIOD_S):
            array = DiagnosticArray(status=[status_of(process) for process in self._stack.processes])
            array.header.stamp = node.get_clock().now().to_msg()
            publisher.publish(array)
        node.destroy_node()
        rclpy.shutdown(context=context)


def status_of(process: ProcessStatus) -> DiagnosticStatus:
    """A process as a diagnostic status."""
    return DiagnosticStatus(
        level=LEVELS[process.state],
        name=f"{NAME}: {process.name}",
        message=process.state.value,
        values=[
            KeyValue(key="restarts", value=str(process.restarts)),
            KeyValue(key="pid", value=str(process.pid or "")),
        ],
    )
