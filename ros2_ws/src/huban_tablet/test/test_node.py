import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from communication_skills.action import Say
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from hri_actions_msgs.msg import ClosedCaption, Intent
from std_msgs.msg import Bool, String

from huban_behaviors.node import Behaviors
from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.questions import AskingOnTopic
from huban_common.testing import FakeAction, Graph, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState
from huban_tablet.config import Config
from huban_tablet.node import Tablet

HOME = Path(__file__).parents[4] / "sim" / "home.yaml"


@pytest.fixture
def tablet(graph: Graph) -> Tablet:
    return graph.start(Tablet, port=0)


def shown_question(tablet: Tablet) -> str:
    return (tablet._shown["question"] or {"text": ""})["text"]


def press(tablet: Tablet, button: str) -> None:
    url = f"http://127.0.0.1:{tablet.port}/press/{button}"
    if button in ("yes", "no"):
        url += f"?question={tablet._shown['question']['id']}"
    assert httpx.post(url, headers={"X-Huban-Screen": "1"}, timeout=10).status_code == 204


@pytest.mark.parametrize(("button", "kind"), [("help", Reflex.HELP), ("stop", Reflex.STOP)])
def test_help_and_stop_take_the_short_way(graph: Graph, tablet: Tablet, button: str, kind: int) -> None:
    reflexes = graph.collect(Reflex, "/reflex")
    graph.until(lambda: graph.probe.count_publishers("/reflex"))
    graph.spin(0.2)
    press(tablet, button)
    (reflex,) = graph.until(lambda: reflexes)
    assert (reflex.kind, reflex.source) == (kind, "touchscreen")


@pytest.mark.parametrize(
    ("button", "call"),
    [
        ("language", {"skill": "language_set", "args": {"lang": "zh-CN"}}),
        ("louder", {"skill": "voice_set", "args": {"volume": "up"}}),
        ("softer", {"skill": "voice_set", "args": {"volume": "down"}}),
        ("slower", {"skill": "voice_set", "args": {"speed": "down"}}),
        ("faster", {"skill": "voice_set", "args": {"speed": "up"}}),
        ("voice", {"skill": "voice_set", "args": {"voice": "next"}}),
    ],
)
def test_the_other_buttons_are_intents(graph: Graph, tablet: Tablet, button: str, call: dict[str, Any]) -> None:
    intents = graph.collect(Intent, "/intents")
    graph.until(lambda: graph.probe.count_publishers("/intents"))
    graph.spin(0.2)
    press(tablet, button)
    (intent,) = graph.until(lambda: intents)
    assert json.loads(intent.data) == call
    assert (intent.source, intent.modality) == ("__unknown_agent__", "__modality_touchscreen__")


def test_an_alarm_and_who_comes_appear_on_the_screen(graph: Graph, tablet: Tablet) -> None:
    alarm = ids.to_message(uuid4())
    events = graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS)
    events.publish(CareEvent(id=ids.to_message(uuid4()), alarm_id=alarm, kind="alarm_raised", priority=CareEvent.HIGH))
    graph.until(lambda: tablet._shown.get("help") == {"step": "called", "text": "I am calling for help."})
    replies = graph.publisher(CareReply, "/care/replies", LATCHED_EVENTS)
    replies.publish(CareReply(alarm_id=alarm, kind=CareReply.ACKNOWLEDGED, by_name="Nurse Li", by_role="nurse"))
    graph.until(lambda: tablet._shown["help"]["text"] == "Nurse Li is coming to you.")


def test_captions_of_robot_and_person_appear(graph: Graph, tablet: Tablet) -> None:
    captions = graph.publisher(ClosedCaption, "/closed_captions")
    captions.publish(ClosedCaption(speaker_id=ClosedCaption.SYSTEM, text="Good morning."))
    captions.publish(ClosedCaption(speaker_id="anonymous_speaker", text="hello"))
    graph.until(lambda: (tablet._shown["robot"], tablet._shown["person"]) == ("Good morning.", "hello"))


@pytest.mark.parametrize(("button", "answer"), [("yes", "yes"), ("no", "no")])
def test_whatever_the_robot_asks_can_be_answered_with_a_press(
    graph: Graph, tablet: Tablet, button: str, answer: str
) -> None:
    intents = graph.collect(Intent, "/intents")
    graph.until(lambda: graph.probe.count_publishers("/intents"))
    question = AskingOnTopic(graph.probe).open("Did you say you fell?", 20.0)
    graph.until(lambda: shown_question(tablet) == "Did you say you fell?")
    assert tablet._shown["mood"] == "asking"
    press(tablet, button)
    (intent,) = graph.until(lambda: intents)
    assert json.loads(intent.data) == {
        "skill": "confirm",
        "args": {"answer": answer, "question": str(question.id)},
    }
    assert shown_question(tablet) == ""


def test_a_question_that_was_answered_aloud_or_given_up_leaves_the_screen(graph: Graph, tablet: Tablet) -> None:
    asking = AskingOnTopic(graph.probe)
    answered, forgotten = asking.open("Are you hurt?", 20.0), asking.open("Did you mean me?", 1.0)
    graph.until(lambda: shown_question(tablet) == "Did you mean me?")
    graph.until(lambda: shown_question(tablet) == "Are you hurt?")
    assert tablet.clock.now_s() >= forgotten.until_s
    asking.close(answered.id)
    graph.until(lambda: shown_question(tablet) == "")


def test_listening_halting_and_losing_the_care_team_show(graph: Graph, tablet: Tablet) -> None:
    graph.publisher(Bool, "/humans/voices/anonymous_speaker/is_speaking").publish(Bool(data=True))
    graph.until(lambda: tablet._shown["mood"] == "listening")
    safety = graph.publisher(SafetyState, "/safety/state", LATCHED)
    safety.publish(SafetyState(state=SafetyState.HALTED, cause="started"))
    graph.spin(0.3)
    assert tablet._shown["mood"] == "listening"
    safety.publish(SafetyState(state=SafetyState.HALTED, cause="reflex_stop"))
    graph.until(lambda: tablet._shown["mood"] == "stopped")
    status = DiagnosticStatus(name="care_bridge: health", level=DiagnosticStatus.WARN)
    graph.publisher(DiagnosticArray, "/diagnostics", RELIABLE).publish(DiagnosticArray(status=[status]))
    graph.until(lambda: "care team" in tablet._shown["notice"])


def test_a_microphone_that_is_lost_shows(graph: Graph, tablet: Tablet) -> None:
    status = DiagnosticStatus(name="speech: health", values=[KeyValue(key="microphone", value="lost")])
    graph.publisher(DiagnosticArray, "/diagnostics", RELIABLE).publish(DiagnosticArray(status=[status]))
    graph.until(lambda: tablet._shown["microphone"]["state"] == "lost")


def test_muting_is_latched_and_ends_with_the_next_press(graph: Graph, tablet: Tablet) -> None:
    muted = graph.collect(Bool, "/microphone/muted", LATCHED)
    press(tablet, "mute")
    graph.until(lambda: tablet._shown["microphone"]["state"] == "muted")
    graph.until(lambda: muted and muted[-1].data is True)
    press(tablet, "mute")
    graph.until(lambda: muted[-1].data is False)


def test_the_screen_speaks_the_language_of_the_house(graph: Graph, tablet: Tablet) -> None:
    graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    graph.until(lambda: tablet._shown["robot"] == "我在这儿陪着您。")


def test_the_parameter_file_names_every_parameter() -> None:
    assert_yaml_lists_every_parameter(Config, Path(__file__).parents[1] / "config" / "tablet.yaml", "tablet")


def test_a_press_on_no_answers_the_question_about_a_fall(graph: Graph, tablet: Tablet, tmp_path: Path) -> None:
    FakeAction(graph.probe, Say, "/skill/say")
    events = graph.collect(CareEvent, "/care/events", LATCHED_EVENTS)
    graph.start(Behaviors, home_file=str(HOME), state_dir=str(tmp_path), suspicion_patience_s=1.0)
    fall = CareEvent(id=ids.to_message(uuid4()), kind="fall_suspected", place="kitchen")
    fall.header.stamp = tablet.get_clock().now().to_msg()
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(fall)
    graph.until(lambda: shown_question(tablet) == "Mrs. Wang, I cannot see you any more. Are you hurt?", timeout_s=20)
    press(tablet, "no")
    raised = graph.until(lambda: [event for event in events if event.kind == "alarm_raised"])
    assert raised[0].priority == CareEvent.MEDIUM
    answers = graph.until(lambda: [event for event in events if event.kind == "alarm_answered"])
    assert json.loads(answers[0].data)["answer"] == "no"
    assert shown_question(tablet) == ""
