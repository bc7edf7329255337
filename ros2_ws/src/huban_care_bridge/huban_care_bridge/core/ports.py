"""What the core needs from the outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from care_protocol.channels import Channel
from care_protocol.messages import Names, Role


class WallClock(Protocol):
    """What time it is, in UTC."""

    def now(self) -> datetime: ...


class Disk(Protocol):
    """Where the outbox lies."""

    def scarce(self) -> bool:
        """Whether others have filled it nearly up."""
        ...


class Link(Protocol):
    """The connection to the broker. Nothing is promised: what gets lost is sent again by the outbox."""

    def publish(self, channel: Channel, payload: bytes, retain: bool = False) -> None: ...

    def claim(self) -> None:
        """Connects anew, as the robot itself instead of a guest; the broker has at most one such."""
        ...


class ReplyKind(Enum):
    """What happened to an alarm on the side of the people."""

    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ATTENDED = "attended"
    CLOSED = "closed"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Reply:
    """For the robot: what people did about an alarm; `by` is empty when the clock or the platform did it."""

    alarm_id: UUID
    kind: ReplyKind
    by: Names
    role: Role
    text: str = ""


@dataclass(frozen=True)
class Call:
    """For the robot: a skill that a person calls from afar."""

    command_id: UUID
    skill: str
    args: Mapping[str, Any]
    caller: str
    names: Names
    role: Role
    language: str


class Robot(Protocol):
    """The robot's side of the bridge."""

    def reply(self, reply: Reply) -> None: ...

    def call(self, call: Call) -> None: ...
