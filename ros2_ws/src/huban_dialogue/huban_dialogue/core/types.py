"""What was said, what it means, and what the robot makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Utterance:
    """Words of one person; `confidence` 0..1 as the recogniser gives it, 1 for typed text."""

    text: str
    source: str
    language: str
    confidence: float = 1.0
    typed: bool = False


@dataclass(frozen=True)
class Meaning:
    """A skill with its arguments; `words` is the phrase that it was understood as, `score` 0..1 how well it fits."""

    skill: str
    args: Mapping[str, Any]
    words: str
    score: float = 1.0


@dataclass(frozen=True)
class Turn:
    """What follows from an utterance: a call, words that nobody understood, a reply to speak, or nothing."""

    language: str
    meaning: Meaning | None = None
    confidence: float = 1.0
    not_understood: str = ""
    reply: str = ""
