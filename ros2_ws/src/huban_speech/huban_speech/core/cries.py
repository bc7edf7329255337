"""What a sentence cries for: help, stop, or something near that must be asked about."""

import re
from collections.abc import Iterable

from huban_speech.core.frames import ReflexKind
from huban_speech.core.reflex_words import WORDS, ReflexWords

Tokens = tuple[str, ...]
"""English words, Chinese characters."""

_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ve\b"), " have"),
)


def kind_of(text: str, language: str) -> ReflexKind | None:
    """The reflex that a sentence in lower case without punctuation sets off.

    Help counts wherever it stands; stop only as a whole sentence or at the start of an English one (`停` is part
    of many words). A cry for help after a denial is a doubt; "do not stop" is nothing.
    """
    words = WORDS[language]
    said = _without_courtesies(_tokens(text, language), words, language)
    if _is_stop(said, words, language):
        return ReflexKind.STOP
    cry = _first(said, words.help, language)
    denial = _first(said, words.denials, language)
    if cry is not None and (denial is None or cry < denial):
        return ReflexKind.HELP
    doubtful = denial is not None and _first(said, words.roots, language) is not None
    return ReflexKind.DOUBT if doubtful else None


def _tokens(text: str, language: str) -> Tokens:
    if language != "en":
        return tuple(text.replace(" ", ""))
    for pattern, expanded in _CONTRACTIONS:
        text = pattern.sub(expanded, text)
    return tuple(text.split())


def _without_courtesies(said: Tokens, words: ReflexWords, language: str) -> Tokens:
    courtesies = [_tokens(courtesy, language) for courtesy in words.courtesies]
    for _ in said:
        for courtesy in courtesies:
            if said[: len(courtesy)] == courtesy:
                said = said[len(courtesy) :]
            if said[-len(courtesy) :] == courtesy:
                said = said[: -len(courtesy)]
    return said


def _is_stop(said: Tokens, words: ReflexWords, language: str) -> bool:
    stops = [_tokens(phrase, language) for phrase in words.stop]
    return said in stops or (language == "en" and any(said[: len(stop)] == stop for stop in stops))


def _first(said: Tokens, phrases: Iterable[str], language: str) -> int | None:
    """Where the first of some phrases begins."""
    wanted = [_tokens(phrase, language) for phrase in phrases]
    starts = (start for start in range(len(said)) if any(said[start : start + len(one)] == one for one in wanted))
    return next(starts, None)
