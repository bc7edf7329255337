"""Whose voice it is."""

from collections.abc import Mapping

import numpy as np
import pytest

from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    SAMPLE_RATE_HZ,
    Audio,
    Frame,
    Samples,
    SpeakerHeard,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.hearing.patience import ANYBODY
from huban_speech.core.hearing.speakers import Identification, SpeakerRules, Speakers
from huban_speech.core.hearing.voice_template import VoiceTemplate, distance, sounds, template

RULES = SpeakerRules()


class Memory:
    """A TemplateStore without a disk."""

    def __init__(self) -> None:
        self.kept: dict[str, VoiceTemplate] = {}
        self.full = False

    def load(self) -> Mapping[str, VoiceTemplate]:
        return self.kept

    def save(self, templates: Mapping[str, VoiceTemplate]) -> None:
        if self.full:
            raise OSError("no space left on device")
        self.kept = dict(templates)


def voice(tilt: float, seconds: float, seed: int) -> Samples:
    """Noise in syllables with the colour of one person's throat."""
    random = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    noise = random.standard_normal(time_s.size)
    coloured = noise + tilt * np.concatenate(([0.0], noise[:-1])) + tilt * np.concatenate((np.zeros(8), noise[:-8]))
    vowels = np.repeat(random.uniform(0.3, 1.0, time_s.size // 1600 + 1), 1600)[: time_s.size]
    return np.asarray(3000 * coloured * vowels, dtype=np.int16)


def utterance(identification: Identification, samples: Samples) -> str:
    frames: list[Frame] = [SpeechStarted(0.0)]
    starts = range(0, samples.size - BLOCK_SAMPLES, BLOCK_SAMPLES)
    frames += [Audio(samples[at : at + BLOCK_SAMPLES], at / SAMPLE_RATE_HZ, 0.9) for at in starts]
    frames.append(SpeechStopped(len(frames) * BLOCK_S, 1.0))
    passed = [out for frame in frames for out in identification.process(frame)]
    return next((frame.person for frame in passed if isinstance(frame, SpeakerHeard)), "nothing")


@pytest.fixture
def store() -> Memory:
    return Memory()


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """Who was enrolled, and why that could not be kept."""
    return []


@pytest.fixture
def speakers(store: Memory, told: list[tuple[str, str]]) -> Speakers:
    return Speakers(store, RULES, lambda *news: told.append(news))


def enrolled(speakers: Speakers) -> Speakers:
    """Mrs Wang has agreed and has spoken for a while."""
    speakers.enrol("wang")
    identification = Identification(speakers)
    for seed in range(5):
        assert utterance(identification, voice(0.9, 3.0, seed)) == "wang"
    return speakers


@pytest.fixture
def wang(speakers: Speakers) -> Speakers:
    return enrolled(speakers)


def test_an_enrolled_voice_is_known_again_and_others_stay_unknown(wang: Speakers) -> None:
    identification = Identification(wang)
    assert utterance(identification, voice(0.9, 3.0, 77)) == "wang"
    assert utterance(identification, voice(-0.9, 3.0, 78)) == ANYBODY


def test_a_short_word_is_nobodys(wang: Speakers) -> None:
    assert utterance(Identification(wang), voice(0.9, 0.8, 77)) == ANYBODY


def test_nobody_is_listened_to_who_has_not_agreed(speakers: Speakers, store: Memory) -> None:
    assert utterance(Identification(speakers), voice(0.9, 3.0, 1)) == "nothing"
    assert store.kept == {}


def test_a_template_outlives_the_process_and_is_gone_when_consent_is_withdrawn(wang: Speakers, store: Memory) -> None:
    later = Speakers(store, RULES, lambda *_news: None)
    assert utterance(Identification(later), voice(0.9, 3.0, 77)) == "wang"
    later.withdraw("wang")
    assert store.kept == {} and not later.listens


def test_the_end_of_an_enrolment_is_told_once(wang: Speakers, told: list[tuple[str, str]]) -> None:
    assert told == [("wang", "")]


def test_a_full_disk_is_told_and_the_voice_is_known_meanwhile(
    speakers: Speakers, store: Memory, told: list[tuple[str, str]]
) -> None:
    store.full = True
    enrolled(speakers)
    assert told == [("wang", "no space left on device")]
    assert utterance(Identification(speakers), voice(0.9, 3.0, 77)) == "wang"


def test_consent_that_is_withdrawn_during_enrolment_leaves_nothing(speakers: Speakers, store: Memory) -> None:
    speakers.enrol("wang")
    utterance(Identification(speakers), voice(0.9, 3.0, 1))
    speakers.withdraw("wang")
    assert utterance(Identification(speakers), voice(0.9, 20.0, 2)) == "nothing"
    assert store.kept == {}


def test_a_template_is_as_far_from_another_as_the_other_from_it() -> None:
    first, second = (template(sounds(voice(tilt, 3.0, 1))) for tilt in (0.9, -0.9))
    assert distance(first, second) == pytest.approx(distance(second, first))
    assert distance(first, second) > 1.0
    assert distance(first, first) == pytest.approx(0.0, abs=1e-9)


def test_too_little_voice_makes_no_template() -> None:
    with pytest.raises(ValueError, match="12 moments of voice, not 0"):
        template(sounds(np.zeros(100, dtype=np.int16)))
