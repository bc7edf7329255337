from pathlib import Path

import pytest
from control_msgs.action import FollowJointTrajectory
from rclpy.action import ActionClient
from sensor_msgs.msg import JointState
from std_msgs.msg import String

from huban_common.actions import GoalServer
from huban_common.core.bed_codes import GATE_LOCKED
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED
from huban_common.testing import assert_same_texts, assert_yaml_lists_every_parameter, graph  # noqa: F401
from huban_interfaces.action import MoveBed
from huban_posture.config import PostureConfig
from huban_posture.conversions import goal_from_move, positions_from_message
from huban_posture.core.bed_plan import Move
from huban_posture.node import PostureNode
from huban_posture.simulation import Fault, SimulatedBedDriver

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"
BED = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.1}
Result = MoveBed.Result


class OpenGate(ManagedNode):
    """A gate that lets everything through to a driver, in an instant, or is locked."""

    config_type = PostureConfig

    def __init__(self, **options):
        super().__init__("open_gate", **options)
        self.goals, self.locked, self.held = [], False, []

    def setup(self):
        GoalServer(self, FollowJointTrajectory, "/safety/follow_joint_trajectory", self.take, self.drop)
        self.states = self.publish_on(JointState, "/joint_states", 10)
        self.positions = dict(BED)
        self.slow = False
        self.every(0.05, self.tell)

    def tell(self):
        self.states.publish(JointState(name=list(self.positions), position=list(self.positions.values())))

    def take(self, goal):
        self.goals.append(goal.request.trajectory)
        if self.locked:
            error = FollowJointTrajectory.Result(error_code=GATE_LOCKED, error_string="Somebody said stop.")
            goal.abort(error)
        elif self.slow:
            self.held.append(goal)
        else:
            name, point = goal.request.trajectory.joint_names[0], goal.request.trajectory.points[-1]
            self.positions[name] = point.positions[0]
            self.tell()
            goal.succeed(FollowJointTrajectory.Result())

    def drop(self, goal):
        self.held.remove(goal)
        goal.cancelled(FollowJointTrajectory.Result())


class Bedside:
    """Somebody who asks the posture node for something."""

    def __init__(self, graph):  # noqa: F811
        self.graph = graph
        self.gate = graph.start(OpenGate)
        self.node = graph.start(PostureNode, home_file=str(HOME), patience_s=0.6, silence_s=0.5)
        self.client = ActionClient(graph.probe, MoveBed, "/posture/move_bed")
        self.feedback = []
        graph.until(self.client.server_is_ready)
        graph.until(lambda: self.node._gate.server_is_ready())
        graph.spin(0.2)

    def ask(self, section, direction="", target=0.0, role="elder"):
        """The accepted goal's handle."""
        goal = MoveBed.Goal(section=section, direction=direction, target=target, caller="wang", role=role)
        sent = self.client.send_goal_async(goal, self.feedback.append)
        self.graph.until(sent.done)
        return sent.result()

    def outcome(self, handle):
        answer = handle.get_result_async()
        self.graph.until(answer.done)
        return answer.result().result

    def moved(self):
        return [goal.joint_names[0] for goal in self.gate.goals]


@pytest.fixture
def bedside(graph):  # noqa: F811
    return Bedside(graph)


def test_one_word_moves_one_joint_by_one_step(bedside):
    result = bedside.outcome(bedside.ask("back", "up"))
    assert (result.error_code, result.error_msg) == (Result.OK, "")
    assert result.reached == pytest.approx(0.26)
    assert bedside.moved() == ["bed_back_joint"]


def test_sitting_up_moves_joint_after_joint(bedside):
    result = bedside.outcome(bedside.ask("sit_up"))
    assert result.error_code == Result.OK
    assert bedside.moved() == ["bed_tilt_joint", "bed_legs_joint", "bed_back_joint"]
    assert result.reached == pytest.approx(1.05)


def test_where_the_bed_is_told_while_it_moves(bedside):
    bedside.gate.slow = True
    handle = bedside.ask("height", target=0.6)
    bedside.gate.positions["bed_height_joint"] = 0.55
    bedside.graph.until(lambda: any(item.feedback.position == pytest.approx(0.55) for item in bedside.feedback))
    handle.cancel_goal_async()
    assert bedside.outcome(handle).error_code == Result.CANCELLED


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"section": "back", "direction": "up", "role": "technician"}, "Only somebody at the bed"),
        ({"section": "tail", "direction": "up"}, "no part called tail"),
        ({"section": "legs", "direction": "down"}, "already as low as it goes"),
        ({"section": "height", "target": 2.0}, "200 centimetres, only from 32 to 80"),
    ],
)
def test_what_cannot_be_is_refused_in_words(bedside, request_, words):
    result = bedside.outcome(bedside.ask(**request_))
    assert result.error_code == Result.REFUSED
    assert words in result.error_msg
    assert bedside.gate.goals == []


def test_the_words_are_in_the_language_of_the_house(bedside):
    bedside.graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    bedside.graph.spin(0.2)
    assert bedside.outcome(bedside.ask("legs", "down")).error_msg == "床的腿部已经降到最低了。"


def test_a_locked_gate_is_told_apart_from_other_reasons(bedside):
    bedside.gate.locked = True
    result = bedside.outcome(bedside.ask("back", "up"))
    assert (result.error_code, result.error_msg) == (Result.HALTED, "Somebody said stop.")


def test_cancelling_stops_the_motion_and_what_would_follow(bedside):
    bedside.gate.slow = True
    handle = bedside.ask("sit_up")
    bedside.graph.until(lambda: bedside.gate.held)
    handle.cancel_goal_async()
    assert bedside.outcome(handle).error_code == Result.CANCELLED
    bedside.graph.spin(0.2)
    assert bedside.moved() == ["bed_tilt_joint"]


def test_a_new_request_replaces_the_running_one_and_the_waiting_one(bedside):
    bedside.gate.slow = True
    first = bedside.ask("back", "up")
    bedside.graph.until(lambda: bedside.gate.held)
    second = bedside.ask("legs", "up")
    bedside.graph.until(lambda: "bed_legs_joint" in bedside.moved())
    assert bedside.outcome(first).error_msg == "The bed has been asked for something else."
    second.cancel_goal_async()
    assert bedside.outcome(second).error_code == Result.CANCELLED


def test_a_bed_that_does_not_say_how_it_stands_is_not_moved(bedside):
    bedside.gate.on_deactivate(None)
    bedside.graph.spin(0.7)
    result = bedside.outcome(bedside.ask("back", "up"))
    assert result.error_code == Result.TIMEOUT
    assert "does not say how it stands" in result.error_msg


def test_a_gate_that_does_not_take_the_goal_ends_the_request(bedside):
    bedside.gate.active = False
    bedside.node._bed.hear(BED)
    result = bedside.outcome(bedside.ask("back", "up"))
    assert (result.error_code, result.error_msg) == (Result.TIMEOUT, "The bed does not answer.")


def drive(graph, driver, fault):  # noqa: F811
    """The end of one goal at the simulated driver, as its status; None where it does not end."""
    driver.fault = fault
    client = ActionClient(graph.probe, FollowJointTrajectory, "/bed_controller/follow_joint_trajectory")
    graph.until(client.server_is_ready)
    sent = client.send_goal_async(goal_from_move(Move("bed_back_joint", 0.1), 0.3))
    graph.until(sent.done)
    if not sent.result().accepted:
        return "rejected"
    answer = sent.result().get_result_async()
    graph.spin(0.6)
    if answer.done():
        return answer.result().status
    cancelling = sent.result().cancel_goal_async()
    graph.until(cancelling.done)
    graph.spin(0.2)
    return answer.result().status if answer.done() else None


@pytest.mark.parametrize(
    ("fault", "end"), [(Fault.NONE, 4), (Fault.REJECTS, "rejected"), (Fault.STUCK, 5), (Fault.HANGS, None)]
)
def test_the_simulated_driver_keeps_the_contract_of_the_action(graph, fault, end):  # noqa: F811
    driver = graph.add(SimulatedBedDriver(BED, context=graph.context))
    assert drive(graph, driver, fault) == end
    assert driver.positions["bed_back_joint"] == pytest.approx(0.1 if fault is Fault.NONE else 0.0)


def test_a_move_becomes_a_trajectory_of_one_point_at_rest():
    trajectory = goal_from_move(Move("bed_back_joint", 0.5), 4.25).trajectory
    (point,) = trajectory.points
    assert list(trajectory.joint_names) == ["bed_back_joint"]
    assert (list(point.positions), list(point.velocities)) == ([0.5], [0.0])
    assert (point.time_from_start.sec, point.time_from_start.nanosec) == (4, 250_000_000)


def test_joint_states_are_read_by_name_and_only_where_they_are_numbers():
    message = JointState(name=["wheel", "a", "b", "c"], position=[9.0, 0.5, float("nan")])
    assert positions_from_message(message, ["a", "b", "c", "d"]) == {"a": 0.5}


def test_every_parameter_is_in_the_file():
    file = Path(__file__).parents[1] / "config" / "posture.yaml"
    assert_yaml_lists_every_parameter(PostureConfig, file, "posture")


def test_every_text_is_there_in_both_languages():
    assert_same_texts("huban_posture")
