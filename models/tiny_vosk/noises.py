"""Noises of every kind, all computed: the household noise that examines a model is never part of it."""

from collections.abc import Callable, Sequence

import numpy as np

from tiny_vosk.sound import power
from tiny_vosk.types import SAMPLE_RATE_HZ, Floats

_LAYERS_SHARE = 0.35
"""So many sounds are two at once."""


class Noises:
    """Another noise each time; `babble` is what other people say meanwhile."""

    def __init__(self, babble: Sequence[Floats], draw: np.random.Generator) -> None:
        self._draw = draw
        self._babble = babble
        self._kinds: list[Callable[[int], Floats]] = [
            *(lambda size, slope=slope: self._coloured(size, slope) for slope in (0.0, 1.0, 2.0)),
            *[self._shaped] * 4,
            self._machine,
            self._tones,
            self._knocks,
            self._calls,
            self._talk,
        ]

    def any(self, size: int) -> Floats:
        """(size,) at a mean power of one."""
        return self._layered(size, len(self._kinds))

    def without_talk(self, size: int) -> Floats:
        """(size,) at a mean power of one; other people's talk is no silence."""
        return self._layered(size, len(self._kinds) - 1)

    def _layered(self, size: int, kinds: int) -> Floats:
        sound = even(self._kinds[self._draw.integers(kinds)](size))
        if self._draw.random() < _LAYERS_SHARE:
            other = even(self._kinds[self._draw.integers(kinds)](size))
            sound = even(sound + other * np.float32(self._draw.uniform(0.2, 1.0)))
        return sound

    def _coloured(self, size: int, slope: float) -> Floats:
        """Noise whose power falls with the frequency to this power: 0 white, 1 pink, 2 brown."""
        length = 1 << (size - 1).bit_length()
        spectrum = np.fft.rfft(self._draw.standard_normal(length).astype(np.float32))
        weights = np.arange(spectrum.size).clip(length * 40 / SAMPLE_RATE_HZ) ** (-slope / 2)
        return np.asarray(np.fft.irfft(spectrum * weights, length)[:size], dtype=np.float32)

    def _shaped(self, size: int) -> Floats:
        """Noise with any spectrum and any rise and fall."""
        length = 1 << (size - 1).bit_length()
        spectrum = np.fft.rfft(self._draw.standard_normal(length).astype(np.float32))
        octaves = np.log2(1.0 + np.arange(spectrum.size) * SAMPLE_RATE_HZ / length / 50.0)
        slope_db = self._draw.uniform(-9.0, 1.0)
        knots_db = self._draw.normal(0.0, 7.0, 10) + slope_db * np.arange(10)
        shaped = np.fft.irfft(spectrum * 10.0 ** (np.interp(octaves, np.arange(10), knots_db) / 20.0), length)[:size]
        knots = 2 + size // int(self._draw.choice((8000, 2000, 500)))
        swell_db = self._draw.normal(0.0, self._draw.uniform(0.0, 6.0), knots)
        swell = 10.0 ** (np.interp(np.linspace(0.0, 1.0, size), np.linspace(0.0, 1.0, swell_db.size), swell_db) / 20.0)
        return np.asarray(shaped * swell, dtype=np.float32)

    def _machine(self, size: int) -> Floats:
        """A motor: harmonics of its turning over rushing air."""
        base_hz = self._draw.uniform(40.0, 400.0)
        hum = self._harmonics(size, base_hz, 8)
        return np.asarray(even(hum) + even(self._coloured(size, self._draw.uniform(0.0, 1.5))), dtype=np.float32)

    def _tones(self, size: int) -> Floats:
        """Notes one after the other: music, bells, alarms."""
        notes, at = np.zeros(size, dtype=np.float32), 0
        while at < size:
            length = int(self._draw.uniform(0.08, 0.6) * SAMPLE_RATE_HZ)
            piece = self._harmonics(min(length, size - at), self._draw.uniform(100.0, 3000.0), 6)
            notes[at : at + piece.size] = piece * np.exp(-np.arange(piece.size) / (0.5 * length))
            at += length
        return notes

    def _harmonics(self, size: int, base_hz: float, most: int) -> Floats:
        time_s = np.arange(size, dtype=np.float32) / SAMPLE_RATE_HZ
        orders = np.arange(1, 1 + min(most, int(7500.0 / base_hz)))
        weights = self._draw.uniform(0.1, 1.0, orders.size) / orders
        phases = self._draw.uniform(0.0, 2 * np.pi, orders.size)
        turns = (2 * np.pi * base_hz * orders).astype(np.float32)
        waves = np.sin(time_s[None, :] * turns[:, None] + phases.astype(np.float32)[:, None])
        return np.asarray(weights.astype(np.float32) @ waves, dtype=np.float32)

    def _knocks(self, size: int) -> Floats:
        """Steps, doors, dishes: short bursts over a quiet room."""
        sound = 0.03 * even(self._coloured(size, 1.0))
        for _ in range(1 + size // 8000):
            length = int(self._draw.uniform(0.01, 0.15) * SAMPLE_RATE_HZ)
            start = int(self._draw.integers(max(1, size - length)))
            burst = even(self._coloured(length, self._draw.uniform(0.0, 2.0))) * np.exp(
                -5.0 * np.arange(length) / length
            )
            sound[start : start + length] += burst[: size - start] * self._draw.uniform(0.3, 1.0)
        return np.asarray(sound, dtype=np.float32)

    def _calls(self, size: int) -> Floats:
        """Dogs, birds, sirens, crying: notes that glide, with pauses between them."""
        sound, at = 0.01 * even(self._coloured(size, 1.0)), 0
        while at < size:
            length = int(self._draw.uniform(0.05, 0.5) * SAMPLE_RATE_HZ)
            piece = self._gliding(min(length, size - at))
            sound[at : at + piece.size] += piece
            at += length + int(self._draw.uniform(0.02, 0.6) * SAMPLE_RATE_HZ)
        return np.asarray(sound, dtype=np.float32)

    def _gliding(self, size: int) -> Floats:
        """A note with overtones from one pitch to another, louder in its middle, a little hoarse."""
        start_hz, end_hz = self._draw.uniform(150.0, 2000.0) * 2.0 ** self._draw.uniform(-0.7, 0.7, 2)
        turns = 2 * np.pi * np.cumsum(np.linspace(start_hz, end_hz, size)) / SAMPLE_RATE_HZ
        orders = np.arange(1, 1 + max(1, min(8, int(7500.0 / max(start_hz, end_hz)))))
        weights = self._draw.uniform(0.1, 1.0, orders.size) / orders
        hoarse = self._draw.uniform(0.0, 0.5) * even(self._coloured(size, 0.0))
        return np.asarray((weights @ np.sin(orders[:, None] * turns) + hoarse) * np.hanning(size), dtype=np.float32)

    def _talk(self, size: int) -> Floats:
        """Three to six people at once, none of them understandable."""
        together = np.zeros(size, dtype=np.float32)
        for _ in range(self._draw.integers(3, 7)):
            one = self._babble[self._draw.integers(len(self._babble))]
            together += np.roll(np.resize(even(one), size), int(self._draw.integers(size)))
        return together


def even(sound: Floats) -> Floats:
    """At a mean power of one."""
    return np.asarray(sound / np.sqrt(max(1e-12, power(sound))), dtype=np.float32)
