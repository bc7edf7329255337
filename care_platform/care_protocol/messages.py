"""The messages of each channel, version 1. Unknown fields are ignored, so that a newer robot is still heard."""

from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, FiniteFloat, JsonValue

from care_protocol.channels import Channel

VERSION: Literal[1] = 1
MAXIMUM_BYTES = 65_536
"""A larger payload is refused unread."""

Language = Literal["en", "zh-CN"]
Names = dict[Language, Annotated[str, Field(max_length=100)]]
"""How something is called in each language."""

Identifier = Annotated[str, Field(max_length=64)]
Text = Annotated[str, Field(max_length=500)]


Four = tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]


class Priority(str, Enum):
    """After IEC 60601-1-8; `none` is no alarm, `technical` is about the machine."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    TECHNICAL = "technical"


class Role(str, Enum):
    ELDER = "elder"
    FAMILY = "family"
    CAREGIVER = "caregiver"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    SYSTEM = "system"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(_Part):
    """What all messages have: the version of the protocol and when it was said (RFC 3339 with a zone)."""

    version: Literal[1] = VERSION
    stamp: AwareDatetime


class ConnectionState(str, Enum):
    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    CONNECTION_BROKEN = "CONNECTIONBROKEN"


class Plan(_Part):
    """The home on the floor, in metres of `map`: boxes are x_min, y_min, x_max, y_max, doors two ends of an opening."""

    rooms: Annotated[dict[Identifier, Four], Field(max_length=50)] = {}
    furniture: Annotated[dict[Identifier, Four], Field(max_length=100)] = {}
    doors: Annotated[list[Four], Field(max_length=100)] = []


class About(_Part):
    """What people need to know to address the robot: names of the home, its people, rooms and places; its plan."""

    home: Names = {}
    elder: Names = {}
    people: dict[Identifier, Names] = {}
    rooms: dict[Identifier, Names] = {}
    places: dict[Identifier, Names] = {}
    plan: Plan | None = None


class Connection(Message):
    """Sent on connecting (with `about`) and on leaving; the broker sends the last will for a broken connection.

    `stream` is the outbox and `session` the process that speaks for the robot.
    """

    state: ConnectionState
    stream: UUID | None = None
    session: UUID | None = None
    about: About | None = None


class Position(_Part):
    """Metres in a named frame (REP-105)."""

    frame: Identifier
    x: FiniteFloat
    y: FiniteFloat
    z: FiniteFloat = 0.0


class Activity(_Part):
    """The last skill call: what, on whose word, how far."""

    skill: Identifier
    state: Identifier
    caller: Identifier = ""
    args: dict[str, JsonValue] = {}
    message: Text = ""


class Safety(str, Enum):
    READY = "ready"
    SLOWED = "slowed"
    HALTED = "halted"
    EMERGENCY = "emergency"


class Camera(str, Enum):
    """Whether the robot looks: not in private rooms or hours, nor where it is lost in a home that has some."""

    ON = "on"
    PRIVATE_ROOM = "private_room"
    PRIVATE_HOURS = "private_hours"
    PLACE_UNKNOWN = "place_unknown"
    LOST = "lost"


class Person(_Part):
    """Somebody whom the robot sees now, by the id that `About.people` has a name for, if the robot knows them."""

    id: Identifier = ""
    position: Position
    posture: Identifier = ""


class RobotState(Message):
    """How the robot is; sent on change and at least every 30 s. `battery` 0..1; unknown fields are null."""

    battery: Annotated[float, Field(ge=0, le=1)] | None = None
    charging: bool | None = None
    room: Identifier | None = None
    position: Position | None = None
    heading_rad: FiniteFloat | None = None
    people: Annotated[list[Person], Field(max_length=8)] = []
    safety: Safety | None = None
    safety_cause: Text = ""
    camera: Camera | None = None
    activity: Activity | None = None
    outbox: Annotated[int, Field(ge=0, lt=2**63)] = 0


class Event(Message):
    """Something that happened. `id` is the idempotency key; `stream` and `sequence` number a robot's outbox.

    `after` is the event that must be stored before this one: the one before it of the same urgency that still waits.
    """

    id: UUID
    after: UUID | None = None
    stream: UUID
    sequence: Annotated[int, Field(ge=1, lt=2**63)]
    kind: Annotated[str, Field(min_length=1, max_length=64)]
    priority: Priority
    alarm_id: UUID | None = None
    person_id: Identifier = ""
    place: Identifier = ""
    position: Position | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    reason: Text = ""
    data: dict[str, JsonValue] = {}


class Outcome(str, Enum):
    COMMITTED = "committed"
    REFUSED = "refused"
    DEFERRED = "deferred"


class Ack(Message):
    """The platform's word on the event or result `id`.

    Committed to its database, refused for good, or deferred: not stored, because `after` is missing.
    """

    id: UUID
    outcome: Outcome = Outcome.COMMITTED
    reason: Text = ""


class SkillCall(_Part):
    """A skill that a person calls from afar."""

    kind: Literal["skill"] = "skill"
    skill: Identifier
    args: dict[str, JsonValue] = {}


class ReplyKind(str, Enum):
    ACKNOWLEDGED = "acknowledged"
    ATTENDED = "attended"
    CLOSED = "closed"
    ESCALATED = "escalated"


class AlarmReply(_Part):
    """What people did about an alarm; `text` is the cause at closing, else a word for the elder."""

    kind: Literal["alarm_reply"] = "alarm_reply"
    alarm_id: UUID
    reply: ReplyKind
    text: Text = ""


class Command(Message):
    """A command to one robot: `id` is its nonce, valid once and until `expires`.

    `caller` is an account and `names` how people call its owner; answers are in `language`.
    """

    id: UUID = Field(default_factory=uuid4)
    expires: AwareDatetime
    caller: Identifier
    role: Role
    names: Names = {}
    language: Language = "en"
    body: Annotated[SkillCall | AlarmReply, Field(discriminator="kind")]


class ResultState(str, Enum):
    ACCEPTED = "accepted"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"

    @property
    def final(self) -> bool:
        return self not in (ResultState.ACCEPTED, ResultState.AWAITING_CONFIRMATION, ResultState.RUNNING)


class Result(Message):
    """How far a command got; `id` names this message, `command_id` the command."""

    id: UUID = Field(default_factory=uuid4)
    command_id: UUID
    state: ResultState
    message: Text = ""


MODELS: dict[Channel, type[Message]] = {
    Channel.CONNECTION: Connection,
    Channel.STATE: RobotState,
    Channel.EVENT: Event,
    Channel.ACK: Ack,
    Channel.COMMAND: Command,
    Channel.RESULT: Result,
}


def encode(message: Message) -> bytes:
    """The payload of a message: JSON in UTF-8."""
    return message.model_dump_json().encode("utf-8")


def decode(channel: Channel, payload: bytes) -> Any:
    """The message of a payload; raises pydantic.ValidationError for what does not fit the channel."""
    return MODELS[channel].model_validate_json(payload)
