"""What is wrong with a microphone is told in words."""

import numpy as np
import pytest

from huban_speech.core.frames import Samples
from huban_speech.core.hearing.sound_check import SoundCheck


def doubt(sound: Samples, rate_hz: int = 16000) -> str:
    """After so many seconds of it, in chunks of 40 ms at that rate."""
    check = SoundCheck()
    size = rate_hz // 25
    for number in range(sound.size // size):
        check.hear(sound[number * size : (number + 1) * size], 100.0 + number * 0.04)
    return check.doubt


def voice(level: float, samples: int = 200000) -> Samples:
    loud = np.random.default_rng(1).normal(0.0, level, samples)
    return np.asarray(np.clip(loud, -32768, 32767), dtype=np.int16)


def test_good_sound_and_silence_raise_no_doubt() -> None:
    assert doubt(voice(3000.0)) == doubt(voice(0.0)) == ""


@pytest.mark.parametrize(
    ("sound", "rate_hz", "words"),
    [
        (voice(3000.0), 8000, "8000 samples per second"),
        (voice(3000.0, 800000), 44100, "44100 samples per second"),
        (np.repeat(voice(3000.0), 2), 32000, "two channels"),
        (voice(20000.0), 16000, "too loud"),
    ],
)
def test_what_is_wrong_is_said(sound: Samples, rate_hz: int, words: str) -> None:
    assert words in doubt(sound, rate_hz)


def test_a_microphone_that_is_put_right_is_trusted_again() -> None:
    check = SoundCheck()
    for number in range(400):
        check.hear(voice(20000.0 if number < 200 else 3000.0, 640), number * 0.04)
    assert check.doubt == ""
