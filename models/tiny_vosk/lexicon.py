"""How the words of a vocabulary are pronounced: as the synthesisers pronounce them inside the phrases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tiny_vosk.types import SILENCE, Spoken
from tiny_vosk.vocabulary import Vocabulary

Pronunciation = tuple[str, ...]
Lexicon = Mapping[str, tuple[Pronunciation, ...]]

_RARE = 0.08
_MOST = 5


def lexicon(vocabulary: Vocabulary, spoken: Iterable[Spoken]) -> Lexicon:
    """The usual pronunciations of each word, most frequent first; raises ValueError for a word that nobody said."""
    heard: dict[str, Counter[Pronunciation]] = defaultdict(Counter)
    for each in spoken:
        for word, phones in _said(vocabulary, each):
            heard[word][phones] += 1
    unsaid = [word for word in vocabulary.words if word not in heard]
    if unsaid:
        raise ValueError(f"nobody said the words {', '.join(unsaid)}")
    return {word: _usual(heard[word]) for word in vocabulary.words}


def _usual(heard: Counter[Pronunciation]) -> tuple[Pronunciation, ...]:
    common = heard.most_common(_MOST)
    return tuple(phones for phones, count in common if count >= _RARE * heard.total())


def _said(vocabulary: Vocabulary, spoken: Spoken) -> Iterator[tuple[str, Pronunciation]]:
    """Each word of the vocabulary in the text, of one or more pieces, with its phones."""
    phones: dict[int, list[str]] = defaultdict(list)
    for segment in spoken.segments:
        if segment.phone != SILENCE and segment.word >= 0:
            phones[segment.word].append(segment.phone)
    pieces = vocabulary.pieces(spoken.text)
    if sorted(phones) != list(range(len(pieces))):
        return
    known = set(vocabulary.words)
    longest = max(len(vocabulary.pieces(word)) for word in known)
    for start in range(len(pieces)):
        for end in range(start + 1, min(len(pieces), start + longest) + 1):
            word = vocabulary.joined(pieces[start:end])
            if word in known:
                yield word, tuple(phone for piece in range(start, end) for phone in phones[piece])
