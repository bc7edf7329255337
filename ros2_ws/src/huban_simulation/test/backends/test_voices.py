import numpy as np
import pytest

from huban_simulation.backends.voices import Voices, _run
from huban_simulation.core.ports import VoiceError
from huban_simulation.core.types import SAMPLE_RATE_HZ


@pytest.mark.parametrize(("text", "lang"), [("Please help me.", "en"), ("请帮帮我。", "zh-CN")])
def test_people_speak_both_languages_loud_enough(text: str, lang: str) -> None:
    sound = Voices().speak(text, lang, "")
    assert sound.dtype == np.int16
    assert 0.5 < sound.size / SAMPLE_RATE_HZ < 4.0
    assert np.abs(sound.astype(int)).max() == pytest.approx(20_000, abs=50)


def test_mandarin_characters_are_spoken_and_not_spelt() -> None:
    assert Voices().speak("去厨房", "zh-CN", "").size < 2.0 * SAMPLE_RATE_HZ


def test_another_voice_sounds_different() -> None:
    voices = Voices()
    assert voices.speak("Hello", "en", "rms").tobytes() != voices.speak("Hello", "en", "slt").tobytes()


def test_words_that_look_like_options_are_words() -> None:
    assert Voices().speak("--version", "zh-CN", "").size > 0


def test_a_missing_program_is_named_with_its_cure() -> None:
    with pytest.raises(VoiceError, match="apt-get install parrot"):
        _run(["parrot", "hello"])


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(VoiceError, match="no-such-file"):
        _run(["cat", "no-such-file"])
