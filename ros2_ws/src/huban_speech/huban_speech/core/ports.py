"""What the core needs from models and devices."""

from dataclasses import dataclass
from typing import Protocol

from huban_speech.core.frames import Samples


class Unavailable(Exception):
    """A model, an engine or a device that cannot be used, with what to do about it."""


class VoiceDetector(Protocol):
    """Says how likely it is that somebody speaks."""

    def probability(self, samples: Samples) -> float:
        """0..1 for the next block of BLOCK_SAMPLES samples."""
        ...

    def forget(self) -> None:
        """Starts afresh, after a stretch that it was not shown."""
        ...


@dataclass(frozen=True)
class Hypothesis:
    """What may have been said; empty text: nothing, or nothing that the robot knows."""

    text: str
    confidence: float = 0.0


NOTHING = Hypothesis("")


class Recogniser(Protocol):
    """Words of one language from one utterance at a time."""

    def start(self) -> None:
        """Begins an utterance, dropping one that is not finished."""
        ...

    def accept(self, samples: Samples) -> Hypothesis:
        """Takes the next sound and says what it may be so far."""
        ...

    def finish(self) -> Hypothesis:
        """Ends the utterance."""
        ...


class Recognisers(Protocol):
    """Where recognisers come from."""

    def recogniser(self, language: str) -> Recogniser:
        """The one for a language, loaded when first asked for; raises Unavailable."""
        ...


class Voice(Protocol):
    """Speaks text into memory."""

    def speak(self, text: str, language: str, voice: str = "") -> Samples:
        """One sentence; `voice` names another than the usual one. Raises Unavailable."""
        ...


class Sink(Protocol):
    """Where the robot's voice goes; the pace is the caller's."""

    def play(self, samples: Samples) -> None: ...
