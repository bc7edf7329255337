"""A bridge, a real broker and a real platform in a folder, for measurements."""

from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from types import TracebackType
from uuid import UUID, uuid4

from care_platform.testing import BrokerProcess, PlatformProcess, until
from care_protocol.channels import Address
from care_protocol.messages import About, Event, Priority
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.core.ports import Call, Reply, ReplyKind
from huban_care_bridge.service import BridgeService, Settings

ANSWER_TIMEOUT_S = 30.0
DRAIN_TIMEOUT_S = 600.0


class Stand:
    """Also the robot (port `Robot`): notes which of its alarms were delivered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._broker = BrokerProcess(folder)
        self.platform = PlatformProcess(folder, self._broker.port)
        self._wall = SystemWallClock()
        self._delivered: Queue[UUID] = Queue()

    def __enter__(self) -> "Stand":
        with ExitStack() as opened:
            opened.callback(self._broker.kill)
            self._broker.start()
            opened.callback(self.platform.kill)
            self.platform.start()
            settings = Settings(
                Address("home", "huban"), BrokerAddress("127.0.0.1", self._broker.port), self._folder / "robot"
            )
            self._bridge = BridgeService(settings, self, About())
            opened.callback(self._bridge.stop)
            self._bridge.start()
            self._opened = opened.pop_all()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._opened.close()

    def reply(self, reply: Reply) -> None:
        if reply.kind is ReplyKind.DELIVERED:
            self._delivered.put(reply.alarm_id)

    def call(self, call: Call) -> None:
        raise NotImplementedError("nobody commands this robot")

    def happens(self, kind: str, priority: Priority, alarm_id: UUID | None = None) -> None:
        """Something happens that the platform has to know."""
        number = {"id": uuid4(), "stream": UUID(int=0), "sequence": 1, "stamp": self._wall.now()}
        event = Event(kind=kind, priority=priority, alarm_id=alarm_id, place="kitchen", **number)
        self._bridge.post(lambda bridge: bridge.event(event))

    def delivered(self) -> UUID:
        """Waits until the platform has committed an alarm and said so."""
        return self._delivered.get(timeout=ANSWER_TIMEOUT_S)

    def waiting(self) -> int:
        """How many messages are still in the outbox."""
        sizes: Queue[int] = Queue()
        self._bridge.post(lambda bridge: sizes.put(bridge.health().waiting))
        return sizes.get(timeout=ANSWER_TIMEOUT_S)

    def drained(self) -> None:
        """Waits until the platform has everything."""
        until(lambda: self.waiting() == 0, DRAIN_TIMEOUT_S, 0.05)
