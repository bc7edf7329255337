"""Twins of what the speech node needs: recognisers that follow a script and a voice that hums."""

from collections.abc import Mapping, Sequence
from time import sleep

import numpy as np

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.people import PersonSettings
from huban_speech.core.ports import NOTHING, Hypothesis, Recogniser, Unavailable
from huban_speech.core.speaking.delivery import Delivery

_S_PER_LETTER = 0.06
_CHUNK_S = 0.02


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
    """A Voice without an engine: a tone as long as the text needs; can refuse. Remembers how it was asked to speak."""

    def __init__(self) -> None:
        self.refusal = ""
        self.asked: list[Delivery] = []

    def speak(self, text: str, language: str, delivery: Delivery) -> Samples:
        self.asked.append(delivery)
        if self.refusal:
            raise Unavailable(self.refusal)
        time_s = np.arange(round(len(text) * _S_PER_LETTER * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        return np.asarray(6000 * np.sin(2 * np.pi * 150 * time_s), dtype=np.int16)


class MemorySettings:
    """A SettingsFile in memory, on a disk that can be full."""

    def __init__(self) -> None:
        self.kept: Mapping[str, PersonSettings] = {}
        self.full = False

    def load(self) -> Mapping[str, PersonSettings]:
        return self.kept

    def save(self, settings: Mapping[str, PersonSettings]) -> None:
        if self.full:
            raise OSError("no space left on device")
        self.kept = settings


class SimulatedMicrophone:
    """A Source that hums, and can be unplugged and plugged in again at any time."""

    def __init__(self) -> None:
        self.plugged = True
        self.opened = 0
        self._open = False

    def open(self) -> None:
        if not self.plugged:
            raise Unavailable("no microphone: is it plugged in?")
        self.opened += 1
        self._open = True

    def read(self) -> Samples:
        if not self._open or not self.plugged:
            raise Unavailable("the microphone has stopped: is it unplugged?")
        sleep(_CHUNK_S)
        return np.full(round(_CHUNK_S * SAMPLE_RATE_HZ), 100, dtype=np.int16)

    def close(self) -> None:
        self._open = False


class SimulatedSpeaker:
    """A Sink that remembers what it was given and when it was stopped."""

    def __init__(self) -> None:
        self.chunks: list[tuple[float, Samples]] = []
        self.stops_s: list[float] = []

    def play(self, samples: Samples, at_s: float) -> None:
        self.chunks.append((at_s, samples))

    def stop(self, at_s: float) -> None:
        self.stops_s.append(at_s)
