"""From an utterance to a turn: act, ask back, answer, or stay silent."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from huban_common.core.clock import Clock
from huban_common.core.parameters import param
from huban_common.core.questions import Asking, OpenQuestions, Question
from huban_common.core.texts import Texts, locale_of
from huban_dialogue.core.addressee import Addressee, AddresseeRules
from huban_dialogue.core.ports import Understander
from huban_dialogue.core.types import Meaning, Turn, Utterance
from huban_dialogue.core.wishes import wished_for
from huban_dialogue.core.wording import language_of

TEXTS = Texts("huban_dialogue")
CONFIRM, HELP = "confirm", "call_help"
CRY_S = 3.0
"""After a cry was noticed on its own short way, the same words may come here."""


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
    question: UUID


class Dialogue:
    """Keeps one open question of its own per person. A stop, a cry for help and a no are never asked back.

    `addressee`: who tells it that somebody looks at the robot and when the robot has spoken.
    `questions`: who tells it what other nodes have asked; the newest one gets the answer.
    """

    def __init__(
        self,
        understander: Understander,
        installed: Collection[str],
        rules: DialogueRules,
        clock: Clock,
        asking: Asking,
    ) -> None:
        self._understander = understander
        self._installed = installed
        self._rules = rules
        self._clock = clock
        self._asking = asking
        self._doubts: dict[str, _Doubt] = {}
        self._answered_s: float | None = None
        self._asked_s: float | None = None
        self._cried_s: float | None = None
        self._puzzled = False
        self.addressee = Addressee(rules, clock)
        self.questions = OpenQuestions(clock)

    def heard(self, said: Utterance) -> Turn:
        """What follows from words that were spoken or typed."""
        language = language_of(said.text, said.language) if said.typed else locale_of(said.language)
        if not said.text.strip() or said.confidence < self._rules.heard_from:
            return Turn(language)
        words, called = self.addressee.without_name(said, language)
        if called and not words:
            return Turn(language, reply=TEXTS.say("called", language))
        meaning = self._understander.understand(words, language)
        question = self._question_to(said.source) if meaning is None or meaning.skill == CONFIRM else None
        answers = meaning is not None and question is not None
        if not (said.typed or self.addressee.means_robot(called) or answers):
            return self._overheard(said, meaning, language)
        if meaning is None:
            return self._not_understood(said, language, question)
        self._puzzled = False
        self.addressee.heeded()
        doubt = self._forget_doubt(said.source)
        if doubt is not None and question is not None and doubt.question == question.id:
            return self._resolved(doubt, meaning.args["answer"] == "yes", language)
        return self._understood(said, _to(question, meaning), language)

    def answered(self, question_id: str, yes: bool, language: str) -> Turn:
        """What follows from a press on the screen: nothing where others have asked, or the question is over."""
        still_open = {question.id for question in self.questions.newest_first()}
        for source, doubt in self._doubts.items():
            if str(doubt.question) == question_id and doubt.question in still_open:
                self._forget_doubt(source)
                self.addressee.heeded()
                return self._resolved(doubt, yes, language)
        return Turn(language)

    def heard_nothing(self, language: str) -> Turn:
        """What follows from an utterance without words: once the robot says so, if somebody waits for its answer."""
        asked = bool(self.questions.newest_first())
        if self._puzzled or not (asked or self.addressee.means_robot(called=False)) or not self._may_answer():
            return Turn(language)
        self._puzzled = True
        return Turn(language, reply=TEXTS.say("yes-or-no" if asked else "not-understood", language))

    def cried(self) -> None:
        """Somebody has cried for help or stop, and others have been told."""
        self._cried_s = self._clock.now_s()

    def _question_to(self, source: str) -> Question | None:
        """The newest open question that this person may answer: what was asked back is for who had said it."""
        others = {doubt.question for whose, doubt in self._doubts.items() if whose != source}
        return next((each for each in self.questions.newest_first() if each.id not in others), None)

    def _ask(self, source: str, meaning: Meaning, text: str) -> None:
        self._forget_doubt(source)
        question = self._asking.open(text, self._rules.ask_back_s)
        self.questions.opened(question)
        self._doubts[source] = _Doubt(meaning, question.id)

    def _forget_doubt(self, source: str) -> _Doubt | None:
        doubt = self._doubts.pop(source, None)
        if doubt is not None:
            self.questions.closed(doubt.question)
            self._asking.close(doubt.question)
        return doubt

    def _overheard(self, said: Utterance, meaning: Meaning | None, language: str) -> Turn:
        """Words that may be meant for somebody else: a command leads to a question, a cry is never too much.

        A call for help among other talk is asked about as often as it comes, unless its short way has noticed it.
        """
        if meaning is None or meaning.skill == CONFIRM:
            return Turn(language)
        theirs = meaning.skill == HELP and self.addressee.among_others
        if _harmless(meaning) and not theirs:
            return Turn(language, meaning, said.confidence * meaning.score)
        now_s = self._clock.now_s()
        wait_s, before_s = (CRY_S, self._cried_s) if theirs else (self._rules.meant_every_s, self._asked_s)
        if before_s is not None and now_s - before_s < wait_s:
            return Turn(language)
        self._asked_s = now_s
        self.addressee.doubted(now_s + self._rules.ask_back_s)
        reply = TEXTS.say("meant-me", language, words=meaning.words)
        self._ask(said.source, meaning, reply)
        return Turn(language, reply=reply)

    def _understood(self, said: Utterance, meaning: Meaning, language: str) -> Turn:
        confidence = said.confidence * meaning.score
        if confidence >= self._rules.sure_from or _harmless(meaning):
            return Turn(language, meaning, confidence)
        if meaning.skill == CONFIRM:
            return Turn(language, reply=TEXTS.say("yes-or-no", language))
        reply = TEXTS.say("ask-back", language, words=meaning.words)
        self._ask(said.source, meaning, reply)
        return Turn(language, reply=reply)

    def _resolved(self, doubt: _Doubt, yes: bool, language: str) -> Turn:
        if yes:
            return Turn(language, doubt.meaning)
        return Turn(language, reply=TEXTS.say("say-again", language))

    def _not_understood(self, said: Utterance, language: str, question: Question | None) -> Turn:
        key = "not-understood"
        if question is not None:
            key = "yes-or-no"
        elif wished_for(said.text, language, self._installed):
            key = "cannot-yet"
        reply = TEXTS.say(key, language) if self._may_answer() else ""
        return Turn(language, not_understood=said.text, reply=reply)

    def _may_answer(self) -> bool:
        now_s = self._clock.now_s()
        if self._answered_s is not None and now_s - self._answered_s < self._rules.answer_every_s:
            return False
        self._answered_s = now_s
        return True


def _to(question: Question | None, meaning: Meaning) -> Meaning:
    """The meaning as a call of its own; an answer names the question that it answers."""
    named = {} if question is None else {"question": str(question.id)}
    return replace(meaning, args={**meaning.args, **named})


def _harmless(meaning: Meaning) -> bool:
    """Whether doing it by mistake is better than not doing it."""
    return meaning.skill in ("stop", "call_help") or (meaning.skill == CONFIRM and meaning.args["answer"] == "no")
