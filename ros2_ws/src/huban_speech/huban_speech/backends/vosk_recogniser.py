"""Vosk with a model from a folder, held to the phrases that the robot expects where the model allows it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vosk import KaldiRecognizer, Model, SetLogLevel

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.grammar import spaced
from huban_speech.core.ports import NOTHING, Hypothesis, Unavailable

_UNKNOWN = "[unk]"


class VoskRecogniser:
    """A Recogniser. `skipped` are phrases with a word that the model lacks."""

    def __init__(self, folder: Path, language: str, phrases: Iterable[str]) -> None:
        SetLogLevel(-1)
        self._gap = " " if language == "en" else ""
        model = _model(folder)
        wanted = list(phrases)
        known = [words for phrase in wanted if (words := self._as_words(phrase, model))]
        self.skipped = tuple(phrase for phrase in wanted if not self._as_words(phrase, model))
        # Vosk 0.3.45 does not read \u escapes
        grammar = json.dumps([*dict.fromkeys(known), _UNKNOWN], ensure_ascii=False)
        self._recogniser = KaldiRecognizer(model, SAMPLE_RATE_HZ, grammar)
        self._recogniser.SetWords(True)
        self._recogniser.SetPartialWords(True)
        self._words: list[dict[str, Any]] = []

    def start(self) -> None:
        self._recogniser.Reset()
        self._words = []

    def accept(self, samples: Samples) -> Hypothesis:
        if self._recogniser.AcceptWaveform(samples.tobytes()):
            # Its own endpoint came before ours: the sentence goes on
            self._words += json.loads(self._recogniser.Result()).get("result", [])
        return self._heard(json.loads(self._recogniser.PartialResult()).get("partial_result", []))

    def finish(self) -> Hypothesis:
        return self._heard(json.loads(self._recogniser.FinalResult()).get("result", []))

    def _heard(self, newest: list[dict[str, Any]]) -> Hypothesis:
        words = self._words + newest
        if not words or any(word["word"] == _UNKNOWN for word in words):
            return NOTHING
        confidence = sum(word["conf"] for word in words) / len(words)
        return Hypothesis(self._gap.join(word["word"] for word in words), confidence)

    def _as_words(self, phrase: str, model: Model) -> str | None:
        def knows(word: str) -> bool:
            return bool(model.vosk_model_find_word(word) >= 0)

        if self._gap:
            return phrase if all(map(knows, phrase.split())) else None
        return spaced(phrase, knows)


def _model(folder: Path) -> Model:
    try:
        return Model(str(folder))
    except Exception as error:
        raise Unavailable(f"{folder}: no usable Vosk model: {error}") from error
