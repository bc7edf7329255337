from dataclasses import dataclass

import pytest
from nav2_msgs.action import NavigateToPose
from rclpy.action import ActionClient

from huban_common.actions import End, GoalCall, GoalServer
from huban_common.core.parameters import param
from huban_common.node import ManagedNode
from huban_common.testing import graph  # noqa: F401

Result = NavigateToPose.Result


@dataclass(frozen=True)
class Config:
    name: str = param("work", "name of the action")


class Worker(ManagedNode):
    """Keeps its goals until a test ends them."""

    config_type = Config

    def __init__(self, **options):
        super().__init__("worker", **options)
        self.goals, self.obeys = [], True

    def setup(self):
        self.server = GoalServer(self, NavigateToPose, "work", self.goals.append, self.cancel)

    def cancel(self, goal):
        if self.obeys:
            goal.cancelled(Result(error_msg="stopped"))


class Asker(ManagedNode):
    config_type = Config

    def __init__(self, **options):
        super().__init__("asker", **options)
        self.ends, self.told = [], []

    def setup(self):
        self.client = ActionClient(self, NavigateToPose, "work")
        self.own(self.client, ActionClient.destroy)

    def ask(self, patience_s=0.4):
        return GoalCall(self, self.client, NavigateToPose.Goal(), self.note, self.told.append, patience_s)

    def note(self, end, result):
        self.ends.append((end, result.error_msg if result else None))


@pytest.fixture
def pair(graph):  # noqa: F811
    worker, asker = graph.start(Worker), graph.start(Asker)
    graph.until(asker.client.server_is_ready)
    return worker, asker


def test_a_goal_ends_when_its_worker_says_so(graph, pair):  # noqa: F811
    worker, asker = pair
    asker.ask()
    graph.until(lambda: worker.goals)
    worker.goals[0].feedback(NavigateToPose.Feedback(number_of_recoveries=3))
    graph.spin(0.7)
    assert asker.ends == []
    worker.goals[0].succeed(Result(error_msg="done"))
    graph.until(lambda: asker.ends)
    assert asker.ends == [(End.SUCCEEDED, "done")]
    assert asker.told[0].number_of_recoveries == 3


def test_a_goal_ends_only_once(graph, pair):  # noqa: F811
    worker, asker = pair
    asker.ask()
    graph.until(lambda: worker.goals)
    worker.goals[0].abort(Result(error_msg="first"))
    worker.goals[0].succeed(Result(error_msg="second"))
    graph.until(lambda: asker.ends)
    graph.spin(0.2)
    assert asker.ends == [(End.ABORTED, "first")]


def test_a_cancelled_call_ends_as_the_worker_answers(graph, pair):  # noqa: F811
    worker, asker = pair
    call = asker.ask()
    graph.until(lambda: worker.goals)
    graph.spin(0.1)
    call.cancel()
    call.cancel()
    graph.until(lambda: asker.ends)
    assert asker.ends == [(End.CANCELLED, "stopped")]


def test_a_call_that_is_cancelled_before_it_is_accepted_stops_the_goal_too(graph, pair):  # noqa: F811
    worker, asker = pair
    asker.ask().cancel()
    graph.until(lambda: asker.ends)
    assert asker.ends[0][0] is End.CANCELLED
    assert not worker.goals[0].open


def test_a_worker_that_does_not_stop_is_not_waited_for_longer_than_the_patience(graph, pair):  # noqa: F811
    worker, asker = pair
    worker.obeys = False
    call = asker.ask()
    graph.until(lambda: worker.goals)
    graph.spin(0.1)
    call.cancel()
    graph.until(lambda: asker.ends, timeout_s=1.0)
    assert asker.ends == [(End.SILENT, None)]


def test_an_inactive_node_refuses_goals(graph, pair):  # noqa: F811
    worker, asker = pair
    worker.active = False
    asker.ask()
    graph.until(lambda: asker.ends)
    assert asker.ends == [(End.REJECTED, None)]


def test_a_server_that_is_not_there_is_waited_for_no_longer_than_the_patience(graph):  # noqa: F811
    asker = graph.start(Asker)
    asker.ask()
    graph.until(lambda: asker.ends, timeout_s=1.5)
    assert asker.ends == [(End.ABSENT, None)]


def test_a_server_that_comes_in_time_gets_the_goal(graph):  # noqa: F811
    asker = graph.start(Asker)
    asker.ask(patience_s=5.0)
    worker = graph.start(Worker)
    graph.until(lambda: worker.goals)


def test_a_closed_server_is_gone(graph, pair):  # noqa: F811
    worker, asker = pair
    worker.server.close()
    graph.until(lambda: not asker.client.server_is_ready())
