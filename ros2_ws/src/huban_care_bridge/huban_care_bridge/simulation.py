"""Twins: a disk, a link that delivers, hangs and vanishes, a robot that writes down what it is told, a clock to set."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from care_protocol.channels import Channel
from care_protocol.messages import Message, decode
from huban_care_bridge.core.ports import Call, Reply


class SimulatedLink:
    """Delivers to `receive` while `up`; a hanging broker takes everything and delivers nothing."""

    def __init__(self) -> None:
        self.up = True
        self.hanging = False
        self.claims = 0
        self.sent: list[tuple[Channel, Message]] = []
        self.receive: Callable[[Channel, Message], None] = lambda channel, message: None

    def publish(self, channel: Channel, payload: bytes, retain: bool = False) -> None:
        if not self.up or self.hanging:
            return
        message = decode(channel, payload)
        self.sent.append((channel, message))
        self.receive(channel, message)

    def claim(self) -> None:
        self.claims += 1

    def on(self, channel: Channel) -> list[Message]:
        """What was sent on a channel."""
        return [message for sent_on, message in self.sent if sent_on is channel]


class SimulatedDisk:
    """As full as a test wants it."""

    def __init__(self) -> None:
        self.full = False

    def scarce(self) -> bool:
        return self.full


class SimulatedRobot:
    """Keeps the replies and calls that reached it."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.calls: list[Call] = []

    def reply(self, reply: Reply) -> None:
        self.replies.append(reply)

    def call(self, call: Call) -> None:
        self.calls.append(call)


class ManualWallClock:
    """A time of day that stands still until `advance` moves it."""

    def __init__(self) -> None:
        self._now = datetime(2025, 1, 1, 8, 0, tzinfo=timezone.utc)

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
