"""What the parts of the recipe hand to each other."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16000
SILENCE = "SIL"
OTHER = "OTHER"
"""A phone of talk that is none of the words; what [unk] consists of."""

Floats: TypeAlias = NDArray[np.float32]
"""Sound on the scale of 16-bit integers, features, weights."""

Integers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Segment:
    """A phone with the samples that it takes, [start, end); `word` is its number in the text, -1 between words."""

    phone: str
    start: int
    end: int
    word: int = -1


@dataclass(frozen=True)
class Spoken:
    """A text as one voice said it at SAMPLE_RATE_HZ; the segments cover it without gaps."""

    text: str
    samples: Floats
    segments: tuple[Segment, ...]

    @property
    def seconds(self) -> float:
        return self.samples.size / SAMPLE_RATE_HZ


@dataclass(frozen=True)
class Manner:
    """How something is said; `rate` in the synthesiser's own measure, `pitch` 0..100."""

    voice: str
    rate: float
    pitch: float = 50.0
