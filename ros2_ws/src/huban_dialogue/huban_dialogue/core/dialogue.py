"""From an utterance to a turn: act, ask back, answer, or stay silent."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from huban_common.core.clock import Clock
from huban_common.core.parameters import param
from huban_common.core.texts import Texts, locale_of
from huban_dialogue.core.addressee import Addressee, AddresseeRules
from huban_dialogue.core.ports import Understander
from huban_dialogue.core.types import Meaning, Turn, Utterance
from huban_dialogue.core.wishes import wished_for
from huban_dialogue.core.wording import language_of

TEXTS = Texts("huban_dialogue")
CONFIRM = "confirm"


@dataclass(frozen=True)
class DialogueRules(AddresseeRules):
    """How sure the robot must be and how often it answers, also parameters of the node."""

    sure_from: float = param(0.5, "a command understood with less confidence is asked back", minimum=0.0, maximum=1.0)
    heard_from: float = param(0.2, "speech recognised with less confidence is noise", minimum=0.0, maximum=1.0)
    ask_back_s: float = param(12.0, "how long a yes belongs to the question", minimum=1.0, maximum=60.0)
    answer_every_s: float = param(
        8.0, "not more often the robot says that it did not understand", minimum=0.0, maximum=600.0
    )
    meant_every_s: float = param(
        60.0, "not more often the robot asks whether somebody meant it", minimum=0.0, maximum=3600.0
    )


@dataclass(frozen=True)
class _Doubt:
    """A command that was asked back and waits for a yes."""

    meaning: Meaning
    until_s: float


class Dialogue:
    """Keeps one open question per person. A stop, a cry for help and a no are never asked back.

    `addressee`: who tells it that somebody looks at the robot and when the robot has spoken.
    """

    def __init__(
        self, understander: Understander, installed: Collection[str], rules: DialogueRules, clock: Clock
    ) -> None:
        self._understander = understander
        self._installed = installed
        self._rules = rules
        self._clock = clock
        self._doubts: dict[str, _Doubt] = {}
        self._answered_s: float | None = None
        self._asked_s: float | None = None
        self._puzzled = False
        self.addressee = Addressee(rules, clock)

    def heard(self, said: Utterance) -> Turn:
        """What follows from words that were spoken or typed."""
        language = language_of(said.text, said.language) if said.typed else locale_of(said.language)
        if not said.text.strip() or said.confidence < self._rules.heard_from:
            return Turn(language)
        words, called = self.addressee.without_name(said, language)
        if called and not words:
            return Turn(language, reply=TEXTS.say("called", language))
        meaning = self._understander.understand(words, language)
        if not (said.typed or self.addressee.means_robot(called) or self._answers(said, meaning)):
            return self._overheard(said, meaning, language)
        if meaning is None:
            return self._not_understood(said, language)
        self._puzzled = False
        self.addressee.heeded()
        doubt = self._doubts.pop(said.source, None)
        if doubt is not None and meaning.skill == CONFIRM and self._clock.now_s() <= doubt.until_s:
            return self._resolved(doubt, meaning, language)
        return self._understood(said, replace(meaning, args=dict(meaning.args)), language)

    def heard_nothing(self, language: str) -> Turn:
        """What follows from an utterance without words: once the robot says so, if somebody waits for its answer."""
        if self._puzzled or not self.addressee.means_robot(called=False) or not self._may_answer():
            return Turn(language)
        self._puzzled = True
        return Turn(language, reply=TEXTS.say("not-understood", language))

    def _answers(self, said: Utterance, meaning: Meaning | None) -> bool:
        """Whether somebody answers what the robot has asked them."""
        doubt = self._doubts.get(said.source)
        open_still = doubt is not None and self._clock.now_s() <= doubt.until_s
        return open_still and meaning is not None and meaning.skill == CONFIRM

    def _overheard(self, said: Utterance, meaning: Meaning | None, language: str) -> Turn:
        """Words that may be meant for somebody else: a command leads to a question, a cry is never too much."""
        if meaning is None or meaning.skill == CONFIRM:
            return Turn(language)
        if _harmless(meaning):
            return Turn(language, meaning, said.confidence * meaning.score)
        now_s = self._clock.now_s()
        if self._asked_s is not None and now_s - self._asked_s < self._rules.meant_every_s:
            return Turn(language)
        self._asked_s = now_s
        self.addressee.doubted(now_s + self._rules.ask_back_s)
        self._doubts[said.source] = _Doubt(meaning, now_s + self._rules.ask_back_s)
        return Turn(language, reply=TEXTS.say("meant-me", language, words=meaning.words))

    def _understood(self, said: Utterance, meaning: Meaning, language: str) -> Turn:
        confidence = said.confidence * meaning.score
        if confidence >= self._rules.sure_from or _harmless(meaning):
            return Turn(language, meaning, confidence)
        if meaning.skill == CONFIRM:
            return Turn(language, reply=TEXTS.say("yes-or-no", language))
        self._doubts[said.source] = _Doubt(meaning, self._clock.now_s() + self._rules.ask_back_s)
        return Turn(language, reply=TEXTS.say("ask-back", language, words=meaning.words))

    def _resolved(self, doubt: _Doubt, answer: Meaning, language: str) -> Turn:
        if answer.args["answer"] == "yes":
            return Turn(language, doubt.meaning)
        return Turn(language, reply=TEXTS.say("say-again", language))

    def _not_understood(self, said: Utterance, language: str) -> Turn:
        wished = wished_for(said.text, language, self._installed)
        key = "cannot-yet" if wished else "not-understood"
        reply = TEXTS.say(key, language) if self._may_answer() else ""
        return Turn(language, not_understood=said.text, reply=reply)

    def _may_answer(self) -> bool:
        now_s = self._clock.now_s()
        if self._answered_s is not None and now_s - self._answered_s < self._rules.answer_every_s:
            return False
        self._answered_s = now_s
        return True


def _harmless(meaning: Meaning) -> bool:
    """Whether doing it by mistake is better than not doing it."""
    return meaning.skill in ("stop", "call_help") or (meaning.skill == CONFIRM and meaning.args["answer"] == "no")
