"""How a manner is told to eSpeak NG, library or program."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from huban_speech.core.speaking.delivery import Delivery


@dataclass(frozen=True)
class EspeakVoices:
    """eSpeak NG's voice and rate for each language."""

    names: Mapping[str, str]
    rates: Mapping[str, int]

    def name(self, language: str, delivery: Delivery) -> str:
        usual = self.names[language]
        variant = delivery.profile.espeak
        return delivery.voice or (f"{usual}+{variant}" if variant else usual)

    def rate(self, language: str, delivery: Delivery) -> int:
        """80..450, the limits of eSpeak NG."""
        return _within(80, 450, self.rates[language] * delivery.manner.pace)


def pitch(delivery: Delivery) -> int:
    """0..99, as measured: an octave is 70 steps, 50 is usual."""
    return _within(0, 99, 50 + 70 * log2(delivery.manner.pitch))


def melody(delivery: Delivery) -> int:
    """0..99 for eSpeak NG's range: 50 is usual."""
    return _within(0, 99, 50 * delivery.manner.melody)


def _within(low: int, high: int, wanted: float) -> int:
    return max(low, min(high, round(wanted)))
