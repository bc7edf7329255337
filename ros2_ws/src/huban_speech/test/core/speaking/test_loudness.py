import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from huban_speech.core.frames import Samples
from huban_speech.core.speaking.loudness import USUAL_DBFS, delivered
from huban_speech.core.speaking.manner import Manner

TIME_S = np.arange(16000) / 16000


def tone(hertz: float, size: float = 3000.0) -> Samples:
    return np.asarray(size * np.sin(2 * np.pi * hertz * TIME_S), dtype=np.int16)


def level_db(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples / 32768.0)))))


@pytest.mark.parametrize("size", [100.0, 3000.0, 30000.0])
def test_every_voice_has_the_same_loudness(size: float) -> None:
    assert level_db(delivered(tone(300.0, size), Manner())) == pytest.approx(USUAL_DBFS, abs=0.3)


def test_pauses_do_not_make_a_sentence_louder() -> None:
    spoken = np.concatenate((tone(300.0), np.zeros(48000, dtype=np.int16)))
    assert level_db(delivered(spoken, Manner())[:16000]) == pytest.approx(USUAL_DBFS, abs=0.3)


def test_gain_is_in_decibels() -> None:
    louder = level_db(delivered(tone(300.0), Manner(gain_db=6.0))) - level_db(delivered(tone(300.0), Manner()))
    assert louder == pytest.approx(6.0, abs=0.1)


def test_presence_lifts_consonants_over_vowels() -> None:
    mixed = tone(250.0) + tone(2000.0, 300.0)

    def consonants_db(samples: Samples) -> float:
        strength = np.abs(np.fft.rfft(samples))
        return float(20 * np.log10(strength[2000] / strength[250]))

    lift = consonants_db(delivered(mixed, Manner(presence_db=6.0))) - consonants_db(delivered(mixed, Manner()))
    assert lift == pytest.approx(6.0, abs=0.7)


def test_much_gain_is_rounded_not_cut() -> None:
    loud = delivered(tone(300.0), Manner(gain_db=25.0))
    assert level_db(loud) > -6.0
    assert np.mean(np.abs(loud.astype(int)) >= 32766) < 0.01


def test_silence_stays_silent() -> None:
    assert not delivered(np.zeros(1000, dtype=np.int16), Manner(gain_db=20.0, presence_db=6.0)).any()


@settings(deadline=None)
@given(hnp.arrays(np.int16, st.integers(0, 2000)), st.floats(-10, 30), st.floats(0, 12))
def test_any_sound_stays_sound(samples: Samples, gain_db: float, presence_db: float) -> None:
    made = delivered(samples, Manner(gain_db=gain_db, presence_db=presence_db))
    assert made.size == samples.size and made.dtype == np.int16
