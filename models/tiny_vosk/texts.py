"""What the voices say: the phrases themselves, mixtures of their words, and talk that has nothing to do with them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from tiny_vosk.vocabulary import Vocabulary

_OTHER_TALK = Path(__file__).parent / "other_talk"
_SHARES = {"phrase": 0.43, "mixture": 0.08, "word": 0.05, "talk": 0.24, "nonsense": 0.2}
"""Of all texts."""
_OF_NO_INTEREST = frozenset({"talk", "nonsense"})


def other_talk(language: str) -> list[str]:
    """Sentences as from the television, a visitor, a telephone."""
    return (_OTHER_TALK / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def texts(vocabulary: Vocabulary, draw: Random) -> Iterator[tuple[str, bool]]:
    """Texts without end, and whether they are talk of no interest. Phrases come in turn, all equally often."""
    talk = other_talk(vocabulary.language)
    pieces = sorted({piece for line in talk for piece in vocabulary.pieces(line)})
    phrases = _in_turn(vocabulary.phrases, draw)
    words = _in_turn(vocabulary.words, draw)
    sources = {
        "phrase": lambda: next(phrases),
        "mixture": lambda: vocabulary.joined(draw.sample(vocabulary.words, min(3, len(vocabulary.words)))),
        "word": lambda: next(words),
        "talk": lambda: draw.choice(talk),
        "nonsense": lambda: vocabulary.joined(_nonsense(vocabulary, pieces, draw)),
    }
    while True:
        kind = draw.choices(list(_SHARES), list(_SHARES.values()))[0]
        yield sources[kind](), kind in _OF_NO_INTEREST


def _nonsense(vocabulary: Vocabulary, pieces: Sequence[str], draw: Random) -> list[str]:
    """Words in no order; English ones with the beginnings of others."""
    words = draw.sample(pieces, draw.randint(1, 5))
    if vocabulary.language != "en":
        return words
    beginnings = [onset(draw.choice((word, draw.choice(pieces)))) for word in words]
    return [beginning + word[len(onset(word)) :] for beginning, word in zip(beginnings, words, strict=True)]


def onset(word: str) -> str:
    """The letters before the first vowel."""
    rest = word.lstrip("bcdfghjklmnpqrstvwxz")
    return word[: len(word) - len(rest)]


def _in_turn(items: Sequence[str], draw: Random) -> Iterator[str]:
    """All of them in a new order each time."""
    while True:
        yield from draw.sample(items, len(items))
