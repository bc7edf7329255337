from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.hearing.resampling import Resampler, mono

RATES = (8000, 11025, 22050, 44100, 48000)


def tone(hertz: float, rate_hz: int, seconds: float = 1.0) -> np.ndarray:
    return np.asarray(8000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate_hz)) / rate_hz), dtype=np.int16)


def in_chunks(samples: np.ndarray, size: int, resampler: Resampler) -> np.ndarray:
    chunks = [resampler(samples[at : at + size]) for at in range(0, samples.size, size)]
    return np.concatenate([np.zeros(0, dtype=np.int16), *chunks])


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_tone_keeps_its_height_and_its_strength(rate_hz: int) -> None:
    made = in_chunks(tone(1000.0, rate_hz), rate_hz // 50, Resampler(rate_hz, 16000))
    assert 15200 < made.size <= 16000
    strength = np.abs(np.fft.rfft(made[1000:9000]))
    assert np.argmax(strength) == 500
    assert np.max(np.abs(made[1000:-1000])) == pytest.approx(8000, rel=0.02)


@pytest.mark.parametrize("rate_hz", RATES)
def test_the_way_out_to_the_loudspeaker_is_the_same(rate_hz: int) -> None:
    made = in_chunks(tone(1000.0, 16000), 640, Resampler(16000, rate_hz))
    assert abs(made.size - rate_hz) < rate_hz / 20
    assert np.max(np.abs(made[rate_hz // 10 : -rate_hz // 10])) == pytest.approx(8000, rel=0.02)


def test_what_16_khz_cannot_hold_is_taken_out_not_folded() -> None:
    made = in_chunks(tone(11000.0, 48000), 960, Resampler(48000, 16000))
    assert np.max(np.abs(made[500:-500])) < 80


def test_sound_at_the_right_rate_passes_untouched_and_at_once() -> None:
    sound = tone(300.0, 16000)
    assert np.array_equal(in_chunks(sound, 333, Resampler(16000, 16000)), sound)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=20), st.sampled_from(RATES))
def test_how_the_sound_is_cut_into_chunks_makes_no_difference(cuts: list[int], rate_hz: int) -> None:
    sound = np.random.default_rng(1).integers(-9000, 9000, sum(cuts), dtype=np.int16)
    whole, resampler = Resampler(rate_hz, 16000)(sound), Resampler(rate_hz, 16000)
    edges = np.cumsum([0, *cuts])
    pieces = [resampler(sound[first:last]) for first, last in pairwise(edges)]
    together = np.concatenate(pieces)
    assert np.allclose(together, whole[: together.size], atol=1) and whole.size - together.size < 1000


def test_channels_become_one() -> None:
    stereo = np.array([[100, 300], [-32768, -32768], [32767, 32767]], dtype=np.int16)
    assert mono(stereo).tolist() == [200, -32768, 32767]
    assert mono(stereo[:, :1]).tolist() == [100, -32768, 32767]
