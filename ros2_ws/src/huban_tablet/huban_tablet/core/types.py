"""The words of this package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any

from huban_common.core.questions import Question


class Mood(str, Enum):
    """What the face looks like."""

    IDLE = "idle"
    LISTENING = "listening"
    ASKING = "asking"
    CARING = "caring"
    RELIEVED = "relieved"
    STOPPED = "stopped"


class Help(IntEnum):
    """How far help has come; it only goes forward."""

    CALLED = 0
    DELIVERED = 1
    ESCALATED = 2
    ACKNOWLEDGED = 3
    ATTENDED = 4
    CLOSED = 5


class Gate(Enum):
    """Whether the robot may move: shut after a stop, locked by the emergency stop."""

    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Button(str, Enum):
    """What somebody in front of the screen can press."""

    HELP = "help"
    STOP = "stop"
    YES = "yes"
    NO = "no"
    LANGUAGE = "language"
    MUTE = "mute"
    LOUDER = "louder"
    SOFTER = "softer"
    FASTER = "faster"
    SLOWER = "slower"
    VOICE = "voice"


class Microphone(str, Enum):
    """Whether the robot can be spoken to."""

    LISTENING = "listening"
    MUTED = "muted"
    LOST = "lost"


class Camera(str, Enum):
    """Whether the robot looks, as perception says it on /perception/camera."""

    ON = "on"
    PRIVATE_ROOM = "private_room"
    PRIVATE_HOURS = "private_hours"
    PLACE_UNKNOWN = "place_unknown"
    LOST = "lost"
    UNKNOWN = "unknown"
    """Nobody has said anything yet."""


@dataclass(frozen=True)
class HelpState:
    """Where an alarm stands and who acted last; `name` is empty until a person did."""

    step: Help
    name: str = ""


@dataclass(frozen=True)
class Doing:
    """The skill that runs now."""

    skill: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Screen:
    """Everything the screen shows, still without words of its own."""

    language: str
    mood: Mood
    speaking: bool = False
    robot_said: str = ""
    person_said: str = ""
    help: HelpState | None = None
    question: Question | None = None
    """What waits for a yes or a no."""
    doing: Doing | None = None
    halted: bool = False
    alone: bool = False
    """The care team can not be reached."""
    microphone: Microphone = Microphone.LISTENING
    camera: Camera = Camera.UNKNOWN
