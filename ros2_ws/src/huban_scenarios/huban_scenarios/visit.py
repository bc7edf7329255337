"""An observer that visits a running (or starting) house."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import rclpy
from rclpy.executors import Executor
from rclpy.experimental.events_executor import EventsExecutor
from rclpy.parameter import Parameter
from rclpy.signals import SignalHandlerOptions

from huban_common.main import bring_up
from huban_scenarios.core.observations import Observation
from huban_scenarios.node import Observer


@dataclass(frozen=True)
class Visit:
    """The observer, and what spins it."""

    observer: Observer
    executor: Executor


@contextmanager
def visit(home_file: Path, domain_id: int, on_seen: Callable[[Observation], None]) -> Iterator[Visit]:
    """Joins the ROS graph of a house for as long as the context lasts; simulated time.

    Raises HomeError when the home description cannot be used.
    """
    context = rclpy.Context()
    rclpy.init(args=[], context=context, domain_id=domain_id, signal_handler_options=SignalHandlerOptions.NO)
    parameters = [Parameter("home_file", value=str(home_file)), Parameter("use_sim_time", value=True)]
    observer = Observer(on_seen, context=context, parameter_overrides=parameters)
    executor = EventsExecutor(context=context)
    try:
        executor.add_node(observer)
        bring_up(observer)
        yield Visit(observer, executor)
    finally:
        executor.shutdown()
        observer.destroy_node()
        rclpy.try_shutdown(context=context)
