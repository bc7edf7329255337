"""One contract for every voice, real and simulated."""

import shutil
import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from huban_speech.backends.espeak_manner import EspeakVoices
from huban_speech.backends.espeak_voice import EspeakVoice
from huban_speech.backends.flite_voice import FliteVoice
from huban_speech.backends.pyttsx3_voice import Pyttsx3Voice
from huban_speech.backends.sound import from_wav
from huban_speech.backends.voices import make_voice
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import Samples
from huban_speech.core.hearing.intake import rms
from huban_speech.core.ports import Unavailable, Voice
from huban_speech.core.speaking.delivery import MOODS, Delivery, Mood
from huban_speech.core.speaking.manner import Manner
from huban_speech.core.speaking.voice_profiles import PROFILES
from huban_speech.simulation import HummingVoice

ESPEAK = EspeakVoices({"en": "en-us", "zh-CN": "cmn-latn-pinyin"}, {"en": 110, "zh-CN": 145})
MAKERS: dict[str, Callable[[], Voice]] = {
    "pyttsx3": lambda: Pyttsx3Voice(ESPEAK),
    "espeak": lambda: EspeakVoice(ESPEAK),
    "flite": lambda: FliteVoice(EspeakVoice(ESPEAK)),
    "humming": HummingVoice,
}
USUAL = Delivery(PROFILES["steady_man"], Manner())
LUNCH = "I will tell the nurse that you would like to have your lunch in the kitchen today."
LUNCH_ZH = "我会告诉护士您今天想在厨房吃午饭。"


def with_profile(profile: str) -> Delivery:
    return Delivery(PROFILES[profile], PROFILES[profile].manner)


def with_manner(manner: Manner) -> Delivery:
    return Delivery(PROFILES["calm_woman"], manner)


def with_voice(name: str) -> Delivery:
    return Delivery(PROFILES["steady_man"], Manner(), name)


def pitches_hz(sound: Samples) -> np.ndarray:
    """The height of the voice in each piece of 64 ms that has one, from its autocorrelation."""
    found = []
    for start in range(0, sound.size - 1024, 320):
        piece = sound[start : start + 1024].astype(np.float64)
        alike = np.correlate(piece, piece, "full")[1023:]
        period = 40 + int(np.argmax(alike[40:260]))
        if rms(sound[start : start + 1024]) > 800 and alike[period] > 0.5 * alike[0]:
            found.append(16000 / period)
    return np.array(found)


def pitch_hz(sound: Samples) -> float:
    return float(np.median(pitches_hz(sound)))


def spread(sound: Samples) -> float:
    low, high = np.percentile(pitches_hz(sound), (10, 90))
    return float(high / low)


def ready(name: str) -> Voice:
    made = MAKERS[name]()
    try:
        made.speak("ready", "en", USUAL)
    except Unavailable as reason:
        pytest.skip(str(reason))
    return made


@pytest.fixture(params=MAKERS)
def voice(request: pytest.FixtureRequest) -> Voice:
    return ready(request.param)


@pytest.fixture(params=["pyttsx3", "espeak", "flite"])
def engine(request: pytest.FixtureRequest) -> Voice:
    return ready(request.param)


def test_a_longer_text_takes_longer(voice: Voice) -> None:
    short = voice.speak("I am coming.", "en", USUAL)
    long = voice.speak("I am coming to the kitchen at once.", "en", USUAL)
    assert 0.3 * 16000 < short.size < long.size


def test_what_is_spoken_can_be_heard(voice: Voice) -> None:
    for text, language in (("Good morning.", "en"), ("早上好。", "zh-CN")):
        sound = voice.speak(text, language, USUAL)
        assert sound.dtype == np.int16 and rms(sound) > 500


def test_strange_characters_do_no_harm(voice: Voice) -> None:
    for text in ("-x --help", "[[h@l'oU]] & <b>", "🚑 naïve ½ \u202e", "a" * 300, "]]> &amp; <prosody rate='9'>"):
        assert voice.speak(text, "en", USUAL).size >= 0


def test_a_sentence_that_the_driver_breaks_off_is_spoken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = ready("pyttsx3")
    whole = voice.speak(LUNCH, "en", USUAL)
    from pyttsx3.drivers import _espeak

    answers = iter([1])
    monkeypatch.setattr(_espeak, "IsPlaying", lambda: next(answers, 0))
    assert voice.speak(LUNCH, "en", USUAL).size == pytest.approx(whole.size, rel=0.01)
    assert not list(answers)


def test_a_sentence_that_is_broken_off_each_time_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = ready("pyttsx3")
    from pyttsx3.drivers import _espeak

    monkeypatch.setattr(_espeak, "IsPlaying", lambda: 1)
    with pytest.raises(Unavailable, match="broke the sentence off 3 times"):
        voice.speak(LUNCH, "en", USUAL)


def test_the_pace_is_one_that_old_ears_follow(engine: Voice) -> None:
    minutes = engine.speak(LUNCH, "en", USUAL).size / 16000 / 60
    assert 120 < len(LUNCH.split()) / minutes < 180


def test_mandarin_has_such_a_pace_too(engine: Voice) -> None:
    minutes = engine.speak(LUNCH_ZH, "zh-CN", USUAL).size / 16000 / 60
    assert 130 < (len(LUNCH_ZH) - 1) / minutes < 200


@pytest.mark.parametrize(("text", "language"), [(LUNCH, "en"), (LUNCH_ZH, "zh-CN")])
def test_the_profiles_differ_in_height_as_their_names_say(engine: Voice, text: str, language: str) -> None:
    heights = {name: pitch_hz(engine.speak(text, language, with_profile(name))) for name in PROFILES}
    assert heights["deep_man"] < 0.9 * heights["steady_man"]
    assert 1.05 * heights["steady_man"] < heights["cheerful_man"] < heights["calm_woman"]
    assert heights["calm_woman"] > 150


def test_pace_and_pitch_follow_the_manner(engine: Voice) -> None:
    usual = engine.speak(LUNCH, "en", with_manner(Manner()))
    slow, deep = (engine.speak(LUNCH, "en", with_manner(each)) for each in (Manner(pace=0.8), Manner(pitch=0.8)))
    assert slow.size / usual.size == pytest.approx(1 / 0.8, rel=0.1)
    assert deep.size / usual.size == pytest.approx(1.0, rel=0.06)
    assert pitch_hz(deep) / pitch_hz(usual) == pytest.approx(0.8, rel=0.06)
    assert pitch_hz(slow) / pitch_hz(usual) == pytest.approx(1.0, rel=0.05)


def test_happy_is_higher_and_livelier_than_concerned(engine: Voice) -> None:
    happy, concerned = (engine.speak(LUNCH, "en", with_manner(MOODS[mood])) for mood in (Mood.HAPPY, Mood.CONCERNED))
    assert pitch_hz(happy) > 1.1 * pitch_hz(concerned)
    assert spread(happy) > spread(concerned)
    assert happy.size < concerned.size


def test_one_sentence_does_not_colour_the_next(engine: Voice) -> None:
    first = engine.speak(LUNCH, "en", USUAL)
    engine.speak(LUNCH, "en", with_profile("deep_man"))
    again = engine.speak(LUNCH, "en", USUAL)
    assert pitch_hz(again) == pytest.approx(pitch_hz(first), rel=0.02)
    assert again.size == pytest.approx(first.size, rel=0.02)


def test_chinese_characters_are_read_as_mandarin_not_as_letters() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed: apt-get install espeak-ng")
    command = ["espeak-ng", "-q", "-x", "-v", SpeechConfig().voice_zh, "抬高床头"]
    phonemes = subprocess.run(command, capture_output=True, check=True, timeout=10.0).stdout.decode()
    assert phonemes.strip() and "(en)" not in phonemes


@pytest.mark.parametrize(("name", "other"), [("pyttsx3", "en-us+f3"), ("espeak", "en-us+f3"), ("flite", "slt")])
def test_another_voice_of_the_engine_can_be_named(name: str, other: str) -> None:
    engine = ready(name)
    assert pitch_hz(engine.speak(LUNCH, "en", with_voice(other))) > 1.4 * pitch_hz(engine.speak(LUNCH, "en", USUAL))


def test_an_unknown_voice_is_refused_by_name(engine: Voice) -> None:
    with pytest.raises(Unavailable, match="qqq"):
        engine.speak("Good morning.", "en", with_voice("qqq"))


@pytest.mark.parametrize(("name", "package"), [("espeak", "espeak-ng"), ("flite", "flite")])
def test_a_missing_program_is_told_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unavailable, match=f"apt-get install {package}"):
        MAKERS[name]().speak("Good morning.", "en", USUAL)


@pytest.mark.parametrize("name", ["pyttsx3", "espeak", "flite"])
def test_every_engine_can_be_configured(name: str) -> None:
    assert type(make_voice(SpeechConfig(voice_engine=name))) is type(MAKERS[name]())


def test_an_unknown_engine_or_profile_stops_the_start_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'festival' is unknown; known are pyttsx3, espeak, flite"):
        make_voice(SpeechConfig(voice_engine="festival"))
    with pytest.raises(ValueError, match="'tenor' is unknown; known are steady_man"):
        make_voice(SpeechConfig(voice_profile="tenor"))


def test_what_is_no_wav_file_is_refused() -> None:
    with pytest.raises(Unavailable, match="no WAV file"):
        from_wav(b"RIFF....")
