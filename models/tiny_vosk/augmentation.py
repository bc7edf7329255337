"""Rooms, distances and noises, all computed: the household noise that examines a model is never part of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy.signal import fftconvolve

from tiny_vosk.sound import power
from tiny_vosk.types import SAMPLE_RATE_HZ, Floats, Spoken

_CLEAN_SHARE, _ROOM_SHARE = 0.25, 0.45
_SNR_DB = (2.0, 30.0)
_LEVEL = (2.3, 3.8)
"""Exponents of ten: root mean square of the speech on the scale of 16-bit integers."""
_LOUDEST = 32000.0
_REVERBERATION_S = (0.1, 0.6)
_SHELF_DB = 6.0
_WARP_OCTAVES = 0.2


class Augmentation:
    """Makes new sounds of what was said, other ones each time; `babble` is what other people say meanwhile."""

    def __init__(self, babble: Sequence[Floats], seed: int) -> None:
        self._draw = np.random.default_rng(seed)
        self._babble = babble
        self._kinds: list[Callable[[int], Floats]] = [
            *(lambda size, slope=slope: self._coloured(size, slope) for slope in (0.0, 1.0, 2.0)),
            *[self._shaped] * 3,
            self._machine,
            self._tones,
            self._knocks,
            self._talk,
        ]

    def changed(self, spoken: Spoken) -> Spoken:
        """The same words from another throat, in some room, at some loudness, in some noise, between two pauses."""
        spoken = self._warped(spoken)
        before, after = (int(self._draw.uniform(0.1, 0.6) * SAMPLE_RATE_HZ) for _ in range(2))
        sound = np.pad(spoken.samples, (before, after))
        moved = tuple(replace(each, start=each.start + before, end=each.end + before) for each in spoken.segments)
        if self._draw.random() < _ROOM_SHARE:
            sound = self._in_room(sound)
        level = 10.0 ** self._draw.uniform(*_LEVEL) / max(1.0, np.sqrt(power(spoken.samples)))
        sound = self._tilted(sound * level)
        if self._draw.random() > _CLEAN_SHARE:
            sound = self._mixed(sound, power(spoken.samples) * level**2)
        return Spoken(spoken.text, _fitting(sound), moved)

    def background(self, seconds: float) -> Spoken:
        """Noise in which nobody says anything; sometimes nothing at all."""
        size = int(seconds * SAMPLE_RATE_HZ)
        loud = 0.0 if self._draw.random() < 0.1 else 10.0 ** self._draw.uniform(0.0, 3.7)
        # Other people's talk is no silence
        kind = self._kinds[self._draw.integers(len(self._kinds) - 1)]
        return Spoken("", _fitting(_even(kind(size)) * np.float32(loud)), ())

    def _warped(self, spoken: Spoken) -> Spoken:
        """Played faster or slower: time, pitch and formants change together, as with longer or shorter throats."""
        factor = 2.0 ** self._draw.uniform(-_WARP_OCTAVES, _WARP_OCTAVES)
        size = int(spoken.samples.size / factor)
        samples = np.interp(np.arange(size) * factor, np.arange(spoken.samples.size), spoken.samples)
        moved = [replace(each, start=int(each.start / factor), end=int(each.end / factor)) for each in spoken.segments]
        return Spoken(spoken.text, samples.astype(np.float32), tuple(each for each in moved if each.end > each.start))

    def _mixed(self, sound: Floats, speech_power: float) -> Floats:
        noise = _even(self._kinds[self._draw.integers(len(self._kinds))](sound.size))
        snr_db = self._draw.uniform(*_SNR_DB)
        return np.asarray(sound + noise * np.sqrt(speech_power) * 10.0 ** (-snr_db / 20.0), dtype=np.float32)

    def _in_room(self, sound: Floats) -> Floats:
        """Reverberation that decays by 60 dB in the time drawn, after the direct sound."""
        seconds = self._draw.uniform(*_REVERBERATION_S)
        time_s = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        tail = self._draw.standard_normal(time_s.size) * 10.0 ** (-3.0 * time_s / seconds)
        tail[: int(0.002 * SAMPLE_RATE_HZ)] = 0.0
        share = self._draw.uniform(0.1, 0.8)
        tail *= np.sqrt(share / (1.0 - share) / max(1e-9, float(np.sum(np.square(tail)))))
        tail[0] = 1.0
        return np.asarray(fftconvolve(sound, tail)[: sound.size], dtype=np.float32)

    def _tilted(self, sound: Floats) -> Floats:
        """A microphone that favours high or low sounds."""
        gain = 10.0 ** (self._draw.uniform(-_SHELF_DB, _SHELF_DB) / 20.0)
        low = np.concatenate((sound[:1], 0.5 * (sound[1:] + sound[:-1])))
        return np.asarray(low + gain * (sound - low), dtype=np.float32)

    def _coloured(self, size: int, slope: float) -> Floats:
        """Noise whose power falls with the frequency to this power: 0 white, 1 pink, 2 brown."""
        length = 1 << (size - 1).bit_length()
        spectrum = np.fft.rfft(self._draw.standard_normal(length).astype(np.float32))
        weights = np.arange(spectrum.size).clip(length * 40 / SAMPLE_RATE_HZ) ** (-slope / 2)
        return np.asarray(np.fft.irfft(spectrum * weights, length)[:size], dtype=np.float32)

    def _shaped(self, size: int) -> Floats:
        """Noise with any spectrum and any slow rise and fall."""
        length = 1 << (size - 1).bit_length()
        spectrum = np.fft.rfft(self._draw.standard_normal(length).astype(np.float32))
        octaves = np.log2(1.0 + np.arange(spectrum.size) * SAMPLE_RATE_HZ / length / 50.0)
        slope_db = self._draw.uniform(-9.0, 1.0)
        knots_db = self._draw.normal(0.0, 7.0, 10) + slope_db * np.arange(10)
        shaped = np.fft.irfft(spectrum * 10.0 ** (np.interp(octaves, np.arange(10), knots_db) / 20.0), length)[:size]
        swell_db = self._draw.normal(0.0, self._draw.uniform(0.0, 6.0), 2 + size // 8000)
        swell = 10.0 ** (np.interp(np.linspace(0.0, 1.0, size), np.linspace(0.0, 1.0, swell_db.size), swell_db) / 20.0)
        return np.asarray(shaped * swell, dtype=np.float32)

    def _machine(self, size: int) -> Floats:
        """A motor: harmonics of its turning over rushing air."""
        base_hz = self._draw.uniform(40.0, 400.0)
        hum = self._harmonics(size, base_hz, 8)
        return np.asarray(_even(hum) + _even(self._coloured(size, self._draw.uniform(0.0, 1.5))), dtype=np.float32)

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
        sound = 0.03 * _even(self._coloured(size, 1.0))
        for _ in range(1 + size // 8000):
            length = int(self._draw.uniform(0.01, 0.15) * SAMPLE_RATE_HZ)
            start = int(self._draw.integers(max(1, size - length)))
            burst = _even(self._coloured(length, self._draw.uniform(0.0, 2.0))) * np.exp(
                -5.0 * np.arange(length) / length
            )
            sound[start : start + length] += burst[: size - start] * self._draw.uniform(0.3, 1.0)
        return np.asarray(sound, dtype=np.float32)

    def _talk(self, size: int) -> Floats:
        """Three to six people at once, none of them understandable."""
        together = np.zeros(size, dtype=np.float32)
        for _ in range(self._draw.integers(3, 7)):
            one = self._babble[self._draw.integers(len(self._babble))]
            together += np.roll(np.resize(_even(one), size), int(self._draw.integers(size)))
        return together


def _even(sound: Floats) -> Floats:
    """At a mean power of one."""
    return np.asarray(sound / np.sqrt(max(1e-12, power(sound))), dtype=np.float32)


def _fitting(sound: Floats) -> Floats:
    """As 16-bit samples would hold it: too loud is made less loud, the rest is rounded."""
    loudest = float(np.abs(sound).max(initial=0.0))
    return np.asarray(np.round(sound * min(1.0, _LOUDEST / max(1.0, loudest))), dtype=np.float32)
