"""What flows through the hearing chain. Time is counted in samples from the start of the stream, never by a clock."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16000
BLOCK_SAMPLES = 512
"""Length of every Audio frame: 32 ms, what the voice activity detector looks at in one piece."""
BLOCK_S = BLOCK_SAMPLES / SAMPLE_RATE_HZ
FULL_SCALE = 32768

Samples: TypeAlias = NDArray[np.int16]
"""Mono sound at 16 kHz."""


@dataclass(frozen=True, eq=False)
class Audio:
    """One block of sound; `voice` 0..1 is the probability that a person speaks in it."""

    samples: Samples
    start_s: float
    voice: float = 0.0

    @property
    def end_s(self) -> float:
        return self.start_s + self.samples.size / SAMPLE_RATE_HZ

    @property
    def voiced(self) -> bool:
        """Whether a person at least as likely speaks in it as not."""
        return self.voice >= 0.5


@dataclass(frozen=True)
class RobotTalks:
    """The robot's own voice begins or ends to be audible."""

    talks: bool
    at_s: float


@dataclass(frozen=True)
class SpeechStarted:
    """`at_s`: from where the sound belongs to the utterance; `voice_s`: since when there is a voice."""

    at_s: float
    voice_s: float = 0.0


@dataclass(frozen=True)
class SpeechStopped:
    """`voice_end_s` is when the voice was last heard, before the pause that ended the utterance."""

    at_s: float
    voice_end_s: float
    cause: Literal["pause", "too_long"] = "pause"


@dataclass(frozen=True)
class Partial:
    """The words so far of an utterance that goes on; they may still change."""

    text: str
    confidence: float
    language: str
    at_s: float


@dataclass(frozen=True)
class Final:
    text: str
    confidence: float
    language: str
    at_s: float


@dataclass(frozen=True)
class SpeakerHeard:
    """Whose voice the utterance probably was; `person` is anonymous where nobody can tell."""

    person: str
    at_s: float


@dataclass(frozen=True)
class NotUnderstood:
    """An utterance that is no phrase the robot knows: other talk, the television, noise."""

    at_s: float


@dataclass(frozen=True)
class OthersTalk:
    """People talk who do not mean the robot, such as those on television, or do so no more."""

    talk: bool
    at_s: float


class ReflexKind(str, Enum):
    HELP = "help"
    STOP = "stop"
    DOUBT = "doubt"


@dataclass(frozen=True)
class ReflexHeard:
    kind: ReflexKind
    text: str
    confidence: float
    language: str
    at_s: float


class BargeInAct(str, Enum):
    """PAUSE at the onset of a voice, then RESUME or INTERRUPT; HUSH when somebody said stop."""

    PAUSE = "pause"
    RESUME = "resume"
    INTERRUPT = "interrupt"
    HUSH = "hush"


@dataclass(frozen=True)
class BargeIn:
    """What the robot must do with its own talk."""

    act: BargeInAct
    at_s: float


@dataclass(frozen=True)
class LanguageChosen:
    """From here on people speak this language."""

    language: str


@dataclass(frozen=True)
class Deaf:
    """There are no words in this language, with the reason; voices are still noticed."""

    language: str
    reason: str


Frame: TypeAlias = (
    Audio
    | RobotTalks
    | SpeechStarted
    | SpeechStopped
    | Partial
    | Final
    | SpeakerHeard
    | NotUnderstood
    | OthersTalk
    | ReflexHeard
    | BargeIn
    | LanguageChosen
    | Deaf
)
