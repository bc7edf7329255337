"""Pytest helpers for nodes: an isolated ROS graph per test and waits that always end."""

import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import rclpy
from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.parameter import Parameter
from rclpy.qos import QoSProfile
from rosgraph_msgs.msg import Clock

from huban_common.core.parameters import described, load_yaml
from huban_common.main import await_clock, bring_up
from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE, SENSOR
from huban_common.stamps import to_time

_DOMAINS = count(os.getpid() % 90)


class Graph:
    """Nodes under test and one probe, alone on a ROS domain, spun by the test itself."""

    def __init__(self, domain_id: int) -> None:
        self.context = rclpy.Context()
        rclpy.init(context=self.context, domain_id=domain_id)
        self.executor = SingleThreadedExecutor(context=self.context)
        self.nodes: list[Node] = []
        self.probe = self.add(Node("probe", context=self.context))

    def add(self, node: Node) -> Any:
        self.nodes.append(node)
        self.executor.add_node(node)
        return node

    def start(self, node_type: type[ManagedNode], **parameters: Any) -> Any:
        """A configured and active node with these parameters; on simulated time once there is any."""
        overrides = [Parameter(name, value=value) for name, value in parameters.items()]
        node = self.add(node_type(context=self.context, parameter_overrides=overrides))
        await_clock(node, self.executor)
        bring_up(node)
        return node

    def collect(self, kind: type[Any], topic: str, qos: QoSProfile = RELIABLE) -> list[Any]:
        """A list that fills with what is published on a topic."""
        seen: list[Any] = []
        self.probe.create_subscription(kind, topic, seen.append, qos)
        return seen

    def publisher(self, kind: type[Any], topic: str, qos: QoSProfile = RELIABLE) -> Any:
        """A probe's publisher that has found at least one reader."""
        publisher = self.probe.create_publisher(kind, topic, qos)
        self.until(lambda: publisher.get_subscription_count() > 0)
        return publisher

    def until(self, condition: Callable[[], Any], timeout_s: float = 10.0) -> Any:
        """Spins until the condition holds; fails the test when it does not in time."""
        deadline = time.monotonic() + timeout_s
        while not (value := condition()):
            if time.monotonic() > deadline:
                pytest.fail(f"not within {timeout_s} s")
            self.executor.spin_once(timeout_sec=0.02)
        return value

    def spin(self, seconds: float) -> None:
        """Spins for a while, for what must *not* happen."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.executor.spin_once(timeout_sec=0.02)

    def simulate_time(self, begin_s: float = 1.0) -> "SimulatedTime":
        """A /clock for nodes that are started with `use_sim_time`."""
        return SimulatedTime(self.probe, begin_s)

    def close(self) -> None:
        for node in self.nodes:
            if isinstance(node, ManagedNode):
                node.teardown()
            node.destroy_node()
        self.executor.shutdown()
        rclpy.shutdown(context=self.context)


class SimulatedTime:
    """Publishes /clock as a simulator does; while `paused` only `advance` moves it."""

    _TICK_S = 0.02

    def __init__(self, node: Node, begin_s: float) -> None:
        self.paused = False
        self._now_s = begin_s
        self._clock = node.create_publisher(Clock, "/clock", SENSOR)
        node.create_timer(self._TICK_S, self._tick)

    def advance(self, seconds: float) -> None:
        self._now_s += seconds
        self._clock.publish(Clock(clock=to_time(self._now_s)))

    def _tick(self) -> None:
        if not self.paused:
            self.advance(self._TICK_S)


class FakeAction:
    """Another node's action: `succeeds`, `aborts`, `rejects`, or `holds` its goals until they are cancelled."""

    def __init__(self, node: Node, kind: type[Any], name: str, manner: str = "succeeds") -> None:
        self.manner = manner
        self.goals: list[Any] = []
        self.cancelled = 0
        self._kind = kind
        self._server = ActionServer(
            node,
            kind,
            name,
            execute_callback=self._succeed,
            goal_callback=lambda _: GoalResponse.REJECT if self.manner == "rejects" else GoalResponse.ACCEPT,
            handle_accepted_callback=self._accept,
            cancel_callback=self._cancel,
        )

    def _accept(self, handle: ServerGoalHandle) -> None:
        self.goals.append(handle.request)
        if self.manner != "holds":
            handle.execute(self._abort if self.manner == "aborts" else self._succeed)

    def _cancel(self, handle: ServerGoalHandle) -> CancelResponse:
        self.cancelled += 1
        handle.execute(self._end_cancelled)
        return CancelResponse.ACCEPT

    def _succeed(self, handle: ServerGoalHandle) -> Any:
        handle.succeed()
        return self._kind.Result()

    def _abort(self, handle: ServerGoalHandle) -> Any:
        handle.abort()
        return self._kind.Result()

    def _end_cancelled(self, handle: ServerGoalHandle) -> Any:
        handle.canceled()
        return self._kind.Result()


@pytest.fixture
def graph() -> Iterator[Graph]:
    """An isolated ROS graph on a domain id of its own."""
    made = Graph(domain_id=1 + next(_DOMAINS) % 100)
    yield made
    made.close()


def assert_yaml_lists_every_parameter(config_type: type[Any], path: Path, node_name: str) -> None:
    """The parameter file names each field of the dataclass, and nothing else, with usable values."""
    import yaml

    load_yaml(config_type, path, node_name)
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))[node_name]["ros__parameters"]
    assert set(listed) == {item.name for item in described(config_type)}


def assert_same_texts(package: str) -> None:
    """Every text of a package's catalogue exists in every language and is meant alike, in a way that can be spoken."""
    from huban_common.core.texts import EXPRESSIONS

    english, mandarin = (_expressions(package, language) for language in ("en", "zh-CN"))
    assert english == mandarin
    assert set(english.values()) <= {"", *EXPRESSIONS}


def _expressions(package: str, language: str) -> dict[str, str]:
    """The expression of each text, empty where it has none."""
    from importlib.resources import files

    from fluent.syntax import FluentParser
    from fluent.syntax.ast import Message
    from fluent.syntax.serializer import serialize_pattern

    source = files(package).joinpath(f"locale/{language}.ftl").read_text(encoding="utf-8")
    messages = [entry for entry in FluentParser().parse(source).body if isinstance(entry, Message)]
    assert {attribute.id.name for message in messages for attribute in message.attributes} <= {"expression"}
    return {
        message.id.name: "".join(serialize_pattern(attribute.value).strip() for attribute in message.attributes)
        for message in messages
    }
