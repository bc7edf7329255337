"""How far what was heard is from what was said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NOTES = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
"""Remarks of whoever wrote the transcript."""
_PUNCTUATION = re.compile(r"[^\w']+|_")


def compared(text: str, language: str) -> str:
    """In the form in which texts are compared: lower case, no notes, no punctuation; Chinese without spaces."""
    plain = _PUNCTUATION.sub(" ", _NOTES.sub(" ", text).casefold().replace("’", "'"))
    return " ".join(plain.split()) if language == "en" else "".join(plain.split())


def tokens(text: str, language: str) -> list[str]:
    """English words, Chinese characters."""
    return text.split() if language == "en" else list(text)


@dataclass(frozen=True)
class Score:
    """Sums over sentences: `errors` are substitutions, insertions and deletions."""

    sentences: int = 0
    right: int = 0
    tokens: int = 0
    errors: int = 0

    def plus(self, said: str, heard: str, language: str) -> "Score":
        """With one more sentence, in any form."""
        wanted, got = (compared(text, language) for text in (said, heard))
        reference = tokens(wanted, language)
        errors = self.errors + distance(reference, tokens(got, language))
        return Score(self.sentences + 1, self.right + (wanted == got), self.tokens + len(reference), errors)

    @property
    def error_rate(self) -> float | None:
        return self.errors / self.tokens if self.tokens else None

    @property
    def sentence_accuracy(self) -> float | None:
        return self.right / self.sentences if self.sentences else None


def distance(first: Sequence[str], second: Sequence[str]) -> int:
    """The least number of insertions, deletions and substitutions (Levenshtein, 1965)."""
    row = list(range(len(second) + 1))
    for number, one in enumerate(first, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(second, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (one != other))
    return row[-1]
