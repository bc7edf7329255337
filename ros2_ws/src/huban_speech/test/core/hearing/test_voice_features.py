"""What a voice sounds like in figures."""

import numpy as np
import pytest

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.hearing.voice_features import WINDOW, voice_features

TIME_S = np.arange(WINDOW) / SAMPLE_RATE_HZ


def hum(pitch_hz: float, level: float = 3000.0) -> Samples:
    tones = sum(np.sin(2 * np.pi * n * pitch_hz * TIME_S) / n for n in range(1, 6))
    return np.asarray(level * tones, dtype=np.int16)


def noise(level: float) -> Samples:
    return np.asarray(np.random.default_rng(1).normal(0.0, level, WINDOW), dtype=np.int16)


@pytest.mark.parametrize("pitch_hz", [80.0, 120.0, 210.0, 330.0])
def test_the_pitch_of_a_voice_is_found(pitch_hz: float) -> None:
    assert voice_features(hum(pitch_hz)).pitch_hz == pytest.approx(pitch_hz, rel=0.03)


def test_noise_and_silence_have_no_pitch_and_no_harmonics() -> None:
    assert voice_features(noise(3000.0)).pitch_hz == 0.0
    assert voice_features(noise(3000.0)).hnr_db < 0.0 < voice_features(hum(150.0)).hnr_db
    silent = voice_features(np.zeros(WINDOW, dtype=np.int16))
    assert (silent.pitch_hz, silent.rms, silent.zcr) == (0.0, 0.0, 0.0)


def test_loudness_and_crossings_follow_the_sound() -> None:
    loud, soft = voice_features(hum(150.0, 6000.0)), voice_features(hum(150.0, 3000.0))
    assert loud.rms == pytest.approx(2 * soft.rms, rel=0.01)
    assert voice_features(noise(3000.0)).zcr > 0.4 > voice_features(hum(100.0)).zcr


def test_the_cepstrum_tells_sounds_apart_and_not_how_loud_they_are() -> None:
    dark, bright = voice_features(hum(100.0)), voice_features(noise(3000.0))
    louder = voice_features(hum(100.0, 6000.0))
    assert dark.mfcc.shape == (13,)
    assert np.linalg.norm(dark.mfcc[1:] - louder.mfcc[1:]) < 0.5 < np.linalg.norm(dark.mfcc[1:] - bright.mfcc[1:])
