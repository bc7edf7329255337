import json
from pathlib import Path

import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import LiveSpeech
from rclpy.parameter import Parameter
from sensor_msgs.msg import JointState

from huban_common.main import bring_up
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE, SENSOR
from huban_interfaces.msg import ActorState, CareEvent, CareReply, SafetyState, SimulationState, SkillStatus
from huban_interfaces.srv import Act
from huban_scenarios.backends.simulated_people import SimulatedPeople
from huban_scenarios.core import observations as seen_as
from huban_scenarios.node import Observer

HOME = next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml"


@pytest.fixture
def seen():
    return []


@pytest.fixture
def observer(graph, seen):
    node = graph.add(
        Observer(seen.append, context=graph.context, parameter_overrides=[Parameter("home_file", value=str(HOME))])
    )
    bring_up(node)
    return node


def actor():
    state = ActorState(name="elder", posture="fallen", place="kitchen")
    state.pose.position.x = 6.5
    return state


@pytest.mark.parametrize(
    ("topic", "qos", "message", "kind", "fields"),
    [
        (
            "/closed_captions",
            RELIABLE,
            ClosedCaption(speaker_id="__system__", text="Hello"),
            seen_as.Captioned,
            {"by_robot": True, "text": "Hello"},
        ),
        (
            "/behaviors/skill_status",
            LATCHED_EVENTS,
            SkillStatus(skill="go_to", args='{"place": "kitchen"}', state=SkillStatus.FAILED),
            seen_as.SkillChanged,
            {"skill": "go_to", "args": {"place": "kitchen"}, "state": "failed"},
        ),
        (
            "/behaviors/skill_status",
            LATCHED_EVENTS,
            SkillStatus(skill="stop", args="not json", state=SkillStatus.RUNNING),
            seen_as.SkillChanged,
            {"args": {}, "state": "running"},
        ),
        (
            "/care/events",
            LATCHED_EVENTS,
            CareEvent(kind="fall_detected", place="kitchen"),
            seen_as.CareEventSeen,
            {"kind": "fall_detected", "alarm_id": ""},
        ),
        (
            "/care/replies",
            LATCHED_EVENTS,
            CareReply(kind=CareReply.ACKNOWLEDGED, by_name="Nurse Li"),
            seen_as.AlarmAnswered,
            {"state": "acknowledged", "by_name": "Nurse Li"},
        ),
        (
            "/safety/state",
            LATCHED,
            SafetyState(state=SafetyState.HALTED, cause="bumper"),
            seen_as.GateChanged,
            {"state": "halted", "cause": "bumper"},
        ),
        (
            "/simulation/state",
            RELIABLE,
            SimulationState(robot_room="kitchen", actors=[actor()]),
            seen_as.HomeSeen,
            {"robot_room": "kitchen", "actors": {"elder": seen_as.Actor("fallen", "kitchen", 6.5, 0.0)}},
        ),
        (
            "/joint_states",
            SENSOR,
            JointState(name=["bed_back_joint", "wheel"], position=[0.5, 9.0]),
            seen_as.BedMoved,
            {"sections": {"back": 0.5}},
        ),
    ],
)
def test_what_the_house_publishes_becomes_an_observation(
    graph,
    observer,
    seen,
    topic,
    qos,
    message,
    kind,
    fields,
):
    graph.publisher(type(message), topic, qos).publish(message)
    graph.until(lambda: seen)
    assert isinstance(seen[0], kind)
    assert {name: getattr(seen[0], name) for name in fields} == fields


def test_the_elder_is_directed_and_a_refusal_is_told(graph, observer):
    asked, told = [], []

    def answer(request, response):
        asked.append((request.actor, request.act, json.loads(request.args)))
        response.message = "there is no ladder"
        return response

    graph.probe.create_service(Act, "/simulation/act", answer)
    people = SimulatedPeople(observer, "en", told.append)
    graph.until(lambda: observer.can_direct)
    people.act("elder", "climb", {"on": "ladder"})
    graph.until(lambda: told)
    assert asked == [("elder", "climb", {"on": "ladder"})]
    assert "there is no ladder" in told[0]


@pytest.mark.parametrize(("recogniser", "written"), [("none", True), ("pocketsphinx", False)])
def test_a_sentence_is_also_written_where_nobody_recognises_the_language(
    graph,
    observer,
    recogniser,
    written,
):
    typed = graph.collect(LiveSpeech, "/text_input")
    status = DiagnosticStatus(name="speech: health", values=[KeyValue(key="recogniser", value=recogniser)])
    graph.publisher(DiagnosticArray, "/diagnostics").publish(DiagnosticArray(status=[status]))
    graph.until(lambda: "speech" in observer.recognisers)
    SimulatedPeople(observer, "zh-CN", lambda line: None).speak("去厨房", "zh-CN")
    graph.spin(0.5)
    assert [message.final for message in typed] == (["去厨房"] if written else [])
