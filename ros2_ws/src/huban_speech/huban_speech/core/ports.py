"""What the core needs from models and devices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from huban_speech.core.frames import Samples
from huban_speech.core.hearing.voice_template import VoiceTemplate
from huban_speech.core.speaking.delivery import Delivery


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

    def speak(self, text: str, language: str, delivery: Delivery) -> Samples:
        """One sentence; loudness and presence are not its business. Raises Unavailable."""
        ...


class Source(Protocol):
    """Where sound comes from. `open` may be called again after `close` or after Unavailable."""

    def open(self) -> None:
        """Raises Unavailable, with what to do about it."""
        ...

    def read(self) -> Samples:
        """The next sound, at most a moment later; raises Unavailable where there is no more."""
        ...

    def close(self) -> None:
        """Lets go of the device; harmless when it is not open."""
        ...


class Sink(Protocol):
    """Where the robot's voice goes, at the pace of the caller: a loudspeaker, a topic, a file, echo suppression."""

    def play(self, samples: Samples, at_s: float) -> None:
        """The next sound, which begins at `at_s` on the caller's clock."""
        ...

    def stop(self, at_s: float) -> None:
        """Silence at once: what was given and has not sounded yet is dropped."""
        ...


class Talker(Protocol):
    """The robot's own talk, as seen by those who listen meanwhile. Each call may come from any thread.

    What is urgent (`URGENT_FROM`) goes on through all of them but `hush`.
    """

    def pause(self) -> None:
        """Falls silent at once and keeps the place: somebody may want to say something."""
        ...

    def resume(self) -> None:
        """Goes on where `pause` stopped: it was only an "mm-hm"."""
        ...

    def interrupt(self) -> None:
        """Gives up what is being said; whoever asked for it learns which words were begun."""
        ...

    def hush(self) -> None:
        """Like `interrupt`, and ends what is urgent too: somebody said stop."""
        ...


class PauseStore(Protocol):
    """Remembers how long a person's pauses are. Never raises: what cannot be kept is learned anew."""

    def pauses_s(self, person: str) -> tuple[float, ...]:
        """The latest pauses inside this person's sentences; empty for somebody new."""
        ...

    def keep(self, person: str, pauses_s: tuple[float, ...]) -> None: ...


class TemplateStore(Protocol):
    """Keeps the voice templates of people who agreed to that."""

    def load(self) -> Mapping[str, VoiceTemplate]:
        """What was kept, by person; empty where that cannot be read."""
        ...

    def save(self, templates: Mapping[str, VoiceTemplate]) -> None:
        """On the disk when it returns, and nothing else; raises OSError."""
        ...
