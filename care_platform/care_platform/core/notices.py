"""Messages to people who have no page open: what a way of sending them has to do, and how often it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from care_platform.core.alarms import URGENCY
from care_protocol.messages import Priority

LEASE_S = 60.0
"""Whoever sends a message has so long; afterwards another process may take it over."""

SEND_TIMEOUT_S = 8.0

TOLD_AFTER = 3
"""After so many tries in vain people read on the alarm that this one could not be told."""


class ChannelName(str, Enum):
    EMAIL = "email"
    WEBHOOK = "webhook"
    SMS = "sms"
    VOICE = "voice"


class NoticeState(str, Enum):
    """NOT_NEEDED: somebody took the alarm before the message was out."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Message:
    """What one person gets on one way; `id` is the same however often it is sent, so that receivers can tell."""

    id: UUID
    address: str
    language: str
    subject: str
    text: str
    urgent: bool
    secret: str = ""
    facts: Mapping[str, JsonValue] = field(default_factory=dict)


class Unreached(Exception):
    """It did not go out now; later it may."""


class Undeliverable(Exception):
    """It will never arrive this way."""


class Channel(Protocol):
    """A way out of the platform. Each wait ends within SEND_TIMEOUT_S or a few of them."""

    def check(self, address: str) -> None:
        """Raises ValueError for an address that can not be used."""
        ...

    def send(self, message: Message) -> None:
        """Hands the message over; raises Unreached or Undeliverable."""
        ...


def urgency(priority: Priority) -> int:
    """0 for the most urgent."""
    return len(URGENCY) - 1 - URGENCY.index(priority)


def wanted(priority: Priority, least: Priority) -> bool:
    """Whether an alarm is urgent enough for a way that somebody wants for `least` and above."""
    return urgency(priority) <= urgency(least)
