"""The platform's side of the MQTT broker: hears all robots, answers after the commit, sends commands."""

import asyncio
import logging
import random
import socket
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions
from sqlalchemy.exc import SQLAlchemyError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_fixed, wait_random_exponential

from care_platform.changes import Changes, wait_for_change
from care_platform.core.clock import WallClock
from care_platform.services.ingest import Answer, Ingest, Packet
from care_platform.services.orders import Orders
from care_platform.store.database import Database, one_line
from care_protocol.channels import UPWARD, Address, Channel, every_robot
from care_protocol.credentials import PLAIN, Credentials, trouble
from care_protocol.messages import Command, encode

BATCH = 200
"""Packets stored in one transaction: one disk flush for all of them."""

ACK_QOS = 0
"""A lost answer is asked for again: the robot resends what it has no answer for."""

NO_DELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
"""Small messages go out at once; waiting to fill a packet costs an alarm 40 ms."""

RETRY_ORDERS_S = 2.0
RETRY_STORING_S = 0.25
STORING_PATIENCE_S = 5.0
SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0
OUT_OF_REACH = (aiomqtt.MqttError, OSError)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BrokerAddress:
    host: str
    port: int
    credentials: Credentials = PLAIN


class Broker:
    def __init__(
        self,
        address: BrokerAddress,
        database: Database,
        clock: WallClock,
        ingest: Ingest,
        orders: Orders,
        changes: Changes,
    ) -> None:
        self._address = address
        self._database = database
        self._clock = clock
        self._ingest = ingest
        self._orders = orders
        self._changes = changes
        self.connected = False
        self._told = ""

    async def run(self) -> None:
        """Serves until cancelled; comes back by itself when the broker does, each time as quickly as the first."""
        while True:
            async for attempt in self._retrying():
                with attempt:
                    await self._serve()
            await asyncio.sleep(random.uniform(0.0, SHORTEST_PAUSE_S))

    def _retrying(self) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry_if_exception_type(OUT_OF_REACH),
            wait=wait_random_exponential(multiplier=SHORTEST_PAUSE_S, max=LONGEST_PAUSE_S),
            before_sleep=lambda state: self._lost(state.outcome.exception() if state.outcome else None),
        )

    def _lost(self, error: BaseException | None) -> None:
        """Tells of each new reason once, however often the same one comes again."""
        self.connected = False
        self._changes.announce()
        reason = trouble(error) if isinstance(error, Exception) else ""
        if reason != self._told:
            self._told = reason
            log.warning("MQTT broker %s:%d: %s; trying again", self._address.host, self._address.port, reason)

    async def _serve(self) -> None:
        """Until a connection that stood is lost; raises MqttError or OSError where there was none."""
        async with self._client() as client:
            await client.subscribe([(every_robot(channel), SubscribeOptions(qos=1)) for channel in UPWARD])
            self.connected, self._told = True, ""
            self._changes.announce()
            log.info("MQTT broker %s:%d: connected", self._address.host, self._address.port)
            try:
                await _until_one_fails(self._receive(client), self._send_orders(client))
            except OUT_OF_REACH as error:
                self._lost(error)

    def _client(self) -> aiomqtt.Client:
        """Files of credentials are read each time, so that renewed ones serve from the next connection on."""
        credentials = self._address.credentials
        return aiomqtt.Client(
            self._address.host,
            self._address.port,
            protocol=aiomqtt.ProtocolVersion.V5,
            timeout=5,
            keepalive=20,
            socket_options=[NO_DELAY],
            tls_context=credentials.tls(),
            username=credentials.user or None,
            password=credentials.password(),
        )

    async def _receive(self, client: aiomqtt.Client) -> None:
        async for packets in _batches(client):
            try:
                answers = await self._store(packets)
            except SQLAlchemyError as error:
                log.error("%d messages not stored, the robots will send them again: %s", len(packets), one_line(error))
                continue
            for answer in answers:
                await client.publish(answer.address.topic(Channel.ACK), encode(answer.ack), qos=ACK_QOS)
            self._changes.announce()

    async def _store(self, packets: list[Packet]) -> list[Answer]:
        """Tries for some seconds: a database that restarts costs the robots no second sending."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(SQLAlchemyError),
            wait=wait_fixed(RETRY_STORING_S),
            stop=stop_after_delay(STORING_PATIENCE_S),
            reraise=True,
        )
        return await retrying(asyncio.to_thread, self._ingest.store, packets)

    async def _send_orders(self, client: aiomqtt.Client) -> None:
        with self._changes.listening() as woken:
            while True:
                await wait_for_change(woken, RETRY_ORDERS_S)
                for address, command in await asyncio.to_thread(self._due):
                    payload, expiry = encode(command), self._expiry(command)
                    await client.publish(address.topic(Channel.COMMAND), payload, qos=1, properties=expiry)

    def _due(self) -> list[tuple[Address, Command]]:
        try:
            with self._database.writing() as session:
                return self._orders.due(session)
        except SQLAlchemyError as error:
            log.error("commands wait for the database: %s", one_line(error))
            return []

    def _expiry(self, command: Command) -> Properties:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.MessageExpiryInterval = max(1, int((command.expires - self._clock.now()).total_seconds()))
        return properties


async def _batches(client: aiomqtt.Client) -> AsyncIterator[list[Packet]]:
    """What has arrived since the last time, at most BATCH at once."""
    messages = client.messages
    async for first in messages:
        batch = [_packet(first)]
        while len(messages) and len(batch) < BATCH:
            batch.append(_packet(await messages.__anext__()))
        yield batch


def _packet(message: aiomqtt.Message) -> Packet:
    payload = message.payload if isinstance(message.payload, bytes) else b""
    return Packet(message.topic.value, payload, bool(message.retain))


async def _until_one_fails(*works: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
