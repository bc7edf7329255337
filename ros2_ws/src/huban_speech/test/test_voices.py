"""One contract for every voice, real and simulated."""

import shutil
import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from huban_speech.backends.espeak_voice import EspeakVoice
from huban_speech.backends.pyttsx3_voice import Pyttsx3Voice
from huban_speech.backends.sound import from_wav
from huban_speech.backends.voices import make_voice
from huban_speech.config import SpeechConfig
from huban_speech.core.intake import rms
from huban_speech.core.ports import Unavailable, Voice
from huban_speech.simulation import HummingVoice

VOICES = {"en": "en-us", "zh-CN": "cmn-latn-pinyin"}
MAKERS: dict[str, Callable[[], Voice]] = {
    "pyttsx3": lambda: Pyttsx3Voice(VOICES, 110),
    "espeak": lambda: EspeakVoice(VOICES, 110),
    "humming": HummingVoice,
}


def ready(name: str) -> Voice:
    made = MAKERS[name]()
    try:
        made.speak("ready", "en")
    except Unavailable as reason:
        pytest.skip(str(reason))
    return made


@pytest.fixture(params=MAKERS)
def voice(request: pytest.FixtureRequest) -> Voice:
    return ready(request.param)


@pytest.fixture(params=["pyttsx3", "espeak"])
def engine(request: pytest.FixtureRequest) -> Voice:
    return ready(request.param)


def test_a_longer_text_takes_longer(voice: Voice) -> None:
    short, long = voice.speak("I am coming.", "en"), voice.speak("I am coming to the kitchen at once.", "en")
    assert 0.3 * 16000 < short.size < long.size


def test_what_is_spoken_can_be_heard(voice: Voice) -> None:
    for text, language in (("Good morning.", "en"), ("早上好。", "zh-CN")):
        sound = voice.speak(text, language)
        assert sound.dtype == np.int16 and rms(sound) > 500


def test_strange_characters_do_no_harm(voice: Voice) -> None:
    for text in ("-x --help", "[[h@l'oU]] & <b>", "🚑 naïve ½ \u202e", "a" * 300):
        assert voice.speak(text, "en").size >= 0


def test_the_pace_is_one_that_old_ears_follow(engine: Voice) -> None:
    text = "I will tell the nurse that you would like to have your lunch in the kitchen today."
    words_per_minute = len(text.split()) / (engine.speak(text, "en").size / 16000 / 60)
    assert 120 < words_per_minute < 180


def test_chinese_characters_are_read_as_mandarin_not_as_letters() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed: apt-get install espeak-ng")
    command = ["espeak-ng", "-q", "-x", "-v", SpeechConfig().voice_zh, "抬高床头"]
    phonemes = subprocess.run(command, capture_output=True, check=True, timeout=10.0).stdout.decode()
    assert phonemes.strip() and "(en)" not in phonemes


def test_another_voice_sounds_different(engine: Voice) -> None:
    usual, other = engine.speak("Good morning.", "en"), engine.speak("Good morning.", "en", "en-us+f3")
    assert usual.size != other.size or not np.array_equal(usual, other)


def test_an_unknown_voice_is_refused_by_name(engine: Voice) -> None:
    with pytest.raises(Unavailable, match="qqq"):
        engine.speak("Good morning.", "en", "qqq")


def test_a_missing_program_is_told_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unavailable, match="apt-get install espeak-ng"):
        EspeakVoice(VOICES, 110).speak("Good morning.", "en")


def test_an_unknown_engine_stops_the_start_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'festival' is unknown; known are pyttsx3, espeak"):
        make_voice(SpeechConfig(voice_engine="festival"))


def test_what_is_no_wav_file_is_refused() -> None:
    with pytest.raises(Unavailable, match="no WAV file"):
        from_wav(b"RIFF....")
