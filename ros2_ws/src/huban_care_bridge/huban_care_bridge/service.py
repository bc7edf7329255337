"""A bridge at work: its file, its connection and its thread, put together."""

import random
from dataclasses import dataclass
from pathlib import Path

from care_protocol.channels import Address
from care_protocol.messages import About, Connection, ConnectionState, encode
from huban_care_bridge.backends.mqtt_link import Listener, MqttLink
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.core.bridge import Bridge
from huban_care_bridge.core.courier import Courier
from huban_care_bridge.core.ledger import Ledger
from huban_care_bridge.core.outbox import Outbox
from huban_care_bridge.core.ports import Robot
from huban_care_bridge.core.state_reporter import StateReporter
from huban_care_bridge.core.storage import Storage, open_storage
from huban_care_bridge.worker import Job, Worker
from huban_common.core.clock import MonotonicClock

OUTBOX = "care_outbox.sqlite"


@dataclass(frozen=True)
class Settings:
    """Which robot, which broker, where the outbox is kept, how often the state is told at least."""

    address: Address
    host: str
    port: int
    folder: Path
    state_period_s: float = 10.0


class BridgeService:
    """Keeps events from the moment it exists, sends them from `start` on; `trouble` tells of a broken file.

    Raises StorageBusyError when another process uses the folder.
    """

    def __init__(self, settings: Settings, robot: Robot, about: About) -> None:
        wall, clock = SystemWallClock(), MonotonicClock()
        self._storage, self.trouble = open_storage(settings.folder / OUTBOX)
        broken = encode(Connection(stamp=wall.now(), state=ConnectionState.CONNECTION_BROKEN))
        self._link = MqttLink(settings.host, settings.port, settings.address, broken)
        courier = Courier(Outbox(self._storage), Outbox(Storage(None)), self._link, clock, random.random)
        reporter = StateReporter(settings.state_period_s)
        self._bridge = Bridge(courier, Ledger(self._storage), reporter, self._link, robot, clock, wall, about)
        self._worker = Worker(self._bridge)
        self._started = False

    def start(self) -> None:
        """Begins to send; started again, it goes on."""
        if self._started:
            return
        self._started = True
        self._worker.start()
        self._link.start(
            Listener(
                connected=lambda: self.post(Bridge.connected),
                disconnected=lambda reason: self.post(lambda bridge: bridge.disconnected(reason)),
                received=lambda channel, payload: self.post(lambda bridge: bridge.received(channel, payload)),
            )
        )

    def post(self, job: Job) -> None:
        """Does something with the bridge in its own thread."""
        self._worker.post(job)

    def stop(self) -> None:
        """Takes leave of the platform and closes the file; what is not delivered waits there."""
        if self._started:
            self._link.stop(self._bridge.goodbye())
            self._worker.stop()
        self._storage.close()
