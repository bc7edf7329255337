from collections.abc import Iterator
from threading import Event
from time import monotonic, sleep

import numpy as np
import pytest

from huban_simulation.backends.speaking import Sentence, Speaking, Utterance
from huban_simulation.core.ports import VoiceError
from huban_simulation.core.types import Samples


class Throat:
    """Speaks one sample per letter when it is let; has no voice for `mute`."""

    def __init__(self) -> None:
        self.let = Event()

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        self.let.wait(5.0)
        if text == "mute":
            raise VoiceError("no voice")
        return np.ones(len(text), dtype=np.int16)


@pytest.fixture
def throat() -> Throat:
    return Throat()


@pytest.fixture
def speaking(throat: Throat) -> Iterator[Speaking]:
    made = Speaking(throat)
    yield made
    throat.let.set()
    made.close()


def collected(speaking: Speaking, count: int) -> list[Utterance | VoiceError]:
    done: list[Utterance | VoiceError] = []
    deadline = monotonic() + 5.0
    while len(done) < count and monotonic() < deadline:
        done += speaking.ready()
        sleep(0.01)
    return done


def test_nobody_waits_for_a_sentence(speaking: Speaking) -> None:
    speaking.say(Sentence("elder", "hello", "en"))
    assert speaking.ready() == []


def test_sentences_come_in_the_order_they_were_said(speaking: Speaking, throat: Throat) -> None:
    for text in ("a long sentence", "short"):
        speaking.say(Sentence("elder", text, "en"))
    throat.let.set()
    done = collected(speaking, 2)
    assert [utterance.samples.size for utterance in done if isinstance(utterance, Utterance)] == [15, 5]


def test_a_lost_voice_names_speaker_and_words(speaking: Speaking, throat: Throat) -> None:
    throat.let.set()
    speaking.say(Sentence("elder", "mute", "en"))
    assert str(collected(speaking, 1)[0]) == "elder could not say 'mute': no voice"
