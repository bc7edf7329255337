"""PocketSphinx with the US English model that it carries, held to the phrases that the robot expects.

The network of phrases has one way around it: any sequence of phones, each at a price. Speech that is none of the
phrases fits the phones better in spite of the price and is rejected, in partial results too.
"""

import math
from collections.abc import Collection, Iterable

from pocketsphinx import Decoder, FsgModel

from huban_common.core.naming import without_name
from huban_speech.core.frames import Samples
from huban_speech.core.ports import NOTHING, Hypothesis
from huban_speech.core.words.grammar import END, START, Network, network

_PHONES = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
_UNKNOWN = "?"
"""Begins the names of words that are only a phone."""
_COURTESIES = ("please",)
_PRONUNCIATIONS = {
    "huban": ("HH UW B AA N",),
    "help": ("HH AE L P", "HH EH OW P"),
    "stop": ("S T AO P", "S T AH P", "S T AA", "S T OW P"),
}
"""Of a word that the dictionary lacks, and of cries besides the dictionary's: nobody cries as it is written there."""
_LOG_BASE = math.log(1.0001)
_SCORE_SCALE = 1024
"""PocketSphinx gives acoustic scores shifted down by ten bits."""
_EVEN_COST = 4.6
_COST_SPREAD = 0.5
"""Nats per 10 ms: clear synthetic voices need 2.4 (98 % below 4.5), other talk taken for a phrase 4.6."""


class PocketSphinxRecogniser:
    """English; a Recogniser. `skipped` are phrases with a word that the dictionary lacks."""

    def __init__(self, phrases: Iterable[str], unknown_cost: float, names: Collection[str] = ()) -> None:
        """`unknown_cost`: natural logarithm, for each phone of speech that is no phrase; less rejects more.

        `names` may stand before and after a phrase.
        """
        self._decoder = Decoder(
            lm=None,
            loglevel="FATAL",
            # The lattice pass loses words in finite state grammars and can run in a circle for ever
            bestpath=False,
            # Wide enough that a phrase is not given up for a few unclear sounds
            beam=1e-80,
            pbeam=1e-80,
            wbeam=1e-60,
        )
        for word, ways in _PRONUNCIATIONS.items():
            for number, phones in enumerate(ways, start=1 if self._decoder.lookup_word(word) is None else 2):
                self._decoder.add_word(word if number == 1 else f"{word}({number})", phones)
        wanted = tuple(phrases)
        self._names = tuple(name for name in names if self._decoder.lookup_word(name) is not None)
        self._phrases = frozenset(wanted)
        words = network(wanted, lambda word: self._decoder.lookup_word(word) is not None)
        self.skipped = words.skipped
        self._decoder.add_fsg("expected", self._automaton(words, unknown_cost))
        self._decoder.activate_search("expected")
        self._open = False

    def start(self) -> None:
        if self._open:
            self._decoder.end_utt()
        self._decoder.start_utt()
        self._open = True

    def accept(self, samples: Samples) -> Hypothesis:
        self._decoder.process_raw(samples.tobytes())
        return self._heard()

    def finish(self) -> Hypothesis:
        self._decoder.end_utt()
        self._open = False
        heard = self._heard()
        said, _called = without_name(heard.text, "en", self._names)
        return heard if not said or said in self._phrases else NOTHING

    def _heard(self) -> Hypothesis:
        found = self._decoder.hyp()
        words = found.hypstr.split() if found is not None else []
        if not words or any(word.startswith(_UNKNOWN) for word in words):
            return NOTHING
        text = " ".join(word for word in words if word not in _COURTESIES)
        return Hypothesis(text, self._confidence()) if text else NOTHING

    def _confidence(self) -> float:
        """From the acoustic cost of the words: 0.5 where right and wrong are equally likely."""
        cost, frames = 0.0, 0
        for segment in self._decoder.seg():
            if segment.word[0] not in "<[+(":
                cost -= math.log(max(segment.ascore, 1e-300))
                frames += segment.end_frame - segment.start_frame + 1
        per_frame = _SCORE_SCALE * cost / max(1, frames)
        return 1.0 / (1.0 + math.exp((per_frame - _EVEN_COST) / _COST_SPREAD))

    def _automaton(self, words: Network, unknown_cost: float) -> FsgModel:
        unknown = words.states
        automaton = FsgModel("expected", self._decoder.logmath, 1.0, words.states + 1)
        for source, target, word in words.arcs:
            automaton.trans_add(source, target, 0, automaton.word_add(word))
        for word in (*_COURTESIES, *self._names):
            automaton.trans_add(START, START, 0, automaton.word_add(word))
            automaton.trans_add(END, END, 0, automaton.word_add(word))
        price = round(-unknown_cost / _LOG_BASE)
        for phone in _PHONES.split():
            self._decoder.add_word(_UNKNOWN + phone, phone)
            for source in (START, unknown):
                for target in (unknown, END):
                    automaton.trans_add(source, target, price, automaton.word_add(_UNKNOWN + phone))
        automaton.set_start_state(START)
        automaton.set_final_state(END)
        return automaton
