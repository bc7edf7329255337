"""The synthesisers tell where every phone lies; all training stands on it."""

import re
import shutil
import subprocess

import numpy as np
import pytest

from huban_speech.backends.espeak_manner import EspeakVoices
from huban_speech.backends.pyttsx3_voice import Pyttsx3Voice
from huban_speech.core.speaking import manner
from huban_speech.core.speaking.delivery import Delivery
from huban_speech.core.speaking.voice_profiles import PROFILES
from tiny_vosk.augmentation import Augmentation
from tiny_vosk.espeak import SynthesisError
from tiny_vosk.phones import UnknownPhoneme, from_espeak
from tiny_vosk.sound import power
from tiny_vosk.synthesis import say
from tiny_vosk.types import SILENCE, Manner
from tiny_vosk.units import labels, units
from tiny_vosk.voices import kept_back, training

MANNERS = [("en", Manner("en-us", 150)), ("en", Manner("slt", 1.0)), ("zh-CN", Manner("cmn-latn-pinyin+f3", 150))]
TEXTS = {"en": "go to the kitchen", "zh-CN": "去厨房"}


@pytest.fixture(params=MANNERS, ids=lambda case: case[1].voice)
def spoken(request):
    language, manner = request.param
    if manner.voice == "slt" and shutil.which("flite") is None:
        pytest.skip("flite is not installed: apt-get install flite")
    return say(TEXTS[language], manner, language)


def test_the_segments_cover_the_sound_without_gaps(spoken):
    ends = [0, *(segment.end for segment in spoken.segments)]
    assert [segment.start for segment in spoken.segments] == ends[:-1]
    assert ends[-1] == spoken.samples.size


def test_phones_are_where_the_sound_is(spoken):
    silent, voiced = np.zeros(1, dtype=np.float32), np.zeros(1, dtype=np.float32)
    for each in spoken.segments:
        sound = spoken.samples[each.start : each.end]
        if each.phone == SILENCE:
            silent = np.concatenate((silent, sound))
        else:
            voiced = np.concatenate((voiced, sound))
    assert power(voiced) > 5.0 * power(silent)


def test_words_are_numbered_in_order():
    said = say("go to the kitchen", Manner("en-us", 150), "en")
    assert [number for number in dict.fromkeys(each.word for each in said.segments) if number >= 0] == [0, 1, 2, 3]


def test_augmentation_moves_the_labels_with_the_sound():
    said = say("stop", Manner("en-us", 150), "en")
    known = units([said])
    for heard in (Augmentation([said.samples], seed).changed(said) for seed in range(5)):
        found = labels(heard, known, heard.samples.size // 160)
        spoken_frames = np.flatnonzero(found)
        loudness = np.square(heard.samples[: found.size * 160]).reshape(-1, 160).mean(axis=1)
        inside = loudness[spoken_frames[0] : spoken_frames[-1]].mean()
        assert inside > loudness[: spoken_frames[0] - 3].mean()


def test_a_voice_that_is_not_there_is_an_error_with_its_name():
    with pytest.raises(SynthesisError, match="no-such-voice"):
        say("stop", Manner("no-such-voice", 150), "en")


def test_a_phoneme_that_nobody_knows_is_an_error_and_not_silence():
    with pytest.raises(UnknownPhoneme, match="qQ"):
        from_espeak("qQ", "en")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_voice_and_no_manner_of_the_examination_is_heard_in_training(language):
    trained, kept = training(language), kept_back(language)
    for name in ("espeak", "flite", "rates", "pitches", "stretches"):
        assert not set(getattr(trained, name)) & set(getattr(kept, name)), name


def test_another_user_of_the_synthesiser_in_this_process_does_not_disturb_it():
    before = say("stop", Manner("en-us", 150), "en").segments
    voice = Pyttsx3Voice(EspeakVoices({"en": "en-us"}, {"en": 110}))
    voice.speak("hello", "en", Delivery(PROFILES["steady_man"], manner.Manner()))
    assert [each.phone for each in say("stop", Manner("en-us", 150), "en").segments] == [each.phone for each in before]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_variant_is_one_that_is_installed(language):
    """For another one eSpeak NG speaks with the plain voice and says nothing about it."""
    listed = subprocess.run(["espeak-ng", "--voices=variant"], capture_output=True, text=True, timeout=30, check=True)
    names = set(re.findall(r"!v/(\S+)", listed.stdout))
    for voices in (training(language), kept_back(language)):
        assert {voice.partition("+")[2] for voice in voices.espeak} - {""} <= names
