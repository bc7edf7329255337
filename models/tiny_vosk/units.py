"""Which states a phone has, and what Kaldi numbers them by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tiny_vosk.mfcc import FRAME, SHIFT
from tiny_vosk.types import OTHER, SAMPLE_RATE_HZ, SILENCE, Integers, Spoken

FRAME_S = 0.03
"""A decoded frame: every third of the features."""
_LONG_S = 0.06
"""A phone has two states when three of four that were heard are longer than this."""


@dataclass(frozen=True)
class Phone:
    """States `first` to `first + states - 1`; the mean length in seconds of what was heard."""

    name: str
    first: int
    states: int
    mean_s: float

    @property
    def stay(self) -> float:
        """How likely a state is to be followed by itself."""
        frames = max(1.1, self.mean_s / FRAME_S / self.states)
        return 1.0 - 1.0 / frames


@dataclass(frozen=True)
class Units:
    """All phones, silence first; the network has one output for each state."""

    phones: tuple[Phone, ...]

    @property
    def states(self) -> int:
        return sum(phone.states for phone in self.phones)

    def phone(self, name: str) -> Phone:
        return next(phone for phone in self.phones if phone.name == name)


def units(spoken: Iterable[Spoken]) -> Units:
    """The phones that were said, with states for their lengths."""
    lengths: dict[str, list[float]] = defaultdict(list)
    for each in spoken:
        for segment in each.segments:
            lengths[segment.phone].append((segment.end - segment.start) / SAMPLE_RATE_HZ)
    names = (SILENCE, *sorted(set(lengths) - {SILENCE}))
    phones: list[Phone] = []
    for name in names:
        first = sum(phone.states for phone in phones)
        phones.append(Phone(name, first, _state_count(name, lengths[name]), float(np.mean(lengths[name]))))
    return Units(tuple(phones))


def _state_count(name: str, lengths_s: Sequence[float]) -> int:
    return 2 if name not in (SILENCE, OTHER) and np.percentile(lengths_s, 25) > _LONG_S else 1


def labels(spoken: Spoken, all_units: Units, frames: int) -> Integers:
    """(frames,) the state that is heard in the middle of each feature frame."""
    starts = {phone.name: phone for phone in all_units.phones}
    found = np.zeros(frames, dtype=np.int64)
    middles = np.arange(frames) * SHIFT + FRAME // 2
    for segment in spoken.segments:
        low, high = np.searchsorted(middles, (segment.start, segment.end))
        phone = starts[segment.phone]
        share = (middles[low:high] - segment.start) / (segment.end - segment.start)
        found[low:high] = phone.first + np.minimum(phone.states - 1, (share * phone.states).astype(np.int64))
    return found
