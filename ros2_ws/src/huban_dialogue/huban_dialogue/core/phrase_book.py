"""Understanding by the skills' own example phrases: word for word, else almost, else not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from huban_common.core.skills import Phrase
from huban_dialogue.core.types import Meaning
from huban_dialogue.core.wording import cleaned, variants

SAME_WORD = 0.8
"""Two words at least so similar may be one word with a slip in it."""
SLIP_FROM_LETTERS = 4
"""Shorter words must be right: `lift` is not `left`."""
SAME_SENTENCE = 0.8
"""The like for Chinese sentences, character by character."""
SLIP_FROM_CHARACTERS = 5
LEAD = 0.1
"""By so much the best meaning must be ahead of any other one."""
_SMALL_WORDS = frozenset(("the", "a", "an", "to", "my", "me", "of", "at", "in", "into", "on", "over", "is", "it"))
_DECISIVE = frozenset("不没别左右高低升降抬放上下去来坐躺平停")
"""Characters that turn a command into another one: no slip is forgiven in them."""


class PhraseBook:
    """An Understander that knows a fixed set of phrases in each language."""

    def __init__(self, phrases: Mapping[str, Iterable[Phrase]]) -> None:
        self._phrases = {
            language: {cleaned(phrase.text, language): phrase for phrase in known}
            for language, known in phrases.items()
        }

    def understand(self, text: str, language: str) -> Meaning | None:
        """The meaning of a sentence in that language; None where two meanings are near or none is."""
        known = self._phrases[language]
        ways = list(variants(cleaned(text, language), language))
        for way in ways:
            if way in known:
                return _meaning(known[way], 1.0)
        likeness = _likeness_in_characters if language == "zh-CN" else _likeness_in_words
        found = ((likeness(way, sentence), phrase) for way in ways for sentence, phrase in known.items())
        return _clear_best([(score, phrase) for score, phrase in found if score > 0.0])


def _clear_best(found: list[tuple[float, Phrase]]) -> Meaning | None:
    if not found:
        return None
    best, phrase = max(found, key=lambda pair: pair[0])
    for score, other in found:
        if (other.skill, other.args) != (phrase.skill, phrase.args) and score > best - LEAD:
            return None
    return _meaning(phrase, best)


def _meaning(phrase: Phrase, score: float) -> Meaning:
    return Meaning(phrase.skill, phrase.args, phrase.text, score)


def _likeness_in_words(said: str, phrase: str) -> float:
    """1 for the same words in any order, less with slips in long words, 0 where a word is too many or missing."""
    left, wanted = _weighty(said), _weighty(phrase)
    if not wanted or len(left) != len(wanted):
        return 0.0
    likeness = 1.0
    for word in wanted:
        nearest = max(left, key=lambda candidate: _likeness(candidate, word))
        if _likeness(nearest, word) < SAME_WORD:
            return 0.0
        likeness = min(likeness, _likeness(nearest, word))
        left.remove(nearest)
    return likeness


def _weighty(sentence: str) -> list[str]:
    return [word for word in sentence.split() if word not in _SMALL_WORDS]


def _likeness(said: str, word: str) -> float:
    if said == word:
        return 1.0
    return SequenceMatcher(None, said, word).ratio() if min(len(said), len(word)) >= SLIP_FROM_LETTERS else 0.0


def _likeness_in_characters(said: str, phrase: str) -> float:
    """How much of two sentences is the same, 0 for short ones and where a decisive character differs."""
    if min(len(said), len(phrase)) < SLIP_FROM_CHARACTERS or _decisive(said) != _decisive(phrase):
        return 0.0
    likeness = SequenceMatcher(None, said, phrase).ratio()
    return likeness if likeness >= SAME_SENTENCE else 0.0


def _decisive(sentence: str) -> Counter[str]:
    return Counter(character for character in sentence if character in _DECISIVE)
