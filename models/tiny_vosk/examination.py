"""What a recogniser is examined with: kept-back voices over real household noise, and sound that is no command."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from huban_speech.core.ports import Hypothesis, Recogniser
from huban_speech.evaluation import listening
from huban_speech.evaluation.sound_files import read_sound
from tiny_vosk.sound import power
from tiny_vosk.synthesis import say
from tiny_vosk.types import SAMPLE_RATE_HZ, SILENCE, Floats, Manner, Segment, Spoken

_PAUSE = SAMPLE_RATE_HZ // 2
_SPEECH_LEVEL = 2000.0
"""Root mean square of the speech itself, pauses left out, on the scale of 16-bit integers."""
_HOUSEHOLD = ("dishwasher", "vacuuming", "background noise", "thunderstorm", "dog", "car_horn")
"""Kinds of noise that phrases are laid over; the others are examined by themselves only."""


@dataclass(frozen=True)
class Noise:
    """A recording of something that is no command; `kind` as the manifest says."""

    name: str
    kind: str
    samples: Floats


def noises(folder: Path) -> list[Noise]:
    """All recordings of a folder with a manifest.tsv; room responses are none. Raises OSError, ValueError."""
    lines = (folder / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line.strip()]
    kept = [row for row in rows if "impulse response" not in row[1]]
    return [Noise(row[0], row[1], read_sound(folder / row[0]).astype(np.float32)) for row in kept]


def household(found: Sequence[Noise]) -> list[Noise]:
    return [noise for noise in found if noise.kind.startswith(_HOUSEHOLD)]


def examined(phrases: Sequence[str], manners: Sequence[Manner], language: str, seed: int) -> list[Spoken]:
    """Each phrase once, in a manner that is drawn, at the usual loudness with a pause around it."""
    draw = Random(seed)
    return [_loud(say(phrase, draw.choice(manners), language)) for phrase in phrases]


def _loud(spoken: Spoken) -> Spoken:
    voiced = np.concatenate([spoken.samples[each.start : each.end] for each in _voiced(spoken)])
    samples = spoken.samples * (_SPEECH_LEVEL / max(1.0, np.sqrt(power(voiced))))
    return Spoken(spoken.text, np.asarray(np.pad(samples, _PAUSE), dtype=np.float32), ())


def _voiced(spoken: Spoken) -> list[Segment]:
    return [segment for segment in spoken.segments if segment.phone != SILENCE]


def over(spoken: Spoken, noise: Noise, snr_db: float, draw: Random) -> Floats:
    """The phrase somewhere over the noise, by the power of the speech alone."""
    start = draw.randrange(max(1, noise.samples.size - spoken.samples.size))
    stretch = np.resize(noise.samples[start:], spoken.samples.size)
    scale = _SPEECH_LEVEL / max(1e-3, np.sqrt(power(stretch))) * 10.0 ** (-snr_db / 20.0)
    return np.asarray(spoken.samples + stretch * scale, dtype=np.float32)


def heard(recogniser: Recogniser, samples: Floats) -> Hypothesis:
    """One utterance, in the blocks of the robot."""
    return listening.heard(recogniser, np.clip(np.round(samples), -32768, 32767).astype(np.int16))
