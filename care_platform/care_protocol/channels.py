"""Topics: `huban/v1/<tenant>/<robot_id>/<channel>`."""

import re
from dataclasses import dataclass
from enum import Enum

ROOT = "huban/v1"
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class Channel(str, Enum):
    """`connection` is retained and doubles as the last will; robots send all but `ack` and `command`."""

    CONNECTION = "connection"
    STATE = "state"
    EVENT = "event"
    ACK = "ack"
    COMMAND = "command"
    RESULT = "result"


UPWARD = (Channel.CONNECTION, Channel.STATE, Channel.EVENT, Channel.RESULT)
DOWNWARD = (Channel.ACK, Channel.COMMAND)


class TopicError(ValueError):
    """A topic or an address that is not one of ours."""


@dataclass(frozen=True)
class Address:
    """Which robot of which tenant; both are lower-case identifiers of at most 64 characters."""

    tenant: str
    robot_id: str

    def __post_init__(self) -> None:
        for name, value in (("tenant", self.tenant), ("robot_id", self.robot_id)):
            if not IDENTIFIER.fullmatch(value):
                raise TopicError(f"{name} '{value}': use up to 64 of a-z, 0-9, '_', '-', a letter or digit first")

    def topic(self, channel: Channel) -> str:
        return f"{ROOT}/{self.tenant}/{self.robot_id}/{channel.value}"

    def __str__(self) -> str:
        return f"{self.tenant}/{self.robot_id}"


def parse_topic(topic: str) -> tuple[Address, Channel]:
    """The robot and the channel of a topic; raises TopicError for anything else."""
    head, _, tail = topic.partition(f"{ROOT}/")
    parts = tail.split("/")
    if head or len(parts) != 3:
        raise TopicError(f"topic '{topic[:100]}' is not {ROOT}/<tenant>/<robot_id>/<channel>")
    try:
        return Address(parts[0], parts[1]), Channel(parts[2])
    except ValueError as error:
        raise TopicError(f"topic '{topic[:100]}': {error}") from error


def every_robot(channel: Channel) -> str:
    """The subscription that hears this channel of all robots."""
    return f"{ROOT}/+/+/{channel.value}"
