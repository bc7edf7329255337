"""What came over MQTT: a message of a known channel, or a dead letter with its reason."""

import json
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from pydantic import ValidationError

from care_protocol.channels import UPWARD, Address, Channel, TopicError, parse_topic
from care_protocol.messages import MAXIMUM_BYTES, Message, decode


class Reason(str, Enum):
    """Why a letter is dead."""

    BAD_TOPIC = "bad_topic"
    OVERSIZED = "oversized"
    NOT_JSON = "not_json"
    UNKNOWN_VERSION = "unknown_version"
    BAD_FIELD = "bad_field"
    UNKNOWN_ROBOT = "unknown_robot"
    CONFLICT = "conflict"
    NOT_STORED = "not_stored"


@dataclass(frozen=True)
class Letter:
    """A message as it came, with the robot and channel of its topic."""

    address: Address
    channel: Channel
    message: Message


class DeadLetter(ValueError):
    """A message that can not be used: `reason` for counting, the text for people who look into it."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail[:300]


def read(topic: str, payload: bytes) -> Letter:
    """Checks size, topic and schema of a message; raises DeadLetter."""
    if len(payload) > MAXIMUM_BYTES:
        raise DeadLetter(Reason.OVERSIZED, f"{len(payload)} bytes, at most {MAXIMUM_BYTES} are read")
    try:
        address, channel = parse_topic(topic)
    except TopicError as error:
        raise DeadLetter(Reason.BAD_TOPIC, str(error)) from error
    if channel not in UPWARD:
        raise DeadLetter(Reason.BAD_TOPIC, f"robots do not send on '{channel.value}'")
    try:
        return Letter(address, channel, decode(channel, payload))
    except ValidationError as error:
        raise _described(error) from error


def addressee(topic: str, payload: bytes) -> tuple[Address, UUID] | None:
    """Who waits for an answer to which message, as far as an unusable packet tells."""
    if len(payload) > MAXIMUM_BYTES:
        return None
    try:
        address, _ = parse_topic(topic)
        return address, UUID(json.loads(payload)["id"])
    except (TopicError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _described(error: ValidationError) -> DeadLetter:
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "json_invalid":
        return DeadLetter(Reason.NOT_JSON, first["msg"])
    reason = Reason.UNKNOWN_VERSION if place == "version" else Reason.BAD_FIELD
    return DeadLetter(reason, f"{place}: {first['msg']}")
