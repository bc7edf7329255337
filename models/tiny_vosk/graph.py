"""HCLr, the transducer of a model from transitions to words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from huban_speech.backends.openfst import EPSILON, Transducer
from huban_speech.backends.phrase_graph import UNKNOWN
from tiny_vosk.kaldi import SILENCE_ID, Numbering
from tiny_vosk.lexicon import Lexicon
from tiny_vosk.types import OTHER

START = 0


@dataclass(frozen=True)
class Costs:
    """What words pay, in natural logarithms; tuned on voices that neither train nor examine."""

    silence: float = 0.7
    word: float = 0.0
    unknown: float = 0.5


def numbered(words: Sequence[str]) -> dict[str, int]:
    """Words with their numbers as in words.txt."""
    return {word: number for number, word in enumerate(("<eps>", UNKNOWN, *words))}


def lexicon_graph(numbering: Numbering, lexicon: Lexicon, costs: Costs) -> Transducer:
    """From any point between words: silence, a word in one of its pronunciations, or [unk].

    A word is written when it begins, so that composition with a grammar opens no word that the grammar forbids. Going
    on comes before staying, which Kaldi calls reordered.
    """
    return _GraphBuilder(numbering, costs).build(lexicon)


class _GraphBuilder:
    def __init__(self, numbering: Numbering, costs: Costs) -> None:
        self._graph = Transducer(finals={START: 0.0})
        self._numbering, self._costs = numbering, costs

    def build(self, lexicon: Lexicon) -> Transducer:
        self._leave(self._through(START, SILENCE_ID, EPSILON, self._costs.silence), START)
        words = numbered(list(lexicon))
        for word, pronunciations in lexicon.items():
            for phones in pronunciations:
                self._word(words[word], phones)
        self._unknown(words[UNKNOWN])
        return self._graph

    def _word(self, word: int, phones: Sequence[str]) -> None:
        places = ["begin", *["internal"] * (len(phones) - 2), "end"] if len(phones) > 1 else ["singleton"]
        state, write, cost = START, word, self._costs.word
        for phone, place in zip(phones, places, strict=True):
            state = self._through(state, self._numbering.phone_id(phone, place), write, cost)
            write, cost = EPSILON, 0.0
        self._leave(state, START)

    def _unknown(self, word: int) -> None:
        self._leave(
            self._through(START, self._numbering.phone_id(OTHER, "singleton"), word, self._costs.unknown), START
        )

    def _through(self, source: int, phone_id: int, write: int, cost: float) -> int:
        """The states of a phone one after the other; returns the last one."""
        state = source
        for go_on, stay, likely in self._numbering.transitions(phone_id):
            entered = self._graph.state()
            # What leaving the state costs is paid on entering it
            self._graph.add(state, go_on, write, cost - log(1.0 - likely), entered)
            self._graph.add(entered, stay, EPSILON, -log(likely), entered)
            state, write, cost = entered, EPSILON, 0.0
        return state

    def _leave(self, state: int, target: int) -> None:
        self._graph.add(state, EPSILON, EPSILON, 0.0, target)
