"""Twins of what the speech node needs: recognisers that follow a script and a voice that hums."""

from collections.abc import Mapping, Sequence

import numpy as np

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.ports import NOTHING, Hypothesis, Recogniser, Unavailable

_S_PER_LETTER = 0.06


class ScriptedLibrary:
    """Recognisers that say what is written for them: language -> for each utterance, what each block brings."""

    def __init__(
        self,
        scripts: Mapping[str, Sequence[Sequence[str]]],
        confidence: float = 0.9,
        last_is_final_only: bool = False,
    ) -> None:
        """`last_is_final_only`: the last line of an utterance comes with its end, not before."""
        self._scripts = {language: iter(utterances) for language, utterances in scripts.items()}
        self.confidence = confidence
        self.last_is_final_only = last_is_final_only

    def recogniser(self, language: str) -> Recogniser:
        if language not in self._scripts:
            raise Unavailable(f"no recogniser for {language} in the script")
        return _Scripted(self, language)

    def next_utterance(self, language: str) -> Sequence[str]:
        return next(self._scripts[language], ())


class _Scripted:
    def __init__(self, library: ScriptedLibrary, language: str) -> None:
        self._library, self._language = library, language
        self._lines: Sequence[str] = ()
        self._at = 0

    def start(self) -> None:
        self._lines = self._library.next_utterance(self._language)
        self._at = 0

    def accept(self, samples: Samples) -> Hypothesis:
        last = len(self._lines) - (2 if self._library.last_is_final_only else 1)
        heard = self._hypothesis(min(self._at, last))
        self._at += 1
        return heard

    def finish(self) -> Hypothesis:
        return self._hypothesis(len(self._lines) - 1)

    def _hypothesis(self, line: int) -> Hypothesis:
        return Hypothesis(self._lines[line], self._library.confidence) if line >= 0 else NOTHING


class HummingVoice:
    """A Voice without an engine: a tone as long as the text needs; can refuse."""

    def __init__(self) -> None:
        self.refusal = ""

    def speak(self, text: str, language: str, voice: str = "") -> Samples:
        if self.refusal:
            raise Unavailable(self.refusal)
        time_s = np.arange(round(len(text) * _S_PER_LETTER * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        return np.asarray(6000 * np.sin(2 * np.pi * 150 * time_s), dtype=np.int16)
