"""What every link does, the twin as well as the real one."""

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from care_platform.testing import until
from care_protocol.channels import Address, Channel
from care_protocol.messages import Result, ResultState, encode
from huban_care_bridge.backends.mqtt_link import BrokerAddress, Listener, MqttLink
from huban_care_bridge.core.ports import Link
from huban_care_bridge.simulation import SimulatedLink

ADDRESS = Address("home", "huban")


class TwinLine:
    """The twin and what arrives at its far end."""

    def __init__(self, _broker: Any) -> None:
        twin = self.link = SimulatedLink()
        self.arrived: list[bytes] = []
        twin.receive = lambda _channel, message: self.arrived.append(encode(message))

    def cut(self) -> None:
        self.link.up = False

    def mend(self) -> None:
        self.link.up = True

    def close(self) -> None:
        pass


class MqttLine:
    """The real link, a broker that can be killed, and an ear at the far end."""

    def __init__(self, broker: Any) -> None:
        self._broker = broker
        self._up: list[bool] = []
        self.arrived: list[bytes] = []
        self._ear = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        self._ear.on_message = lambda _client, _data, message: self.arrived.append(message.payload)
        self._ear.on_connect = lambda client, *_: client.subscribe(ADDRESS.topic(Channel.RESULT), qos=1)
        self._ear.on_subscribe = lambda *_: self._up.append(True)
        self._ear.connect("127.0.0.1", broker.port)
        self._ear.reconnect_delay_set(1, 1)
        self._ear.loop_start()
        self.link = MqttLink(BrokerAddress("127.0.0.1", broker.port), ADDRESS, uuid4())
        up, down = (lambda: self._up.append(True)), (lambda _reason: self._up.clear())
        nothing = lambda _channel, _payload: None  # noqa: E731
        self.link.start(Listener(self.link.claim, connected=up, disconnected=down, received=nothing), b"")
        until(lambda: len(self._up) == 2)

    def cut(self) -> None:
        self._broker.kill()
        until(lambda: not self._up)

    def mend(self) -> None:
        self._broker.start()
        until(lambda: len(self._up) == 2)

    def close(self) -> None:
        self.link.stop(b"")
        self._ear.disconnect()
        self._ear.loop_stop()


@pytest.fixture(params=[TwinLine, MqttLine])
def line(request: pytest.FixtureRequest, broker: Any) -> Iterator[Any]:
    made = request.param(broker)
    yield made
    made.close()


def result(number: int) -> bytes:
    stamp = datetime(2025, 1, 1, tzinfo=timezone.utc)
    return encode(Result(stamp=stamp, id=UUID(int=number), command_id=UUID(int=0), state=ResultState.RUNNING))


def test_what_is_published_while_the_line_is_up_arrives_in_order(line: Any) -> None:
    link: Link = line.link
    for number in range(20):
        link.publish(Channel.RESULT, result(number))
    until(lambda: len(line.arrived) == 20)
    assert line.arrived == [result(number) for number in range(20)]


def test_a_cut_line_loses_messages_without_a_word_and_a_mended_one_carries_the_next(line: Any) -> None:
    line.cut()
    line.link.publish(Channel.RESULT, result(1))
    line.mend()
    line.link.publish(Channel.RESULT, result(2))
    until(lambda: line.arrived)
    assert line.arrived[-1] == result(2)
