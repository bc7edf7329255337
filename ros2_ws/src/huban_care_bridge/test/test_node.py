import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from hri_actions_msgs.msg import Intent
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from std_msgs.msg import String

from care_platform.testing import free_port
from care_protocol.channels import Address, Channel
from care_protocol.messages import (
    Ack,
    AlarmReply,
    Command,
    Event,
    ReplyKind,
    Result,
    ResultState,
    RobotState,
    Role,
    SkillCall,
    decode,
    encode,
)
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.config import Config
from huban_care_bridge.node import CareBridge
from huban_common import ids
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.testing import Graph, assert_yaml_lists_every_parameter
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SkillStatus

ADDRESS = Address("home", "huban")
PACKAGE = Path(__file__).parents[1]


class Platform:
    """A platform of a few lines at the other end of a real broker: keeps what comes, says what a test wants."""

    def __init__(self, port: int) -> None:
        self.heard: list[tuple[Channel, Any]] = []
        self._client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        self._client.on_message = self._on_message
        self._client.connect("127.0.0.1", port)
        self._client.subscribe(f"huban/v1/{ADDRESS}/+", qos=1)
        self._client.loop_start()

    def on(self, kind: type[Any]) -> list[Any]:
        return [message for _, message in self.heard if isinstance(message, kind)]

    def say(self, channel: Channel, message: Any) -> None:
        self._client.publish(ADDRESS.topic(channel), encode(message), qos=1)

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _on_message(self, _client: Any, _data: Any, message: Any) -> None:
        channel = Channel(message.topic.rsplit("/", 1)[1])
        self.heard.append((channel, decode(channel, message.payload)))


@pytest.fixture
def far_end(broker: Any) -> Any:
    platform = Platform(broker.port)
    yield platform
    platform.stop()


def start(graph: Graph, broker: Any, folder: Path, **parameters: Any) -> CareBridge:
    return graph.start(CareBridge, mqtt_port=broker.port, state_dir=str(folder), **parameters)


def alarm() -> CareEvent:
    return CareEvent(
        id=ids.to_message(uuid4()), alarm_id=ids.to_message(uuid4()), kind="alarm_raised", priority=CareEvent.HIGH
    )


def test_an_alarm_goes_up_and_its_delivery_comes_back(
    graph: Graph, broker: Any, far_end: Platform, tmp_path: Path
) -> None:
    start(graph, broker, tmp_path)
    replies = graph.collect(CareReply, "/care/replies", LATCHED_EVENTS)
    event = alarm()
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(event)
    (heard,) = graph.until(lambda: far_end.on(Event))
    assert heard.id == ids.from_message(event.id)
    far_end.say(Channel.ACK, Ack(stamp=SystemWallClock().now(), id=heard.id))
    (reply,) = graph.until(lambda: replies)
    assert (reply.kind, reply.alarm_id) == (CareReply.DELIVERED, event.alarm_id)


def test_a_remote_skill_call_becomes_an_intent_and_its_result_goes_back(
    graph: Graph, broker: Any, far_end: Platform, tmp_path: Path
) -> None:
    start(graph, broker, tmp_path)
    intents = graph.collect(Intent, "/intents")
    command = _command(SkillCall(skill="go_to", args={"place": "kitchen"}))
    graph.until(lambda: far_end.heard)
    far_end.say(Channel.COMMAND, command)
    (intent,) = graph.until(lambda: intents)
    assert json.loads(intent.data)["command_id"] == str(command.id)
    statuses = graph.publisher(SkillStatus, "/behaviors/skill_status", LATCHED_EVENTS)
    statuses.publish(
        SkillStatus(id=ids.to_message(command.id), skill="go_to", state=SkillStatus.SUCCEEDED, message="ok")
    )
    graph.until(lambda: any(result.state is ResultState.SUCCEEDED for result in far_end.on(Result)))


def test_a_remote_stop_also_takes_the_short_way(graph: Graph, broker: Any, far_end: Platform, tmp_path: Path) -> None:
    start(graph, broker, tmp_path)
    reflexes = graph.collect(Reflex, "/reflex")
    graph.until(lambda: far_end.heard)
    far_end.say(Channel.COMMAND, _command(SkillCall(skill="stop")))
    (reflex,) = graph.until(lambda: reflexes)
    assert (reflex.kind, reflex.source) == (Reflex.STOP, "__remote_supervisor__")


def test_the_name_of_who_comes_is_in_the_language_of_the_house(
    graph: Graph, broker: Any, far_end: Platform, tmp_path: Path
) -> None:
    node = start(graph, broker, tmp_path)
    replies = graph.collect(CareReply, "/care/replies", LATCHED_EVENTS)
    graph.publisher(String, "/language", LATCHED).publish(String(data="zh-CN"))
    graph.until(lambda: node._language == "zh-CN" and far_end.heard)
    far_end.say(Channel.COMMAND, _command(AlarmReply(alarm_id=uuid4(), reply=ReplyKind.ACKNOWLEDGED)))
    (reply,) = graph.until(lambda: replies)
    assert (reply.kind, reply.by_name, reply.by_role) == (CareReply.ACKNOWLEDGED, "李护士", "nurse")


def test_the_platform_hears_where_the_robot_is(
    graph: Graph, broker: Any, far_end: Platform, tmp_path: Path, home_file: Path
) -> None:
    from geometry_msgs.msg import TransformStamped
    from tf2_msgs.msg import TFMessage

    start(graph, broker, tmp_path, home_file=str(home_file))
    transforms = graph.publisher(TFMessage, "/tf")
    chain = [("map", "odom", 7.0, 2.0), ("odom", "base_link", 0.5, 0.5)]
    for parent, child, x, y in chain:
        transform = TransformStamped(child_frame_id=child)
        transform.header.frame_id = parent
        transform.transform.translation.x, transform.transform.translation.y = x, y
        transforms.publish(TFMessage(transforms=[transform]))
    states = graph.until(lambda: [state for state in far_end.on(RobotState) if state.room])
    assert (states[0].room, states[0].position.x, states[0].position.y) == ("kitchen", 7.5, 2.5)


def test_without_a_broker_an_event_waits_and_the_node_says_so(graph: Graph, tmp_path: Path) -> None:
    graph.start(CareBridge, mqtt_port=free_port(), state_dir=str(tmp_path))
    health = graph.collect(DiagnosticArray, "/diagnostics", RELIABLE)
    graph.publisher(CareEvent, "/care/events", LATCHED_EVENTS).publish(alarm())

    def waiting() -> list[DiagnosticStatus]:
        return [
            array.status[0] for array in health if array.status[0].values and array.status[0].values[0].value == "1"
        ]

    status = graph.until(waiting)[0]
    assert status.level == DiagnosticStatus.WARN
    assert "no connection to the care platform: MQTT broker 127.0.0.1:" in status.message


def test_the_parameter_file_names_every_parameter() -> None:
    assert_yaml_lists_every_parameter(Config, PACKAGE / "config" / "care_bridge.yaml", "care_bridge")


def _command(body: SkillCall | AlarmReply) -> Command:
    from datetime import timedelta

    now = SystemWallClock().now()
    names = {"en": "Nurse Li", "zh-CN": "李护士"}
    expires = now + timedelta(seconds=30)
    return Command(stamp=now, expires=expires, caller="li", role=Role.NURSE, names=names, body=body)
