"""How long to wait in silence: as long as this person's own pauses need, and as the words so far let expect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from huban_common.core.parameters import param
from huban_speech.core.frames import (
    Audio,
    Final,
    Frame,
    LanguageChosen,
    NotUnderstood,
    Partial,
    SpeakerHeard,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.ports import PauseStore
from huban_speech.core.words.completeness import Completeness, Standing
from huban_speech.core.words.grammar import Expected

ANYBODY = "anonymous_speaker"
REMEMBERED = 20
"""Utterances whose longest pause counts; about what somebody says to the robot in a day."""
PRESUMED = 4
"""A stranger counts as having said so much with usual pauses; each second utterance takes the place of one."""
RARE = 0.95
LATE_S = 0.5
"""What a recogniser changes so long after the voice is a guess about silence."""
MARGIN, REACTION_S = 1.2, 0.1


@dataclass(frozen=True)
class PatienceRules:
    pause_s: float = param(
        0.9, "silence that ends what somebody says whose pauses are not known yet", minimum=0.6, maximum=2.5
    )
    shortest_pause_s: float = param(
        0.6, "silence that ends a complete command, and the least for anybody", minimum=0.3, maximum=2.5
    )
    longest_pause_s: float = param(2.5, "the most for anybody", minimum=0.6, maximum=5.0)
    unfinished_pause_s: float = param(1.8, "at least so long after an unfinished phrase", minimum=0.6, maximum=5.0)


class MemoryPauses:
    """A PauseStore that forgets with the process."""

    def __init__(self) -> None:
        self._pauses: dict[str, tuple[float, ...]] = {}

    def pauses_s(self, person: str) -> tuple[float, ...]:
        return self._pauses.get(person, ())

    def keep(self, person: str, pauses_s: tuple[float, ...]) -> None:
        self._pauses[person] = pauses_s


class Patience:
    """Tells endpointing `pause_s`; as the last processor of the chain it learns from what became of each utterance."""

    def __init__(self, expected: Mapping[str, Expected], rules: PatienceRules, store: PauseStore) -> None:
        self._phrases = {language: Completeness(language, known) for language, known in expected.items()}
        self._rules = rules
        self._store = store
        self._standing = Standing.UNKNOWN
        self._longest_s = self._voice_s = 0.0
        self._cut_off_s: float | None = None
        self._usual_s: float | None = None
        self.person = ANYBODY

    @property
    def pause_s(self) -> float:
        """The silence that ends the utterance under way."""
        rules = self._rules
        if self._standing is Standing.COMPLETE:
            return rules.shortest_pause_s
        if self._standing is Standing.UNFINISHED:
            return min(rules.longest_pause_s, max(rules.unfinished_pause_s, self.usual_s))
        return self.usual_s

    @property
    def usual_s(self) -> float:
        """What this person's own pauses need."""
        if self._usual_s is None:
            known = self._store.pauses_s(self.person)
            presumed = [(self._rules.pause_s - REACTION_S) / MARGIN] * max(0, PRESUMED - len(known) // 2)
            self._usual_s = self._bounded(MARGIN * float(np.quantile([*known, *presumed], RARE)) + REACTION_S)
        return self._usual_s

    def recognise(self, person: str) -> None:
        """From here on this person speaks."""
        self.person, self._usual_s = person, None

    def paused(self, silence_s: float) -> None:
        """Somebody was silent within an utterance and went on."""
        self._longest_s = max(self._longest_s, silence_s)

    def process(self, frame: Frame) -> Iterable[Frame]:
        if isinstance(frame, SpeechStarted):
            self._begin(frame)
        elif isinstance(frame, Audio):
            self._voice_s = frame.end_s if frame.voiced else self._voice_s
        elif isinstance(frame, Partial) and frame.at_s - self._voice_s <= LATE_S:
            self._standing = self._phrases[frame.language].standing(frame.text)
        elif isinstance(frame, SpeechStopped):
            unfinished = self._standing is Standing.UNFINISHED
            self._cut_off_s = frame.voice_end_s if unfinished and frame.cause == "pause" else None
        elif isinstance(frame, SpeakerHeard):
            self.recognise(frame.person)
        elif isinstance(frame, Final):
            self._learn(self._longest_s)
        elif isinstance(frame, NotUnderstood | LanguageChosen):
            self._longest_s = 0.0
        return (frame,)

    def _begin(self, started: SpeechStarted) -> None:
        """Who goes on soon after the robot cut in was only pausing."""
        self._standing, self._longest_s = Standing.UNKNOWN, 0.0
        self._voice_s = started.voice_s
        silence_s = started.voice_s - self._cut_off_s if self._cut_off_s is not None else 0.0
        if 0.0 < silence_s <= 2 * self._rules.longest_pause_s:
            self._learn(min(silence_s, self._rules.longest_pause_s))
        self._cut_off_s = None

    def _learn(self, pause_s: float) -> None:
        pauses_s = (*self._store.pauses_s(self.person), pause_s)[-REMEMBERED:]
        self._store.keep(self.person, pauses_s)
        self._usual_s, self._longest_s = None, 0.0

    def _bounded(self, wait_s: float) -> float:
        return min(self._rules.longest_pause_s, max(self._rules.shortest_pause_s, wait_s))
