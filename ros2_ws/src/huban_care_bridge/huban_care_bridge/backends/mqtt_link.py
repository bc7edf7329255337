"""The connection to the broker: MQTT 5 in a thread of its own, which comes back by itself."""

import random
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any
from uuid import UUID

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from care_protocol.channels import Address, Channel, parse_topic
from care_protocol.credentials import PLAIN, Credentials, trouble

KEEPALIVE_S = 20
CONNECT_TIMEOUT_S = 5.0
GOODBYE_TIMEOUT_S = 1.0
SESSION_EXPIRY_S = 24 * 3600
"""So long the broker keeps commands for a robot that is away; each has its own expiry as well."""

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0

HEARS = (Channel.ACK, Channel.COMMAND)
GUEST_HEARS = (Channel.ACK, Channel.CONNECTION, Channel.STATE)
"""A guest sees who speaks for the robot, and gets no commands."""


@dataclass(frozen=True)
class BrokerAddress:
    host: str
    port: int
    credentials: Credentials = PLAIN


@dataclass(frozen=True)
class Listener:
    """Called from the link's thread: connected as a guest (`looking`) or as the robot, gone and why."""

    looking: Callable[[], None]
    connected: Callable[[], None]
    disconnected: Callable[[str], None]
    received: Callable[[Channel, bytes], None]


class MqttLink:
    """Comes as a guest of a name of its own until `claim`, then as the robot: the broker has at most one of a name.

    After each loss it comes as a guest again, for another one may have come instead.
    """

    def __init__(self, broker: BrokerAddress, address: Address, session: UUID) -> None:
        self._broker = broker
        self._address = address
        self._session = session
        self._stopping = Event()
        self._claimed = Event()
        self._gone = Event()
        self._thread = Thread(target=self._run, name="mqtt", daemon=True)
        self._client: Client | None = None
        self._as_robot = False
        self._reason = ""
        self._tries = 0

    def start(self, listener: Listener, last_will: bytes) -> None:
        """`last_will` is what the broker publishes on the connection channel when this robot is suddenly gone."""
        self._listener = listener
        self._last_will = last_will
        self._thread.start()

    def publish(self, channel: Channel, payload: bytes, retain: bool = False) -> None:
        """Hands a message to the broker if it is there; state is repeated anyway and goes without a receipt."""
        if self._client is not None and self._client.is_connected():
            qos = 0 if channel is Channel.STATE else 1
            self._client.publish(self._address.topic(channel), payload, qos, retain, _content())

    def claim(self) -> None:
        """Connects anew, as the robot itself instead of a guest."""
        self._claimed.set()
        self._gone.set()

    def stop(self, goodbye: bytes) -> None:
        """Says that the robot leaves on purpose, and ends."""
        self._stopping.set()
        client = self._client
        if self._as_robot and client is not None and client.is_connected():
            last = client.publish(self._address.topic(Channel.CONNECTION), goodbye, qos=1, retain=True)
            with suppress(RuntimeError):
                last.wait_for_publish(GOODBYE_TIMEOUT_S)
        self._gone.set()
        self._thread.join(CONNECT_TIMEOUT_S + GOODBYE_TIMEOUT_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._serve()
            if self._claimed.is_set():
                self._claimed.clear()
                self._as_robot = True
            elif not self._stopping.is_set():
                self._come_back()

    def _come_back(self) -> None:
        self._as_robot = False
        self._listener.disconnected(f"MQTT broker {self._broker.host}:{self._broker.port}: {self._reason}")
        self._tries += 1
        self._stopping.wait(_pause_s(self._tries))

    def _serve(self) -> None:
        """Connects and stays until the connection is gone, or to be changed."""
        self._gone.clear()
        self._reason = "gone"
        if self._stopping.is_set():
            return
        try:
            client = self._client = self._connect()
        except OSError as error:
            self._reason = trouble(error)
            return
        client.loop_start()
        self._gone.wait()
        client.disconnect()
        client.loop_stop()

    def _connect(self) -> Client:
        """Files of credentials are read each time, so that renewed ones serve from the next connection on."""
        client = Client(CallbackAPIVersion.VERSION2, self._name(), protocol=MQTTProtocolVersion.MQTTv5)
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.on_socket_open = _no_delay
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        credentials = self._broker.credentials
        if context := credentials.tls():
            client.tls_set_context(context)
        if credentials.user:
            client.username_pw_set(credentials.user, credentials.password())
        if self._as_robot:
            client.will_set(self._address.topic(Channel.CONNECTION), self._last_will, qos=1, retain=True)
        properties = _session(SESSION_EXPIRY_S if self._as_robot else 0)
        host, port = self._broker.host, self._broker.port
        client.connect(host, port, KEEPALIVE_S, clean_start=not self._as_robot, properties=properties)
        return client

    def _name(self) -> str:
        name = f"huban-{self._address.tenant}-{self._address.robot_id}"
        return name if self._as_robot else f"{name}-guest-{self._session.hex[:12]}"

    def _on_connect(
        self, client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if reason.is_failure:
            self._reason = str(reason)
            self._gone.set()
            return
        self._tries = 0
        channels = HEARS if self._as_robot else GUEST_HEARS
        client.subscribe([(self._address.topic(channel), SubscribeOptions(qos=1)) for channel in channels])
        if self._as_robot:
            self._listener.connected()
        else:
            self._listener.looking()

    def _on_disconnect(
        self, client: Client, _data: Any, _flags: DisconnectFlags, reason: ReasonCode, _properties: Properties | None
    ) -> None:
        if client is self._client and not self._gone.is_set():
            self._reason = str(reason)
            self._gone.set()

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        _, channel = parse_topic(message.topic)
        self._listener.received(channel, message.payload)


def _no_delay(_client: Client, _data: Any, connection: Any) -> None:
    """Small messages go out at once; waiting to fill a packet costs an alarm 40 ms."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _session(expiry_s: int) -> Properties:
    properties = Properties(PacketTypes.CONNECT)
    properties.SessionExpiryInterval = expiry_s
    return properties


def _content() -> Properties:
    """What the payload is, for whoever else listens: JSON in UTF-8."""
    properties = Properties(PacketTypes.PUBLISH)
    properties.PayloadFormatIndicator = 1
    properties.ContentType = "application/json"
    return properties


def _pause_s(tries: int) -> float:
    return random.uniform(0.5, 1.0) * min(SHORTEST_PAUSE_S * 2.0**tries, LONGEST_PAUSE_S)
