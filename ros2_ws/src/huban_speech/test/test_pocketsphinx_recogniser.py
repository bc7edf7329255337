"""PocketSphinx on sentences that flite speaks."""

from collections.abc import Callable
from time import process_time

import numpy as np
import psutil
import pytest

from huban_speech.backends.pocketsphinx_recogniser import PocketSphinxRecogniser
from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import (
    Audio,
    Final,
    Frame,
    LanguageChosen,
    NotUnderstood,
    ReflexHeard,
    Samples,
    SpeechStopped,
)
from huban_speech.core.hearing.hearing_chain import Ears, hearing_chain
from huban_speech.core.hearing.intake import Intake
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.patience import MemoryPauses
from huban_speech.core.words.grammar import Expected
from huban_speech.core.words.reflex_words import WORDS

Speak = Callable[[str, str], Samples]
COMMANDS = (
    "go to the kitchen",
    "go to the bedroom",
    "come here",
    "lower the bed",
    "what time is it",
    "tell me the time",
    "help me sit up",
)
OTHER_TALK = (
    "the weather was lovely in the mountains last summer",
    "could you pass me the newspaper and my glasses",
    "prices in the supermarket went up again",
    "she bought a blue umbrella for her nephew",
    "my favourite programme begins at eight",
)
VOICES = ("slt", "awb", "rms", "kal16")
CONFIG = SpeechConfig()
EXPECTED = Expected(COMMANDS + WORDS["en"].phrases, frozenset(COMMANDS))


class OnlyOne:
    """A library with one recogniser for all languages."""

    def __init__(self, recogniser: PocketSphinxRecogniser) -> None:
        self._recogniser = recogniser

    def recogniser(self, _language: str) -> PocketSphinxRecogniser:
        return self._recogniser


@pytest.fixture(scope="module")
def recogniser() -> PocketSphinxRecogniser:
    return PocketSphinxRecogniser(COMMANDS + WORDS["en"].phrases, CONFIG.unknown_cost, ("huban", "robot"))


def listen(recogniser: PocketSphinxRecogniser, sound: Samples) -> list[Frame]:
    """Everything but sound that the whole chain makes of a recording."""
    ears = Ears(SileroDetector(), OnlyOne(recogniser), OwnVoice(), MemoryPauses())
    listening = hearing_chain(ears, {"en": EXPECTED}, CONFIG)
    listening.push(LanguageChosen("en"))
    intake, chunks = Intake(), (sound[start : start + 16000] for start in range(0, sound.size, 16000))
    frames = [out for chunk in chunks for audio in intake.accept(chunk.tobytes()) for out in listening.push(audio)]
    return [frame for frame in frames if not isinstance(frame, Audio)]


def test_spoken_commands_are_understood_in_four_voices(recogniser: PocketSphinxRecogniser, speak: Speak) -> None:
    heard = {
        (command, voice): [
            frame.text for frame in listen(recogniser, speak(command, voice)) if isinstance(frame, Final)
        ]
        for command in COMMANDS
        for voice in VOICES
    }
    wrong = {asked: texts for asked, texts in heard.items() if texts != [asked[0]]}
    assert len(wrong) <= len(heard) // 20, wrong


def test_other_talk_is_no_command_and_no_reflex(recogniser: PocketSphinxRecogniser, speak: Speak) -> None:
    for text in OTHER_TALK:
        heard = listen(recogniser, speak(text, "rms"))
        assert isinstance(heard[-1], NotUnderstood), (text, heard)
        assert not any(isinstance(frame, ReflexHeard) for frame in heard), text


def test_commands_set_off_no_reflex(recogniser: PocketSphinxRecogniser, speak: Speak) -> None:
    for command in COMMANDS:
        assert not any(isinstance(frame, ReflexHeard) for frame in listen(recogniser, speak(command, "slt"))), command


@pytest.mark.parametrize("cry", ["stop", "help me", "i have fallen"])
def test_a_cry_is_noticed_within_600_ms_of_its_last_sound(
    recogniser: PocketSphinxRecogniser, speak: Speak, cry: str
) -> None:
    sound = speak(cry, "slt")
    end_s = float(np.nonzero(np.abs(sound) > 500)[0][-1]) / 16000
    reflex = next(frame for frame in listen(recogniser, sound) if isinstance(frame, ReflexHeard))
    assert reflex.at_s <= end_s + 0.6


@pytest.mark.parametrize("cry", ["help me", "help help", "stop it"])
def test_cries_are_noticed_from_everybody(recogniser: PocketSphinxRecogniser, speak: Speak, cry: str) -> None:
    kinds = {
        voice: {frame.kind.value for frame in listen(recogniser, speak(cry, voice)) if isinstance(frame, ReflexHeard)}
        for voice in VOICES
    }
    assert all(found == {cry.split()[0]} for found in kinds.values()), kinds


def test_please_may_stand_before_and_after(recogniser: PocketSphinxRecogniser, speak: Speak) -> None:
    for text in ("please go to the kitchen", "go to the kitchen please"):
        final = listen(recogniser, speak(text, "slt"))[-1]
        assert isinstance(final, Final) and final.text == "go to the kitchen"


def test_the_robots_name_may_stand_before_and_after(recogniser: PocketSphinxRecogniser, speak: Speak) -> None:
    for text in ("robot go to the kitchen", "hooban come here", "lower the bed robot"):
        final = listen(recogniser, speak(text, "slt"))[-1]
        assert isinstance(final, Final) and final.text == text.replace("hooban", "huban")


def test_noise_and_silence_have_no_words(recogniser: PocketSphinxRecogniser) -> None:
    noise = np.random.default_rng(1).normal(0.0, 3000.0, 16000 * 3).astype(np.int16)
    for sound in (noise, np.zeros(16000 * 3, dtype=np.int16)):
        recogniser.start()
        recogniser.accept(sound)
        assert recogniser.finish().text == ""


def test_a_monologue_without_a_pause_keeps_pace_and_takes_no_memory(
    recogniser: PocketSphinxRecogniser, speak: Speak
) -> None:
    said = speak("the weather was lovely and she bought a blue umbrella", "rms")
    monologue = np.tile(said[np.flatnonzero(np.abs(said) > 500)[0] : np.flatnonzero(np.abs(said) > 500)[-1]], 12)
    listen(recogniser, monologue[: 16000 * 20])
    before, began_s = psutil.Process().memory_info().rss, process_time()
    heard = listen(recogniser, monologue)
    cuts = [frame.cause for frame in heard if isinstance(frame, SpeechStopped)]
    assert len(cuts) >= 2 and set(cuts) == {"too_long"}
    assert process_time() - began_s < 0.5 * monologue.size / 16000
    assert psutil.Process().memory_info().rss - before < 10 * 2**20


def test_an_utterance_that_was_not_finished_is_dropped_by_the_next(
    recogniser: PocketSphinxRecogniser, speak: Speak
) -> None:
    recogniser.start()
    recogniser.accept(speak("come here", "slt"))
    recogniser.start()
    recogniser.accept(speak("lower the bed", "slt"))
    assert recogniser.finish().text == "lower the bed"


def test_a_phrase_with_a_word_outside_the_dictionary_is_named() -> None:
    assert PocketSphinxRecogniser(["come here", "play xqzt"], 14.0).skipped == ("play xqzt",)
