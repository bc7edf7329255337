"""A bridge at work: its file, its connection and its thread, put together."""

import random
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from care_protocol.channels import Address
from care_protocol.messages import About
from huban_care_bridge.backends.folder_disk import FolderDisk
from huban_care_bridge.backends.mqtt_link import BrokerAddress, Listener, MqttLink
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.core.bridge import Bridge
from huban_care_bridge.core.courier import Courier
from huban_care_bridge.core.fence import Fence
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
    broker: BrokerAddress
    folder: Path
    state_period_s: float = 10.0


class BridgeService:
    """Keeps events from the moment it exists, sends them from `start` on; `trouble` tells of a broken file.

    Raises StorageBusyError when another process uses the folder, CredentialsError for what the broker can not accept.
    """

    def __init__(self, settings: Settings, robot: Robot, about: About) -> None:
        settings.broker.credentials.check(settings.broker.host)
        wall, clock = SystemWallClock(), MonotonicClock()
        self._storage, self.trouble = open_storage(settings.folder / OUTBOX)
        outbox, spare, disk = Outbox(self._storage), Outbox(Storage(None)), FolderDisk(settings.folder)
        fence = Fence(uuid4(), outbox.stream)
        self._link = MqttLink(settings.broker, settings.address, fence.session)
        courier = Courier(outbox, spare, self._link, clock, random.random, disk)
        reporter = StateReporter(settings.state_period_s)
        ledger = Ledger(self._storage)
        self._bridge = Bridge(courier, ledger, reporter, self._link, robot, clock, wall, about, fence)
        self._worker = Worker(self._bridge)
        self._started = False

    def start(self) -> None:
        """Begins to send; started again, it goes on."""
        if self._started:
            return
        self._started = True
        self._worker.start()
        listener = Listener(
            looking=lambda: self.post(Bridge.looking),
            connected=lambda: self.post(Bridge.connected),
            disconnected=lambda reason: self.post(lambda bridge: bridge.disconnected(reason)),
            received=lambda channel, payload: self.post(lambda bridge: bridge.received(channel, payload)),
        )
        self._link.start(listener, self._bridge.last_will())

    def post(self, job: Job) -> None:
        """Does something with the bridge in its own thread."""
        self._worker.post(job)

    def stop(self) -> None:
        """Takes leave of the platform and closes the file; what is not delivered waits there."""
        if self._started:
            self._link.stop(self._bridge.goodbye())
            self._worker.stop()
        self._storage.close()
