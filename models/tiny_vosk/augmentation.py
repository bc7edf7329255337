"""The same words in other rooms, from other throats and distances, in noise."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.signal import fftconvolve

from tiny_vosk.noises import Noises
from tiny_vosk.sound import power
from tiny_vosk.types import SAMPLE_RATE_HZ, Floats, Spoken

_CLEAN_SHARE, _ROOM_SHARE = 0.25, 0.45
_SNR_DB = (0.0, 30.0)
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
        self._noises = Noises(babble, self._draw)

    def changed(self, spoken: Spoken) -> Spoken:
        """The same words from another throat, in some room, at some loudness, in some noise, between two pauses."""
        spoken = self._warped(spoken)
        before, after = (int(self._draw.uniform(0.1, 0.9) * SAMPLE_RATE_HZ) for _ in range(2))
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
        return Spoken("", _fitting(self._noises.without_talk(size) * np.float32(loud)), ())

    def _warped(self, spoken: Spoken) -> Spoken:
        """Played faster or slower: time, pitch and formants change together, as with longer or shorter throats."""
        factor = 2.0 ** self._draw.uniform(-_WARP_OCTAVES, _WARP_OCTAVES)
        size = int(spoken.samples.size / factor)
        samples = np.interp(np.arange(size) * factor, np.arange(spoken.samples.size), spoken.samples)
        moved = [replace(each, start=int(each.start / factor), end=int(each.end / factor)) for each in spoken.segments]
        return Spoken(spoken.text, samples.astype(np.float32), tuple(each for each in moved if each.end > each.start))

    def _mixed(self, sound: Floats, speech_power: float) -> Floats:
        noise = self._noises.any(sound.size)
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


def _fitting(sound: Floats) -> Floats:
    """As 16-bit samples would hold it: too loud is made less loud, the rest is rounded."""
    loudest = float(np.abs(sound).max(initial=0.0))
    return np.asarray(np.round(sound * min(1.0, _LOUDEST / max(1.0, loudest))), dtype=np.float32)
