"""Vosk with a model from a folder, held to the phrases that the robot expects where the model allows it."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vosk import KaldiRecognizer, Model, SetLogLevel

from huban_speech.backends.openfst import is_vector
from huban_speech.backends.phrase_graph import UNKNOWN, phrase_graph
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.ports import NOTHING, Hypothesis, Unavailable
from huban_speech.core.words.grammar import spaced

_SURE = 0.82
"""In a graph of phrases nearly all that was really said is surer than this, and most other talk is not."""
_LEXICON, _GRAMMAR = Path("graph/HCLr.fst"), Path("graph/Gr.fst")


class VoskRecogniser:
    """A Recogniser. `skipped` are phrases with a word that the model lacks."""

    def __init__(self, folder: Path, language: str, phrases: Iterable[str], names: Iterable[str] = ()) -> None:
        """`names` may stand before and after a phrase."""
        SetLogLevel(-1)
        self._gap = " " if language == "en" else ""
        wanted = list(dict.fromkeys(phrases))
        numbers = _numbers(folder)
        split = {phrase: self._as_words(phrase, numbers) for phrase in wanted}
        self.skipped = tuple(phrase for phrase, words in split.items() if not words)
        known = [words for words in split.values() if words]
        called = [words for words in (self._as_words(name, numbers) for name in names) if words]
        exact = _is_plain(folder)
        self._least = _SURE if exact else 0.0
        self._recogniser = _exact(folder, known, called, numbers) if exact else _guided(folder, known)
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
        if not words or any(word["word"] == UNKNOWN for word in words):
            return NOTHING
        confidence = sum(word["conf"] for word in words) / len(words)
        text = self._gap.join(word["word"] for word in words)
        return Hypothesis(text, confidence) if confidence >= self._least else NOTHING

    def _as_words(self, phrase: str, known: Collection[str]) -> str | None:
        if self._gap:
            return phrase if phrase and all(word in known for word in phrase.split()) else None
        return spaced(phrase, known.__contains__)


def _exact(folder: Path, phrases: Collection[str], names: Collection[str], numbers: dict[str, int]) -> KaldiRecognizer:
    """For a model whose lexicon composes with any graph: nothing comes out but these phrases."""
    with _with_other_grammar(folder, bytes(phrase_graph(phrases, numbers, names))) as changed:
        return KaldiRecognizer(_model(folder, changed), SAMPLE_RATE_HZ)


def _guided(folder: Path, phrases: Iterable[str]) -> KaldiRecognizer:
    """With Vosk's own grammar: other words are out, other orders of words only unlikely."""
    # Vosk 0.3.45 does not read \u escapes
    grammar = json.dumps([*dict.fromkeys(phrases), UNKNOWN], ensure_ascii=False)
    return KaldiRecognizer(_model(folder, folder), SAMPLE_RATE_HZ, grammar)


def _is_plain(folder: Path) -> bool:
    try:
        with (folder / _LEXICON).open("rb") as file:
            return is_vector(file.read(64))
    except OSError:
        return False


@contextmanager
def _with_other_grammar(folder: Path, grammar: bytes) -> Iterator[Path]:
    """A folder with the files of the model but another Gr.fst; Vosk reads everything while it loads."""
    with TemporaryDirectory(prefix="huban-vosk-") as made:
        changed = Path(made)
        for file in folder.rglob("*"):
            place = changed / file.relative_to(folder)
            if file.is_dir():
                place.mkdir()
            elif file.relative_to(folder) != _GRAMMAR:
                place.symlink_to(file.resolve())
        (changed / _GRAMMAR).write_bytes(grammar)
        yield changed


def _numbers(folder: Path) -> dict[str, int]:
    """Words and their numbers; raises Unavailable."""
    file = folder / "graph/words.txt"
    try:
        pairs = (line.rsplit(maxsplit=1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
        return {word: int(number) for word, number in pairs}
    except (OSError, ValueError) as error:
        raise Unavailable(f"{folder}: no usable Vosk model: {file.name}: {error}") from error


def _model(folder: Path, changed: Path) -> Model:
    try:
        return Model(str(changed))
    except Exception as error:
        raise Unavailable(f"{folder}: no usable Vosk model: {error}") from error
