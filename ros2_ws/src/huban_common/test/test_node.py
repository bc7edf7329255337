from dataclasses import dataclass

import pytest
from builtin_interfaces.msg import Time
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from rclpy.parameter import Parameter
from rosgraph_msgs.msg import Clock
from std_msgs.msg import String

from huban_common.core.parameters import param
from huban_common.main import NoClock, await_clock, bring_up, run
from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE, SENSOR
from huban_common.testing import graph  # noqa: F401


@dataclass(frozen=True)
class Config:
    greeting: str = param("hello", "what it answers")
    limit: int = param(3, "how often", minimum=1, maximum=5)


class Echo(ManagedNode):
    config_type = Config

    def __init__(self, **options):
        super().__init__("echo", **options)

    def setup(self):
        if self.config.greeting == "bad":
            raise ValueError("greeting: 'bad' is not polite")
        self.set_up_s = self.clock.now_s()
        self.answers = self.publish_on(String, "answer", RELIABLE)
        self.subscribe(String, "question", self.answer, RELIABLE)
        self.ticks = 0
        self.every(0.02, self.tick)

    def tick(self):
        self.ticks += 1

    def answer(self, message):
        self.report(DiagnosticStatus.WARN, "asked", question=message.data)
        self.answers.publish(String(data=f"{self.config.greeting} {message.data}"))


def test_an_active_node_answers(graph):  # noqa: F811
    graph.start(Echo, greeting="good morning")
    answers = graph.collect(String, "answer")
    graph.publisher(String, "question").publish(String(data="Mrs. Wang"))
    graph.until(lambda: answers)
    assert answers[0].data == "good morning Mrs. Wang"


def test_an_inactive_node_neither_ticks_nor_answers(graph):  # noqa: F811
    node = graph.start(Echo)
    graph.until(lambda: node.ticks > 0)
    node.trigger_deactivate()
    ticks, answers = node.ticks, graph.collect(String, "answer")
    graph.publisher(String, "question").publish(String(data="x"))
    graph.spin(0.3)
    assert node.ticks == ticks and not answers


def test_cleanup_removes_what_configure_made(graph):  # noqa: F811
    node = graph.start(Echo)
    topics_before = {name for name, _ in node.get_publisher_names_and_types_by_node("echo", "/")}
    node.trigger_deactivate()
    node.trigger_cleanup()
    topics_after = {name for name, _ in node.get_publisher_names_and_types_by_node("echo", "/")}
    assert "/answer" in topics_before and "/answer" not in topics_after
    bring_up(node)
    assert node.active


def test_health_is_published_each_second(graph):  # noqa: F811
    graph.start(Echo)
    health = graph.collect(DiagnosticArray, "/diagnostics")
    graph.publisher(String, "question").publish(String(data="x"))
    graph.until(lambda: any(array.status[0].message == "asked" for array in health))
    status = health[-1].status[0]
    assert status.name == "echo: health" and status.level == DiagnosticStatus.WARN
    assert (status.values[0].key, status.values[0].value) == ("question", "x")


def test_a_node_that_cannot_use_its_set_up_refuses_to_start(graph):  # noqa: F811
    with pytest.raises(ValueError, match="not polite"):
        graph.start(Echo, greeting="bad")


def test_a_parameter_outside_its_range_is_refused(graph):  # noqa: F811
    with pytest.raises(Exception, match="limit"):
        Echo(context=graph.context, parameter_overrides=[Parameter("limit", value=9)])


def test_a_node_is_set_up_when_its_simulated_time_has_begun(graph):  # noqa: F811
    health = graph.collect(DiagnosticArray, "/diagnostics")
    clock = graph.probe.create_publisher(Clock, "/clock", SENSOR)
    begins = graph.probe.create_timer(0.5, lambda: clock.publish(Clock(clock=Time(sec=5000))))
    node = graph.start(Echo, use_sim_time=True)
    begins.cancel()
    assert node.active and node.set_up_s == 5000.0
    waiting = health[0].status[0]
    assert waiting.level == DiagnosticStatus.WARN and "/clock" in waiting.message


def test_a_node_does_not_wait_for_ever_for_simulated_time(graph):  # noqa: F811
    node = graph.add(Echo(context=graph.context, parameter_overrides=[Parameter("use_sim_time", value=True)]))
    with pytest.raises(NoClock, match="start the simulator"):
        await_clock(node, graph.executor, limit_s=0.1)
    assert not node.active


def test_a_process_that_ends_for_want_of_time_may_be_started_again():
    def without_time():
        raise NoClock("nothing on /clock")

    with pytest.raises(SystemExit) as ended:
        run(without_time)
    assert ended.value.code == "error: nothing on /clock"


def test_what_waited_for_time_tells_no_more_of_it(graph):  # noqa: F811
    graph.simulate_time()
    graph.start(Echo, use_sim_time=True)
    health = graph.collect(DiagnosticArray, "/diagnostics")
    graph.until(lambda: health)
    assert health[-1].status[0].level == DiagnosticStatus.OK
