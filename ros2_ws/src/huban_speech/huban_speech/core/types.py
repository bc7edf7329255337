"""What is said: requests on the way in, captions, words and outcomes on the way out."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from huban_speech.core.speaking.sentences import Sentence

URGENT_FROM = 201
"""Priorities above 200 are for critical functions (std_skills/Meta)."""


@dataclass(frozen=True)
class Request:
    """Sentences to say to a `person`; `id` names the request to whoever asked, `voice` another than the usual voice."""

    id: int
    sentences: tuple[Sentence, ...]
    priority: int = 128
    voice: str = ""
    person: str = ""

    @property
    def urgent(self) -> bool:
        return self.priority >= URGENT_FROM


@dataclass(frozen=True)
class Job:
    """A sentence of a request that must be synthesised."""

    request: Request
    index: int

    @property
    def sentence(self) -> Sentence:
        return self.request.sentences[self.index]


class Outcome(Enum):
    SPOKEN = "spoken"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    BAD_TEXT = "bad text"
    FAILED = "failed"


@dataclass(frozen=True)
class CaptionStarted:
    """A sentence, or a part of a long one that can be read at a glance, begins to be heard."""

    request: int
    text: str
    language: str


@dataclass(frozen=True)
class WordStarted:
    request: int
    word: str


@dataclass(frozen=True)
class Ended:
    """`said`: the words that were begun before the end; `unsaid`: the sentence that was cut off and those after it."""

    request: int
    outcome: Outcome
    said: tuple[str, ...] = ()
    reason: str = ""
    unsaid: tuple[Sentence, ...] = ()


Event: TypeAlias = CaptionStarted | WordStarted | Ended
