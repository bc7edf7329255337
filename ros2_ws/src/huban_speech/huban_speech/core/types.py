"""What is said: requests on the way in, sound, words and outcomes on the way out."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from huban_speech.core.frames import Samples
from huban_speech.core.sentences import Sentence

URGENT_FROM = 201
"""Priorities above 200 are for critical functions (std_skills/Meta)."""


@dataclass(frozen=True)
class Request:
    """Sentences to say; `id` names the request to whoever asked."""

    id: int
    sentences: tuple[Sentence, ...]
    priority: int = 128
    voice: str = ""


@dataclass(frozen=True)
class Job:
    """A sentence that must be synthesised."""

    request: int
    index: int
    sentence: Sentence
    voice: str


class Outcome(Enum):
    SPOKEN = "spoken"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    BAD_TEXT = "bad text"
    FAILED = "failed"


@dataclass(frozen=True)
class SentenceStarted:
    request: int
    sentence: Sentence


@dataclass(frozen=True)
class WordStarted:
    request: int
    word: str


@dataclass(frozen=True, eq=False)
class Sound:
    samples: Samples


@dataclass(frozen=True)
class Ended:
    """`said`: the words that were begun before the end."""

    request: int
    outcome: Outcome
    said: tuple[str, ...] = ()
    reason: str = ""


Event: TypeAlias = SentenceStarted | WordStarted | Sound | Ended
