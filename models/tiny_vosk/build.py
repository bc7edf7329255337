"""Builds the committed model of a language from the installed skills, the reflex words and the robot's names."""

from pathlib import Path

from huban_common.core.home import load_home
from huban_speech.core.words.grammar import expected
from huban_speech.core.words.reflex_words import WORDS
from tiny_vosk.card import card
from tiny_vosk.export import read_units, write, write_words
from tiny_vosk.graph import Costs
from tiny_vosk.lexicon import lexicon
from tiny_vosk.recipe import Effort, Progress, split, train
from tiny_vosk.synthesis import say
from tiny_vosk.units import Units
from tiny_vosk.vocabulary import Vocabulary, vocabulary
from tiny_vosk.voices import training


def known_vocabulary(language: str, home_file: Path) -> Vocabulary:
    """Everything that people may say to the robot of this home, and the courtesies around it."""
    phrases = expected(load_home(home_file))[language].all
    return vocabulary(language, (*phrases, *WORDS[language].courtesies))


def build(language: str, home_file: Path, folder: Path, effort: Effort, progress: Progress) -> None:
    """Trains and writes a model with its card; a model that is there already is overwritten."""
    words = known_vocabulary(language, home_file)
    progress(f"{language}: {len(words.phrases)} phrases, {len(words.words)} words")
    model = train(words, effort, progress)
    write(model, folder, Costs())
    _describe(words, model.units, folder, progress)


def add_words(language: str, home_file: Path, folder: Path, progress: Progress) -> None:
    """Gives a model the phrases of today in seconds: its phones stay, so phrases of the training remain the best."""
    words = known_vocabulary(language, home_file)
    units, voices = read_units(folder), training(language)
    said = [say(text, manner, language) for manner in voices.usual for text in (*words.phrases, *words.words)]
    pronunciations = lexicon(words, said)
    known = {phone.name for phone in units.phones}
    unknown = {phone for each in pronunciations.values() for phones in each for phone in phones} - known
    if unknown:
        raise ValueError(f"{folder}: new words have phones that the model lacks ({', '.join(unknown)}): train it anew")
    write_words(units, pronunciations, [split(words, phrase) for phrase in words.phrases], folder, Costs())
    _describe(words, units, folder, progress)


def _describe(words: Vocabulary, units: Units, folder: Path, progress: Progress) -> None:
    (folder / "README.md").unlink(missing_ok=True)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    (folder / "README.md").write_text(card(words, training(words.language), units, size), encoding="utf-8")
    progress(f"{folder}: {size / 1e6:.2f} MB")
