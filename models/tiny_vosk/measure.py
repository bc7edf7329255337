"""Examines the built models, and PocketSphinx beside them, and tells it in tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from huban_bringup.core.report import Cell, Report, Table
from huban_bringup.machine_facts import machine_facts
from huban_common.core.home import load_home
from huban_speech.backends.pocketsphinx_recogniser import PocketSphinxRecogniser
from huban_speech.backends.vosk_recogniser import VoskRecogniser
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import ReflexKind
from huban_speech.core.ports import Recogniser
from huban_speech.core.words.back_channels import is_back_channel
from huban_speech.core.words.cries import kind_of
from huban_speech.core.words.grammar import Expected, expected
from huban_speech.core.words.reflex_words import WORDS
from tiny_vosk.examination import Noise, examined, heard, household, noises, over
from tiny_vosk.types import SAMPLE_RATE_HZ, Floats, Spoken
from tiny_vosk.voices import kept_back

_SNRS_DB = (None, 20.0, 10.0, 5.0)
_SEED = 2026
_EVERY = 2
"""Of the phrases one in so many is examined, in each group of voices at each loudness of the noise."""
_WINDOW_S = 15.0
"""The longest utterance that the robot listens to in one piece."""
_TALK = {"en": ("speech/en", "speech/commands_en"), "zh-CN": ("speech/zh",)}


_NOTES = (
    "Voices, rates and pitches that no training heard. The noise is real (dishwashers, vacuum cleaners, thunder, dogs, "
    "a car horn, background noise: `noise/` of the data), none of it was in training; it is mixed by the power of the "
    "speech without its pauses, with half a second of it before and after. A rejected sentence counts as wrong; "
    "她 for 他, which sound the same, does not.",
    "False commands: every recording is given to the recogniser in windows of 15 s as if it were speech, without the "
    "voice detector that stands before it in the robot. Sounds of listening (hm, 嗯) are no commands. `speech/` is "
    "people who read or order coffee.",
)


@dataclass(frozen=True)
class Candidate:
    """A recogniser with its name in the tables."""

    name: str
    language: str
    recogniser: Recogniser


def measure(languages: Sequence[str], home_file: Path, models: Path, data: Path) -> Report:
    """All tables; raises ValueError, OSError for missing data or models."""
    known = expected(load_home(home_file))
    found = noises(data / "noise")
    candidates = [each for language in languages for each in _candidates(language, known[language], models)]
    tables = [
        _sentences(candidates, known, found),
        _cries(candidates, found),
        _false_commands(candidates, found, data),
    ]
    return Report(
        title="Speech models",
        command="./huban models measure --data DIR",
        machine=machine_facts(),
        tables=tables,
        notes=_NOTES,
    )


def _candidates(language: str, known: Expected, models: Path) -> Iterator[Candidate]:
    yield Candidate("tiny Vosk", language, VoskRecogniser(models / language, language, known.all, known.names))
    if language == "en":
        pocketsphinx = PocketSphinxRecogniser(known.all, SpeechConfig().unknown_cost, known.names)
        yield Candidate("PocketSphinx", "en", pocketsphinx)


def _sentences(candidates: Sequence[Candidate], known: Mapping[str, Expected], found: Sequence[Noise]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for candidate in candidates:
        for group, said in _groups(candidate.language, known[candidate.language].phrases[::_EVERY]).items():
            right = [_share_right(candidate, said, household(found), snr_db) for snr_db in _SNRS_DB]
            rows.append((candidate.language, candidate.name, group, len(said), *right))
    columns = ("language", "recogniser", "voices", "sentences", "clean (%)", "20 dB (%)", "10 dB (%)", "5 dB (%)")
    return Table("Sentences wholly right, voices that no training heard", columns, rows)


def _groups(language: str, phrases: Sequence[str]) -> dict[str, list[Spoken]]:
    voices = kept_back(language)
    groups = {"eSpeak NG": voices.espeak_manners, "flite " + ", ".join(voices.flite): voices.flite_manners}
    return {name: examined(phrases, manners, language, _SEED) for name, manners in groups.items() if manners}


def _share_right(candidate: Candidate, said: Sequence[Spoken], found: Sequence[Noise], snr_db: float | None) -> float:
    results = _results(candidate, said, found, snr_db)
    return 100.0 * sum(_sound(text) == _sound(spoken.text) for spoken, text in results) / len(said)


def _sound(text: str) -> str:
    """Two words for "he" and "she" that nobody can tell apart by ear are one."""
    return text.replace("她", "他")


def _results(
    candidate: Candidate, said: Sequence[Spoken], found: Sequence[Noise], snr_db: float | None
) -> Iterator[tuple[Spoken, str]]:
    draw = Random(_SEED)
    for spoken in said:
        noise = draw.choice(found)
        samples = spoken.samples if snr_db is None else over(spoken, noise, snr_db, draw)
        yield spoken, _text(candidate, samples)


def _text(candidate: Candidate, samples: Floats) -> str:
    """What the robot would take for said."""
    hypothesis = heard(candidate.recogniser, samples)
    return hypothesis.text if hypothesis.confidence >= SpeechConfig().minimum_confidence else ""


def _cries(candidates: Sequence[Candidate], found: Sequence[Noise]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for candidate in candidates:
        language = candidate.language
        for group, said in _groups(language, WORDS[language].help[::2]).items():
            shares = [_share_cried(candidate, said, household(found), snr_db) for snr_db in _SNRS_DB]
            rows.append((language, candidate.name, group, len(said), *shares))
    columns = ("language", "recogniser", "voices", "cries", "clean (%)", "20 dB (%)", "10 dB (%)", "5 dB (%)")
    return Table("Cries for help that were heard as a cry for help", columns, rows)


def _share_cried(candidate: Candidate, said: Sequence[Spoken], found: Sequence[Noise], snr_db: float | None) -> float:
    results = _results(candidate, said, found, snr_db)
    return 100.0 * sum(kind_of(text, candidate.language) is ReflexKind.HELP for _, text in results) / len(said)


def _false_commands(candidates: Sequence[Candidate], found: Sequence[Noise], data: Path) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for candidate in candidates:
        for name, sounds in (("noise", found), *_talk(candidate.language, data)):
            taken = [text for noise in sounds for text in _windows(candidate, noise)]
            minutes = sum(noise.samples.size for noise in sounds) / SAMPLE_RATE_HZ / 60.0
            wrong = [text for text in taken if text and not is_back_channel(text, candidate.language)]
            rows.append((candidate.language, candidate.name, name, minutes, len(wrong), "; ".join(wrong)))
    return Table("False commands", ("language", "recogniser", "sound", "minutes", "texts", "which"), rows)


def _talk(language: str, data: Path) -> Iterator[tuple[str, list[Noise]]]:
    for name in _TALK[language]:
        yield name, noises(data / name)


def _windows(candidate: Candidate, noise: Noise) -> Iterator[str]:
    """What is heard in a recording when all of it is taken for speech."""
    length = int(_WINDOW_S * SAMPLE_RATE_HZ)
    for start in range(0, noise.samples.size, length):
        yield _text(candidate, noise.samples[start : start + length])
