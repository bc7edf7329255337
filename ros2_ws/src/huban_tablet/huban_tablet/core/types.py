"""What the screen shows and what can be pressed on it."""

from dataclasses import dataclass, field
from enum import Enum


class Face(str, Enum):
    """The robot's expression."""

    IDLE = "idle"
    LISTENING = "listening"
    SPEAKING = "speaking"
    ALARM = "alarm"


class Button(str, Enum):
    """What a finger can press."""

    HELP = "help"
    STOP = "stop"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Caption:
    """Words that were spoken, by the robot or by a person."""

    by_robot: bool
    text: str


@dataclass(frozen=True)
class View:
    """Everything on the screen at one moment, in words of one language."""

    language: str
    face: Face
    captions: tuple[Caption, ...]
    doing: str
    question: bool
    alarm: str
    """What is happening about an open alarm; empty: none is open."""
    labels: dict[str, str] = field(default_factory=dict)
