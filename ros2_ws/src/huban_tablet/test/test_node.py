import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from hri_actions_msgs.msg import ClosedCaption, Intent
from std_msgs.msg import Bool, String

from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.testing import Graph, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState, SkillStatus
from huban_tablet.config import Config
from huban_tablet.node import Tablet


@pytest.fixture
def tablet(graph: Graph) -> Tablet:
    return graph.start(Tablet, port=0)


def press(tablet: Tablet, button: str) -> None:
    url = f"http://127.0.0.1:{tablet.port}/press/{button}"
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
        ("yes", {"skill": "confirm", "args": {"answer": "yes"}}),
        ("no", {"skill": "confirm", "args": {"answer": "no"}}),
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


def test_a_fall_and_a_skill_that_wants_a_yes_show_the_answers(graph: Graph, tablet: Tablet) -> None:
    now = tablet.get_clock().now().to_msg()
    fall = CareEvent(id=ids.to_message(uuid4()), kind="fall_detected")
    fall.header.stamp = now
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(fall)
    graph.until(lambda: tablet._shown["question"])
    press(tablet, "no")
    graph.until(lambda: not tablet._shown["question"])
    waiting = SkillStatus(id=ids.to_message(uuid4()), skill="bed_set", state=SkillStatus.AWAITING_CONFIRMATION)
    graph.publisher(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS).publish(waiting)
    graph.until(lambda: tablet._shown["question"])


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
