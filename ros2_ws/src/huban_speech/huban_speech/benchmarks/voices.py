"""How well people are known again by their voice: recordings cut in two, one half enrolled, the other one judged."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import numpy as np

from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.benchmarks.people import Sound, in_room, loud, recorded
from huban_speech.core.frames import BLOCK_SAMPLES
from huban_speech.core.hearing.speakers import CLEAR_VOICE, SpeakerRules
from huban_speech.core.hearing.voice_template import HOP, Sounds, distance, sounds, template

Row = tuple[str | float, ...]
COLUMNS = (
    "voice to judge by (s)",
    "own trials",
    "others' trials",
    "equal error rate (%)",
    "own voice not known at the limit (%)",
    "others taken for them at the limit (%)",
)
LENGTHS_S = (1.0, 1.5, 3.0)
LEAST_MOMENTS = 90


def known_again(folder: Path, rules: SpeakerRules) -> list[Row]:
    """People of `commands_en`, one recording each, and three with several recordings."""
    people = {person: _clear(paths) for person, paths in _recordings(folder).items()}
    return [_judged(people, seconds, rules.speaker_within) for seconds in LENGTHS_S]


def _recordings(folder: Path) -> Mapping[str, list[Path]]:
    alone = {path.stem: [path] for path in sorted((folder / "commands_en").glob("*.wav"))}
    several = {name: sorted((folder / "en").glob(f"*{name}*.wav")) for name in ("spk1", "spk2", "austen")}
    return {**alone, **{name: paths for name, paths in several.items() if paths}}


def _clear(paths: list[Path]) -> Sounds:
    """The moments of these recordings in which somebody clearly speaks."""
    detector = SileroDetector()
    samples = in_room(loud(np.concatenate([recorded(path) for path in paths])))
    blocks = samples[: samples.size // BLOCK_SAMPLES * BLOCK_SAMPLES].reshape(-1, BLOCK_SAMPLES)
    return sounds(blocks[[detector.probability(block) >= CLEAR_VOICE for block in blocks]].reshape(-1))


def _judged(people: Mapping[str, Sounds], seconds: float, limit: float) -> Row:
    moments = round(seconds * 16000 / HOP)
    own: list[float] = []
    others: list[float] = []
    for (name, known), (other, heard) in product(people.items(), repeat=2):
        enrolled, rest = known[: len(known) // 2], heard[len(heard) // 2 :]
        if len(enrolled) < LEAST_MOMENTS:
            continue
        for start in range(0, len(rest) - moments + 1, moments):
            apart = distance(template(enrolled), template(rest[start : start + moments]))
            (own if name == other else others).append(apart)
    missed, taken = 100.0 * float(np.mean(np.array(own) > limit)), 100.0 * float(np.mean(np.array(others) <= limit))
    return (seconds, len(own), len(others), _equal_error(np.array(own), np.array(others)), missed, taken)


def _equal_error(own: Sound, others: Sound) -> float:
    """Percent, where as many of one's own are refused as of others are taken."""
    rates = [((own > limit).mean(), (others <= limit).mean()) for limit in np.sort(np.concatenate((own, others)))]
    refused, taken = min(rates, key=lambda pair: abs(pair[0] - pair[1]))
    return 50.0 * float(refused + taken)
