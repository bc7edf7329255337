"""What a sentence cries for: help, stop, or something near that must be asked about."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from huban_speech.core.frames import ReflexKind
from huban_speech.core.words.back_channels import is_back_channel
from huban_speech.core.words.reflex_words import WORDS

Tokens = tuple[str, ...]
"""English words, Chinese characters."""

_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ve\b"), " have"),
)


@dataclass(frozen=True)
class _Phrases:
    """The reflex words of a language, ready to be compared; cries without the courtesies in them."""

    help: frozenset[Tokens]
    stop: frozenset[Tokens]
    roots: frozenset[Tokens]
    denials: frozenset[Tokens]


def kind_of(text: str, language: str) -> ReflexKind | None:
    """The reflex that a sentence in lower case without punctuation sets off.

    Help counts wherever it stands; stop only as a whole sentence or at the start of an English one (`停` is part
    of many words), after sounds of listening at most. A cry for help after a denial is a doubt; "do not stop" is
    nothing.
    """
    words = _phrases(language)
    said = _without_courtesies(_tokens(text, language), language)
    if _is_stop(_without_sounds(said, language), words.stop, language):
        return ReflexKind.STOP
    cry, denial = _first(said, words.help), _first(said, words.denials)
    # A cry may begin with a denial of its own: "I" is left out in 不行了
    if cry is not None and (denial is None or cry <= denial):
        return ReflexKind.HELP
    doubtful = denial is not None and _first(said, words.roots) is not None
    return ReflexKind.DOUBT if doubtful else None


@cache
def _phrases(language: str) -> _Phrases:
    words = WORDS[language]

    def prepared(phrases: Collection[str]) -> frozenset[Tokens]:
        return frozenset(_without_courtesies(_tokens(phrase, language), language) for phrase in phrases) - {()}

    return _Phrases(prepared(words.help), prepared(words.stop), prepared(words.roots), prepared(words.denials))


@cache
def _courtesies(language: str) -> tuple[Tokens, ...]:
    """Long ones first: "oh no" before "oh"."""
    found = (_tokens(courtesy, language) for courtesy in WORDS[language].courtesies)
    return tuple(sorted(found, key=len, reverse=True))


def _tokens(text: str, language: str) -> Tokens:
    if language != "en":
        return tuple(text.replace(" ", ""))
    for pattern, expanded in _CONTRACTIONS:
        text = pattern.sub(expanded, text)
    return tuple(text.split())


def _without_courtesies(said: Tokens, language: str) -> Tokens:
    for _ in said:
        for courtesy in _courtesies(language):
            if said[: len(courtesy)] == courtesy:
                said = said[len(courtesy) :]
            if said[-len(courtesy) :] == courtesy:
                said = said[: -len(courtesy)]
    return said


def _without_sounds(said: Tokens, language: str) -> Tokens:
    """Without the sounds of listening that it begins with."""
    gap = " " if language == "en" else ""
    begins = (length for length in range(len(said)) if is_back_channel(gap.join(said[:length]), language))
    return said[max(begins, default=0) :]


def _is_stop(said: Tokens, stops: Collection[Tokens], language: str) -> bool:
    """One cry or several after another; in English more words may follow."""
    begun = {said[len(stop) :] for stop in stops if said[: len(stop)] == stop}
    if language == "en":
        return bool(begun)
    return any(not rest or _is_stop(_without_courtesies(rest, language), stops, language) for rest in begun)


def _first(said: Tokens, phrases: Collection[Tokens]) -> int | None:
    """Where the first of some phrases begins."""
    starts = (start for start in range(len(said)) if any(said[start : start + len(one)] == one for one in phrases))
    return next(starts, None)
