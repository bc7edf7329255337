"""Cuts what people say out of the stream of sound, once the person has said that they may be recorded."""

from dataclasses import dataclass

import numpy as np

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples

LEAD_IN_S = 0.6
"""Sound before the moment at which the voice was noticed."""
LONGEST_S = 30.0


@dataclass(frozen=True, eq=False)
class Take:
    """One utterance; `text` is what was understood, empty where that was nothing."""

    samples: Samples
    text: str
    language: str
    confidence: float


class Cutter:
    """Keeps the last half minute in memory and gives out one take per utterance."""

    def __init__(self) -> None:
        self._sound = np.zeros(0, dtype=np.int16)
        self._begun = False

    def hear(self, samples: Samples) -> None:
        kept = LONGEST_S if self._begun else LEAD_IN_S
        self._sound = np.concatenate((self._sound, samples))[-round(kept * SAMPLE_RATE_HZ) :]

    def voice(self, speaking: bool) -> None:
        """Somebody begins to speak, or has ended."""
        self._begun = self._begun or speaking

    def ended(self, text: str, language: str, confidence: float) -> Take | None:
        """The utterance is over; None where it was not noticed when it began."""
        if not self._begun:
            return None
        sound, self._sound = self._sound, np.zeros(0, dtype=np.int16)
        self._begun = False
        return Take(sound, text, language, confidence)
