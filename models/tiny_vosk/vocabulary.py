"""The words that a model can hear: those of the phrases; Mandarin ones are found by which characters stay together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_COHESION = 0.6
"""Two characters make a word when each is followed, or preceded, by the other at least so often."""


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of one language (Mandarin without spaces) and the words that they are made of, in a fixed order."""

    language: str
    phrases: tuple[str, ...]
    words: tuple[str, ...]

    def pieces(self, text: str) -> list[str]:
        """What a text is made of, for mixing: English words, or single characters."""
        return text.split() if self.language == "en" else list(text)

    def joined(self, words: Sequence[str]) -> str:
        return (" " if self.language == "en" else "").join(words)


def vocabulary(language: str, phrases: Iterable[str]) -> Vocabulary:
    """The vocabulary of these phrases; Mandarin keeps each character as a word too, for phrases to come."""
    listed = tuple(dict.fromkeys(phrases))
    if language == "en":
        words = {word for phrase in listed for word in phrase.split()}
    else:
        words = {word for phrase in listed for word in (*phrase, *cohesive(listed, phrase))}
    return Vocabulary(language, listed, tuple(sorted(words)))


def cohesive(phrases: Sequence[str], text: str) -> list[str]:
    """The text cut where its characters also occur without their neighbours."""
    singles = Counter("".join(phrases))
    pairs = Counter(pair for phrase in phrases for pair in pairwise(phrase))
    words = text[:1]
    for first, second in pairwise(text):
        together = pairs[first, second]
        stays = together >= 2 and together >= _COHESION * max(singles[first], singles[second])
        words += ("" if stays else " ") + second
    return words.split()
