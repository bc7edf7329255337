"""What a voice sounds like, moment by moment: the REP-155 features."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct

from huban_speech.core.frames import BLOCK_SAMPLES, FULL_SCALE, SAMPLE_RATE_HZ, Samples

WINDOW = 2 * BLOCK_SAMPLES
"""64 ms: two periods of the deepest voice, and more."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 400.0
VOICED_FROM = 0.45
"""Of the autocorrelation at the period: less is no pitch."""
OCTAVE_COST = 0.03
"""Two periods are as alike as one: the shorter one is meant."""
MELS, COEFFICIENTS = 26, 13
QUIETEST = 1e-10


@dataclass(frozen=True, eq=False)
class VoiceFeatures:
    """`zcr` 0..1, `rms` 0..1, `pitch_hz` 0 where there is none, `hnr_db` harmonics to noise, `mfcc` (13,)."""

    zcr: float
    rms: float
    pitch_hz: float
    hnr_db: float
    mfcc: NDArray[np.float64]


def voice_features(samples: Samples) -> VoiceFeatures:
    """Of the WINDOW newest samples."""
    sound = samples[-WINDOW:] / FULL_SCALE
    pitch_hz, likeness = _pitch(sound - sound.mean())
    return VoiceFeatures(
        zcr=float(np.mean(np.signbit(sound[1:]) != np.signbit(sound[:-1]))),
        rms=float(np.sqrt(np.mean(sound**2))),
        pitch_hz=pitch_hz,
        hnr_db=float(10.0 * np.log10(max(likeness, 1e-3) / max(1.0 - likeness, 1e-3))),
        mfcc=mfcc(sound),
    )


def mfcc(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mel-frequency cepstral coefficients 0..12 of one window between -1 and 1."""
    emphasised = np.append(sound[0], sound[1:] - 0.97 * sound[:-1])
    spectrum = np.abs(np.fft.rfft(emphasised * np.hamming(sound.size), WINDOW)) ** 2 / WINDOW
    energies = np.log(np.maximum(_FILTERS @ spectrum, QUIETEST))
    return np.asarray(dct(energies, type=2, norm="ortho")[:COEFFICIENTS], dtype=np.float64)


def _pitch(sound: NDArray[np.float64]) -> tuple[float, float]:
    """Of the fundamental, and the autocorrelation at its period; after Boersma 1993, without his interpolation."""
    power = np.abs(np.fft.rfft(sound, 2 * sound.size)) ** 2
    correlation = np.fft.irfft(power)[: sound.size]
    if correlation[0] < QUIETEST:
        return 0.0, 0.0
    overlap = 1.0 - np.arange(sound.size) / sound.size
    likeness = correlation / correlation[0] / np.maximum(overlap, 0.1)
    periods = np.arange(round(SAMPLE_RATE_HZ / HIGHEST_HZ), round(SAMPLE_RATE_HZ / LOWEST_HZ) + 1)
    best = int(periods[np.argmax(likeness[periods] - OCTAVE_COST * np.log2(periods))])
    found = min(1.0, float(likeness[best]))
    return (SAMPLE_RATE_HZ / best if found >= VOICED_FROM else 0.0), found


def _filters() -> NDArray[np.float64]:
    """Triangles of equal width on the mel scale, (MELS, WINDOW // 2 + 1)."""
    top = 2595.0 * np.log10(1.0 + SAMPLE_RATE_HZ / 2 / 700.0)
    centres_hz = 700.0 * (10.0 ** (np.linspace(0.0, top, MELS + 2) / 2595.0) - 1.0)
    bins_hz = np.fft.rfftfreq(WINDOW, 1.0 / SAMPLE_RATE_HZ)
    low, centre, high = (centres_hz[start : start + MELS, None] for start in range(3))
    rising, falling = (bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), dtype=np.float64)


_FILTERS = _filters()
