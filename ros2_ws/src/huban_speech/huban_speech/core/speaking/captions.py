"""Splits what is said into captions that can be read at a glance."""

import re
from dataclasses import dataclass

from huban_speech.core.speaking.sentences import WORD, Sentence

LONGEST_CAPTION = 84
"""Two lines of 42 Latin letters, as subtitles have; a Chinese character takes the place of two."""
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_BREATH = re.compile(r"[,;:，、；：]\s*$")


@dataclass(frozen=True)
class Caption:
    """A part of a sentence that begins with its `first_word`, counted from 0."""

    first_word: int
    text: str


def captions(sentence: Sentence) -> list[Caption]:
    """The whole sentence, or its parts, split where one breathes if there is such a place."""
    starts = [match.start() for match in WORD.finditer(sentence.text)]
    parts, first = [], 0
    while starts and width(sentence.text[starts[first] :]) > LONGEST_CAPTION:
        after = _split(sentence.text, starts, first)
        if after == len(starts):
            break
        parts.append(Caption(first, sentence.text[starts[first] : starts[after]].strip()))
        first = after
    return [*parts, Caption(first, sentence.text[starts[first] :] if starts else sentence.text)]


def width(text: str) -> int:
    """How many Latin letters would take as much room."""
    return len(text) + len(_CHINESE.findall(text))


def _split(text: str, starts: list[int], first: int) -> int:
    """The word that begins the next caption."""
    fitting = [
        word
        for word in range(first + 1, len(starts))
        if width(text[starts[first] : starts[word]].rstrip()) <= LONGEST_CAPTION
    ]
    breaths = [
        word
        for word in fitting
        if _BREATH.search(text[: starts[word]]) and width(text[starts[first] : starts[word]]) >= LONGEST_CAPTION / 3
    ]
    return (breaths or fitting or [first + 1])[-1]
