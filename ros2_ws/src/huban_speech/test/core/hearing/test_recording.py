import numpy as np

from huban_speech.core.frames import SAMPLE_RATE_HZ
from huban_speech.core.hearing.recording import LONGEST_S, Cutter


def second(value: int) -> np.ndarray:
    return np.full(SAMPLE_RATE_HZ, value, dtype=np.int16)


def test_a_take_begins_a_little_before_the_voice_was_noticed_and_ends_with_the_utterance() -> None:
    cutter = Cutter()
    for value in (1, 2, 3):
        cutter.hear(second(value))
    cutter.voice(True)
    cutter.hear(second(4))
    cutter.voice(False)
    cutter.hear(second(5))
    take = cutter.ended("come here", "en", 0.9)
    assert take is not None and take.text == "come here"
    assert take.samples.size == round(2.6 * SAMPLE_RATE_HZ) and set(take.samples) == {3, 4, 5}


def test_the_next_take_holds_nothing_of_the_one_before() -> None:
    cutter = Cutter()
    cutter.voice(True)
    cutter.hear(second(1))
    cutter.ended("one", "en", 0.9)
    cutter.voice(True)
    cutter.hear(second(2))
    take = cutter.ended("two", "en", 0.9)
    assert take is not None and set(take.samples) == {2}


def test_words_without_a_voice_are_no_take() -> None:
    cutter = Cutter()
    cutter.hear(second(1))
    assert cutter.ended("typed", "en", 1.0) is None


def test_an_endless_monologue_does_not_fill_the_memory() -> None:
    cutter = Cutter()
    cutter.voice(True)
    for _ in range(100):
        cutter.hear(second(1))
    take = cutter.ended("", "en", 0.0)
    assert take is not None and take.samples.size == LONGEST_S * SAMPLE_RATE_HZ
