"""From phrases to a model: speak, measure, listen several times in other rooms, write."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np

from huban_speech.core.words.grammar import spaced
from tiny_vosk.augmentation import Augmentation
from tiny_vosk.export import Model
from tiny_vosk.lexicon import lexicon
from tiny_vosk.mfcc import mfcc
from tiny_vosk.network import Trainer, windows
from tiny_vosk.synthesis import say
from tiny_vosk.texts import texts
from tiny_vosk.types import OTHER, SILENCE, Floats, Integers, Manner, Spoken
from tiny_vosk.units import Units, labels, units
from tiny_vosk.vocabulary import Vocabulary
from tiny_vosk.voices import Voices, training

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Effort:
    """How much is spoken and how often it is listened to."""

    espeak_texts: int = 11000
    flite_texts: int = 4000
    background: int = 3000
    """Clips of noise alone."""
    background_s: float = 2.0
    widths: tuple[int, ...] = (768, 640, 512)
    rates: tuple[float, ...] = (1.5e-3, 1.3e-3, 1.1e-3, 9e-4, 7e-4, 5e-4, 3e-4, 1e-4, 1e-5)
    """Learning rates at the ends of the epochs; each epoch hears everything in another room."""
    throats: tuple[float, ...] = (0.8, 0.86, 0.93, 1.0, 1.08, 1.16, 1.25)
    """Lengths of the throats, relative to the one that spoke; drawn for each text in each epoch."""
    silence_share: float = 0.5
    """Of the frames of silence, the rest is left out."""
    other_share: float = 0.7
    """Of the talk: heard as one phone, OTHER; the rest teaches what single phones sound like."""
    prior_exponent: float = 0.9
    silence_prior: float = 0.02
    """Less than it was heard: what the network thinks rare is believed sooner, and noise shall not become words."""
    seed: int = 1


def train(vocabulary: Vocabulary, effort: Effort, progress: Progress, voices: Voices | None = None) -> Model:
    """A model of the vocabulary; the same arguments give the same numbers on the same machine."""
    said = speak(vocabulary, voices or training(vocabulary.language), effort)
    progress(f"{len(said)} texts spoken, {sum(each.seconds for each in said) / 3600:.1f} h")
    all_units = units(said)
    pronunciations = lexicon(vocabulary, said)
    network, priors = _learn(said, all_units, effort, progress)
    phrases = [split(vocabulary, phrase) for phrase in vocabulary.phrases]
    return Model(all_units, network.network(), priors, pronunciations, phrases)


def split(vocabulary: Vocabulary, phrase: str) -> str:
    """A phrase with spaces between its words, as the recogniser will split it at run time."""
    return phrase if vocabulary.language == "en" else spaced(phrase, set(vocabulary.words).__contains__) or ""


def speak(vocabulary: Vocabulary, voices: Voices, effort: Effort) -> list[Spoken]:
    """Texts in voices that are drawn from all of them."""
    draw = Random(effort.seed)

    def spoken(text: str, other: bool, manner: Manner) -> Spoken:
        heard = say(text, manner, vocabulary.language)
        return as_other(heard, vocabulary) if other and draw.random() < effort.other_share else heard

    kinds = [(effort.espeak_texts, voices.espeak_manners), (effort.flite_texts, voices.flite_manners)]
    return [
        spoken(text, other, draw.choice(manners))
        for count, manners in kinds
        if manners
        for (text, other), _ in zip(texts(vocabulary, draw), range(count), strict=False)
    ]


def as_other(spoken: Spoken, vocabulary: Vocabulary) -> Spoken:
    """Its phones are OTHER, but for words that the vocabulary has (Mandarin: words of several characters).

    Where the synthesiser does not tell words apart, nothing changes if the vocabulary has any of them.
    """
    pieces = vocabulary.pieces(spoken.text)
    known = _known_pieces(pieces, vocabulary)
    if known and all(each.word < 0 for each in spoken.segments):
        return spoken
    kept = tuple(
        each if each.phone == SILENCE or each.word in known else replace(each, phone=OTHER) for each in spoken.segments
    )
    return replace(spoken, segments=kept)


def _known_pieces(pieces: Sequence[str], vocabulary: Vocabulary) -> set[int]:
    if vocabulary.language == "en":
        return {number for number, piece in enumerate(pieces) if piece in vocabulary.words}
    pairs = {number for number, pair in enumerate(pairwise(pieces)) if "".join(pair) in vocabulary.words}
    return pairs | {number + 1 for number in pairs}


def _learn(said: Sequence[Spoken], all_units: Units, effort: Effort, progress: Progress) -> tuple[Trainer, Floats]:
    trainer: Trainer | None = None
    counts = np.ones(all_units.states, dtype=np.float32)
    for epoch, ends in enumerate(zip(effort.rates, effort.rates[1:], strict=False), start=1):
        inputs, targets = _frames(said, all_units, effort, seed=effort.seed * 1000 + epoch)
        counts += np.bincount(targets, minlength=all_units.states)
        if trainer is None:
            mean, deviation = inputs.mean(axis=0), inputs.std(axis=0)
            trainer = Trainer(mean, deviation, effort.widths, all_units.states, effort.seed)
        right = trainer.epoch(inputs, targets, ends)
        progress(f"epoch {epoch} of {len(effort.rates) - 1}: {len(targets)} frames, {right:.1%} right")
    assert trainer is not None
    return trainer, _priors(counts, effort)


def _priors(counts: Floats, effort: Effort) -> Floats:
    """(states,) how often each is to be expected; the first is silence."""
    priors = (counts / counts.sum()) ** effort.prior_exponent
    priors *= (1.0 - effort.silence_prior) / priors[1:].sum()
    priors[0] = effort.silence_prior
    return np.asarray(priors, dtype=np.float32)


def _frames(said: Sequence[Spoken], all_units: Units, effort: Effort, seed: int) -> tuple[Floats, Integers]:
    """Windows of features of everything, each time sounding differently, and the states in their middles."""
    draw = np.random.default_rng(seed)
    inputs, targets = [], []
    for spoken in _heard(said, effort, seed):
        features = mfcc(spoken.samples, draw.choice(effort.throats))
        first = int(draw.integers(3))
        states = labels(spoken, all_units, len(features))[first::3]
        kept = (states != 0) | (draw.random(len(states)) < effort.silence_share)
        inputs.append(windows(features, every=3, first=first)[kept])
        targets.append(states[kept])
    return np.concatenate(inputs), np.concatenate(targets)


def _heard(said: Sequence[Spoken], effort: Effort, seed: int) -> Iterator[Spoken]:
    augmentation = Augmentation([each.samples for each in said[:200]], seed)
    yield from map(augmentation.changed, said)
    for _ in range(effort.background):
        yield augmentation.background(effort.background_s)
