"""How long the robot waits for whom."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_speech.core.frames import (
    BLOCK_S,
    BLOCK_SAMPLES,
    Audio,
    Final,
    NotUnderstood,
    Partial,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.hearing.patience import ANYBODY, MemoryPauses, Patience, PatienceRules
from huban_speech.core.words.grammar import Expected

RULES = PatienceRules()
EXPECTED = {"en": Expected(("go to the kitchen", "stop", "stop the music"), frozenset(), ("huban",))}


def patience(store: MemoryPauses | None = None) -> Patience:
    return Patience(EXPECTED, RULES, store or MemoryPauses())


def utterance(listener: Patience, *pauses_s: float, understood: bool = True) -> None:
    listener.process(SpeechStarted(0.0, 0.4))
    for pause_s in pauses_s:
        listener.paused(pause_s)
    listener.process(SpeechStopped(9.0, 8.0))
    listener.process(Final("stop", 0.9, "en", 9.0) if understood else NotUnderstood(9.0))


def hear(listener: Patience, text: str, late_s: float = 0.1) -> float:
    """How long the robot waits after these words, which it understands so long after the voice."""
    listener.process(SpeechStarted(0.0, 0.4))
    listener.process(Audio(np.zeros(BLOCK_SAMPLES, dtype=np.int16), 1.0 - BLOCK_S, 0.9))
    listener.process(Partial(text, 0.9, "en", 1.0 + late_s))
    return listener.pause_s


def test_a_stranger_gets_the_usual_time() -> None:
    assert patience().pause_s == pytest.approx(RULES.pause_s)


def test_a_complete_command_is_answered_soon_and_an_unfinished_one_waited_for() -> None:
    listener = patience()
    assert hear(listener, "go to the kitchen") == RULES.shortest_pause_s
    assert hear(listener, "go to the") == RULES.unfinished_pause_s
    assert hear(listener, "huban") == RULES.unfinished_pause_s
    assert hear(listener, "stop") == hear(listener, "something else") == pytest.approx(RULES.pause_s)


def test_words_that_come_long_after_the_voice_are_guesses() -> None:
    assert hear(patience(), "go to the", late_s=0.7) == pytest.approx(RULES.pause_s)


def test_the_words_of_one_utterance_mean_nothing_for_the_next() -> None:
    listener = patience()
    hear(listener, "go to the")
    listener.process(SpeechStopped(9.0, 8.0))
    listener.process(SpeechStarted(20.0, 20.4))
    assert listener.pause_s == pytest.approx(RULES.pause_s)


def test_who_makes_long_pauses_is_given_more_time() -> None:
    listener = patience()
    for _ in range(10):
        utterance(listener, 0.3, 1.2)
    assert 1.4 < listener.pause_s < 1.7


def test_who_makes_no_pauses_is_answered_sooner() -> None:
    listener = patience()
    for _ in range(10):
        utterance(listener)
    assert listener.pause_s == RULES.shortest_pause_s


def test_the_television_teaches_nothing() -> None:
    listener = patience()
    for _ in range(10):
        utterance(listener, 2.0, understood=False)
    assert listener.pause_s == pytest.approx(RULES.pause_s)


def test_who_goes_on_after_the_robot_cut_in_was_only_pausing() -> None:
    listener = patience()
    for _ in range(10):
        hear(listener, "go to the")
        listener.process(SpeechStopped(3.8, 2.0))
        listener.process(NotUnderstood(3.8))
        listener.process(SpeechStarted(3.7, 4.1))
    assert listener.usual_s == RULES.longest_pause_s


def test_each_person_has_pauses_of_their_own_that_outlive_the_listener() -> None:
    store = MemoryPauses()
    listener = patience(store)
    listener.recognise("wang")
    for _ in range(10):
        utterance(listener, 1.5)
    listener.recognise(ANYBODY)
    assert listener.usual_s == pytest.approx(RULES.pause_s)
    later = patience(store)
    later.recognise("wang")
    assert later.usual_s > 1.8


@given(st.lists(st.lists(st.floats(0.0, 30.0), max_size=5), max_size=40), st.text())
def test_nobody_waits_longer_or_shorter_than_the_bounds(pauses_s: list[list[float]], text: str) -> None:
    listener = patience()
    for each in pauses_s:
        utterance(listener, *each)
    assert RULES.shortest_pause_s <= hear(listener, text) <= RULES.longest_pause_s
