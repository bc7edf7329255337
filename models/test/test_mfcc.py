import numpy as np
import pytest

from tiny_vosk.mfcc import CEPSTRA, mfcc


def tone(frequency_hz, seconds=0.5, level=3000.0):
    time_s = np.arange(int(16000 * seconds)) / 16000
    return (level * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def test_frames_are_counted_as_kaldi_does_with_snipped_edges():
    assert mfcc(np.zeros(399, dtype=np.float32)).shape == (0, CEPSTRA)
    assert mfcc(np.zeros(400, dtype=np.float32)).shape == (1, CEPSTRA)
    assert mfcc(np.zeros(400 + 2 * 160 + 159, dtype=np.float32)).shape == (3, CEPSTRA)


def test_digital_silence_is_the_floor_in_c0_and_nothing_else():
    silence = mfcc(np.zeros(800, dtype=np.float32))
    # sqrt(30) * log(FLT_EPSILON), as Vosk computes it without dither
    assert silence[:, 0] == pytest.approx(-87.3, abs=0.1)
    assert np.abs(silence[:, 1:]).max() < 1e-3


def test_ten_times_the_level_moves_c0_alone_by_the_logarithm():
    quiet, loud = mfcc(tone(700.0)), mfcc(tone(700.0, level=30000.0))
    noise = np.random.default_rng(1).normal(0.0, 300.0, 8000).astype(np.float32)
    quiet, loud = mfcc(noise), mfcc(noise * 10.0)
    assert loud[:, 0] - quiet[:, 0] == pytest.approx(np.sqrt(30) * np.log(100.0), rel=1e-3)
    assert np.abs(loud[:, 1:] - quiet[:, 1:]).max() < 1e-2


def test_low_tones_have_a_falling_spectrum_and_high_tones_a_rising_one():
    assert mfcc(tone(250.0))[:, 1].mean() > 0 > mfcc(tone(5000.0))[:, 1].mean()


def test_a_constant_offset_is_no_sound():
    sound = tone(1000.0)
    assert mfcc(sound + 500.0) == pytest.approx(mfcc(sound), abs=0.02)


def test_a_longer_throat_lowers_what_is_heard():
    heard = mfcc(tone(1000.0), throat=1.25).mean(axis=0)
    apart = {hertz: np.abs(mfcc(tone(hertz)).mean(axis=0) - heard).max() for hertz in (640.0, 800.0, 1000.0, 1250.0)}
    assert min(apart, key=lambda hertz: apart[hertz]) == 800.0
