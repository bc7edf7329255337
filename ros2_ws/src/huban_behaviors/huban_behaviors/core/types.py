"""The words of this package: who asks, for what, how it goes, and what was seen. Metres, radians, seconds, `map`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

from huban_common.core.roles import Role

Point = tuple[float, float]


@dataclass(frozen=True)
class Pose:
    """Where the robot stands (x, y in m) and looks (yaw in rad)."""

    x: float
    y: float
    yaw: float


@dataclass(frozen=True)
class Caller:
    """Who asks; `remote` for everybody who is not in the room, with the `name` that the house may say."""

    id: str
    role: Role
    remote: bool = False
    name: str = ""


ROBOT = Caller("__myself__", Role.SYSTEM)


@dataclass(frozen=True)
class Request:
    """One call of a skill, as it came in: nothing of it is checked yet."""

    id: UUID
    skill: str
    args: Mapping[str, Any]
    caller: Caller
    language: str


@dataclass(frozen=True)
class Words:
    """What a person said and nobody understood as a request."""

    text: str


class CallState(Enum):
    """From request to end; the last four are final."""

    REQUESTED = "requested"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True)
class Status:
    """What became of a request; `message` is for people, in the language of the caller."""

    request: Request
    state: CallState
    message: str = ""


class Answer(Enum):
    YES = "yes"
    NO = "no"


class ReflexKind(Enum):
    """A cry for help, a stop, or a help word in a negation."""

    HELP = "help"
    STOP = "stop"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Reflex:
    """What was heard or pressed on the short way, which leaves out the dialogue."""

    kind: ReflexKind
    words: str


class Priority(IntEnum):
    """Of an alarm, after IEC 60601-1-8."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True)
class Sighting:
    """Something that happened to a person; `position` is None where nobody knows."""

    id: UUID
    kind: str
    stamp_s: float
    person_id: str = ""
    place: str = ""
    position: Point | None = None
    confidence: float = 1.0
    reason: str = ""


class ReplyKind(Enum):
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ATTENDED = "attended"
    CLOSED = "closed"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Reply:
    """What people at the care platform did about an alarm."""

    alarm_id: UUID
    kind: ReplyKind
    by_name: str = ""
    text: str = ""


@dataclass(frozen=True)
class StopRequested:
    """Somebody wants everything to stand still."""


@dataclass(frozen=True)
class HelpRequested:
    """Somebody calls for help through a skill; `who` shall come, where they said so."""

    who: str = ""


@dataclass(frozen=True)
class DrillRequested:
    """Somebody wants to practise what happens in an alarm; `by`: how people call them."""

    by: str


@dataclass(frozen=True)
class AnswerGiven:
    """Somebody in the room said yes or no, to the question with this id if it is known."""

    answer: Answer
    question: str = ""


Event = StopRequested | HelpRequested | DrillRequested | AnswerGiven
"""What a skill tells the rest of the robot."""


@dataclass(frozen=True)
class VoiceChange:
    """How the robot shall speak to a person: steps louder and faster, a voice profile, how the person hears."""

    volume: int = 0
    pace: int = 0
    profile: str = ""
    hearing: str = ""


@dataclass(frozen=True)
class FaceProgress:
    """Whether a face is learned; `words` to tell the person, empty when nothing is under way (any more)."""

    done: bool
    words: str = ""


@dataclass(frozen=True)
class Condition:
    """How the robot is: `battery` 0..1 or None where unknown; `gate` as the safety gate names its state."""

    battery: float | None
    gate: str
