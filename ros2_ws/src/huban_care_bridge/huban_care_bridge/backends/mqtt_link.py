"""The connection to the broker: MQTT 5 in a thread of its own, which comes back by itself."""

import random
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from care_protocol.channels import DOWNWARD, Address, Channel, parse_topic

KEEPALIVE_S = 20
CONNECT_TIMEOUT_S = 5.0
GOODBYE_TIMEOUT_S = 1.0
SESSION_EXPIRY_S = 24 * 3600
"""So long the broker keeps commands for a robot that is away; each has its own expiry as well."""

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0
TAKEN_OVER = 0x8E


@dataclass(frozen=True)
class Listener:
    """Called from the link's thread."""

    connected: Callable[[], None]
    disconnected: Callable[[str], None]
    received: Callable[[Channel, bytes], None]


class MqttLink:
    """`last_will` is what the broker publishes on the connection channel when this robot is suddenly gone."""

    def __init__(self, host: str, port: int, address: Address, last_will: bytes) -> None:
        self._host = host
        self._port = port
        self._address = address
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="mqtt", daemon=True)
        self._gone = Event()
        self._reason = ""
        self._tries = 0
        self._client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=f"huban-{address.tenant}-{address.robot_id}",
            protocol=MQTTProtocolVersion.MQTTv5,
            reconnect_on_failure=False,
        )
        self._client.connect_timeout = CONNECT_TIMEOUT_S
        self._client.will_set(address.topic(Channel.CONNECTION), last_will, qos=1, retain=True)
        self._client.on_socket_open = _no_delay
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = self._on_message

    def start(self, listener: Listener) -> None:
        self._listener = listener
        self._thread.start()

    def publish(self, channel: Channel, payload: bytes, retain: bool = False) -> None:
        """Hands a message to the broker if it is there; state is repeated anyway and goes without a receipt."""
        if self._client.is_connected():
            qos = 0 if channel is Channel.STATE else 1
            self._client.publish(self._address.topic(channel), payload, qos=qos, retain=retain)

    def stop(self, goodbye: bytes) -> None:
        """Says that the robot leaves on purpose, and ends."""
        self._stopping.set()
        if self._client.is_connected():
            last = self._client.publish(self._address.topic(Channel.CONNECTION), goodbye, qos=1, retain=True)
            with suppress(RuntimeError):
                last.wait_for_publish(GOODBYE_TIMEOUT_S)
        self._client.disconnect()
        self._gone.set()
        self._thread.join(CONNECT_TIMEOUT_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._serve()
            if not self._stopping.is_set():
                self._listener.disconnected(f"MQTT broker {self._host}:{self._port}: {self._reason}")
                self._tries += 1
                self._stopping.wait(_pause_s(self._tries))

    def _serve(self) -> None:
        """Connects and stays until the connection is gone."""
        self._gone.clear()
        self._reason = "gone"
        try:
            self._client.connect(
                self._host, self._port, KEEPALIVE_S, clean_start=False, properties=_session_properties()
            )
        except OSError as error:
            self._reason = error.strerror or str(error)
            return
        self._client.loop_start()
        self._gone.wait()
        self._client.loop_stop()

    def _on_connect(
        self, client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if reason.is_failure:
            self._reason = str(reason)
            self._gone.set()
            return
        self._tries = 0
        client.subscribe([(self._address.topic(channel), SubscribeOptions(qos=1)) for channel in DOWNWARD])
        self._listener.connected()

    def _on_disconnect(
        self, _client: Client, _data: Any, _flags: DisconnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        self._reason = "another bridge uses this robot's id" if reason.value == TAKEN_OVER else str(reason)
        self._gone.set()

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        _, channel = parse_topic(message.topic)
        self._listener.received(channel, message.payload)


def _no_delay(_client: Client, _data: Any, connection: Any) -> None:
    """Small messages go out at once; waiting to fill a packet costs an alarm 40 ms."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _session_properties() -> Properties:
    properties = Properties(PacketTypes.CONNECT)
    properties.SessionExpiryInterval = SESSION_EXPIRY_S
    return properties


def _pause_s(tries: int) -> float:
    return random.uniform(0.5, 1.0) * min(SHORTEST_PAUSE_S * 2.0**tries, LONGEST_PAUSE_S)
