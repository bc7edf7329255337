"""The reflex path: help and stop, heard while the person still speaks. No dialogue, no model of meaning, no network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huban_common.core.naming import without_name
from huban_common.core.parameters import param
from huban_speech.core.frames import Audio, Final, Frame, Partial, ReflexHeard, ReflexKind, SpeechStarted
from huban_speech.core.words.cries import kind_of
from huban_speech.core.words.grammar import Expected


@dataclass(frozen=True)
class ReflexRules:
    stable_s: float = param(0.09, "help and stop must stand so long in the words so far", minimum=0.0, maximum=1.0)
    settle_s: float = param(
        0.3, "so long without a new word where a known command begins with them", minimum=0.0, maximum=2.0
    )
    reflex_confidence: float = param(0.3, "help and stop heard with less are dropped", minimum=0.0, maximum=1.0)


class Reflexes:
    """Adds each ReflexHeard once per utterance, as soon as the words so far hold still."""

    def __init__(self, expected: Mapping[str, Expected], rules: ReflexRules) -> None:
        """`expected`: by language; its commands are no cries, even if they sound like one ("help me sit up")."""
        self._expected = expected
        self._rules = rules
        self._heard: set[ReflexKind] = set()
        self._candidate: ReflexHeard | None = None
        self._changed_s = self._due_s = 0.0

    def process(self, frame: Frame) -> Iterable[Frame]:
        yield frame
        if isinstance(frame, SpeechStarted):
            self._heard, self._candidate = set(), None
        elif isinstance(frame, Partial | Final):
            yield from self._consider(frame)
        elif isinstance(frame, Audio) and self._candidate is not None and frame.end_s >= self._due_s:
            yield from self._fire(self._candidate, frame.end_s)

    def _consider(self, words: Partial | Final) -> Iterable[Frame]:
        known = self._expected[words.language]
        said, _called = without_name(words.text, words.language, known.names)
        kind = None if said in known.commands else kind_of(said, words.language)
        if kind is None or kind in self._heard:
            self._candidate = None
            return
        before = self._candidate
        since_s = before.at_s if before is not None and before.kind is kind else words.at_s
        if before is None or before.text != words.text:
            self._changed_s = words.at_s
        self._candidate = ReflexHeard(kind, words.text, words.confidence, words.language, since_s)
        self._due_s = self._due(self._candidate, said, known)
        if isinstance(words, Final):
            yield from self._fire(self._candidate, words.at_s)

    def _due(self, candidate: ReflexHeard, said: str, known: Expected) -> float:
        if any(command.startswith(said) for command in known.commands):
            return self._changed_s + self._rules.settle_s
        return candidate.at_s + self._rules.stable_s

    def _fire(self, candidate: ReflexHeard, at_s: float) -> Iterable[Frame]:
        if candidate.confidence < self._rules.reflex_confidence:
            return
        self._candidate = None
        if candidate.kind is ReflexKind.DOUBT and self._heard:
            return
        self._heard.add(candidate.kind)
        yield ReflexHeard(candidate.kind, candidate.text, candidate.confidence, candidate.language, at_s)
