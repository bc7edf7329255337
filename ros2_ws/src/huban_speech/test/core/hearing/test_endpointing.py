import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_speech.core.frames import BLOCK_S, BLOCK_SAMPLES, Audio, Frame, RobotTalks, SpeechStarted, SpeechStopped
from huban_speech.core.hearing.endpointing import Endpointing, EndpointRules

RULES = EndpointRules(longest_s=5.0)


class Waiting:
    """Waits always the same and notes the pauses."""

    def __init__(self, pause_s: float) -> None:
        self.pause_s = pause_s
        self.pauses_s: list[float] = []

    def paused(self, silence_s: float) -> None:
        self.pauses_s.append(silence_s)


def run(*stretches: tuple[float, float], waiting: Waiting | None = None) -> list[Frame]:
    """What comes of stretches of (seconds, probability of a voice)."""
    endpointing = Endpointing(RULES, waiting or Waiting(0.9))
    out: list[Frame] = []
    at = 0
    for seconds, voice in stretches:
        for _ in range(round(seconds / BLOCK_S)):
            out += endpointing.process(Audio(np.zeros(BLOCK_SAMPLES, dtype=np.int16), at * BLOCK_S, voice))
            at += 1
    return out


def events(frames: list[Frame]) -> list[Frame]:
    return [frame for frame in frames if not isinstance(frame, Audio)]


def test_silence_lets_nothing_pass() -> None:
    assert run((10.0, 0.0)) == []


def test_an_utterance_ends_after_the_pause_and_not_before() -> None:
    started, stopped = events(run((1.0, 0.0), (2.0, 0.9), (2.0, 0.0)))
    assert isinstance(started, SpeechStarted) and isinstance(stopped, SpeechStopped)
    assert stopped.voice_end_s == pytest.approx(3.0, abs=0.1)
    assert stopped.at_s - stopped.voice_end_s == pytest.approx(0.9, abs=BLOCK_S)
    assert stopped.cause == "pause"


def test_an_old_persons_pause_does_not_end_the_sentence() -> None:
    assert len(events(run((1.0, 0.9), (0.8, 0.0), (1.0, 0.9), (1.5, 0.0)))) == 2


def test_the_sound_before_the_onset_belongs_to_the_utterance() -> None:
    frames = run((2.0, 0.0), (1.0, 0.9), (1.0, 0.0))
    started = frames[0]
    assert isinstance(started, SpeechStarted) and started.at_s == pytest.approx(1.6, abs=2 * BLOCK_S)
    assert started.voice_s == pytest.approx(2.0, abs=BLOCK_S)
    first = frames[1]
    assert isinstance(first, Audio) and first.start_s == started.at_s


def test_no_block_is_lost_or_doubled_between_start_and_stop() -> None:
    starts = [frame.start_s for frame in run((1.0, 0.0), (1.0, 0.9), (1.0, 0.0)) if isinstance(frame, Audio)]
    assert np.allclose(np.diff(starts), BLOCK_S)


def test_a_click_is_no_utterance() -> None:
    assert run((1.0, 0.0), (0.064, 0.9), (1.0, 0.0)) == []


def test_a_voice_that_becomes_uncertain_is_followed_down_to_the_lower_limit() -> None:
    assert len(events(run((0.5, 0.9), (2.0, 0.4), (0.5, 0.9)))) == 1


def test_a_monologue_is_cut_and_goes_on_as_a_new_utterance() -> None:
    found = events(run((12.0, 0.9), (2.0, 0.0)))
    stops = [frame for frame in found if isinstance(frame, SpeechStopped)]
    assert [stop.cause for stop in stops] == ["too_long", "too_long", "pause"]
    assert stops[0].at_s <= 5.0 + BLOCK_S


def test_a_silence_within_an_utterance_is_a_pause_and_the_one_after_it_is_not() -> None:
    waiting = Waiting(0.9)
    run((1.0, 0.9), (0.64, 0.0), (1.0, 0.9), (2.0, 0.0), (1.0, 0.9), (2.0, 0.0), waiting=waiting)
    assert waiting.pauses_s == [pytest.approx(0.64, abs=BLOCK_S)]


def test_a_click_in_the_silence_is_no_end_of_a_pause() -> None:
    waiting = Waiting(2.0)
    run((1.0, 0.9), (0.64, 0.0), (0.032, 0.9), (3.0, 0.0), waiting=waiting)
    assert waiting.pauses_s == []


VOICES = st.lists(st.tuples(st.integers(1, 60), st.sampled_from([0.0, 0.4, 0.9])), max_size=20)


@given(VOICES, st.floats(0.3, 2.5))
def test_whatever_is_heard_utterances_are_whole_and_end_after_the_wait_or_the_longest_time(
    stretches: list[tuple[int, float]], pause_s: float
) -> None:
    frames = run(*((blocks * BLOCK_S, voice) for blocks, voice in stretches), waiting=Waiting(pause_s))
    started: SpeechStarted | None = None
    for frame in frames:
        if isinstance(frame, SpeechStarted):
            assert started is None
            started = frame
        elif isinstance(frame, SpeechStopped):
            assert started is not None and frame.voice_end_s <= frame.at_s
            waited_s = frame.at_s - frame.voice_end_s
            wait_over = pause_s - 1e-6 <= waited_s <= pause_s + BLOCK_S + 1e-6
            assert wait_over if frame.cause == "pause" else frame.at_s - started.at_s >= RULES.longest_s - 1e-6
            started = None
        else:
            assert started is not None, "sound outside an utterance"
    starts = [frame.start_s for frame in frames if isinstance(frame, Audio)]
    assert starts == sorted(set(starts))


def test_while_the_robot_talks_a_voice_counts_sooner() -> None:
    endpointing = Endpointing(RULES, Waiting(0.9))
    endpointing.process(RobotTalks(True, 0.0))
    sound = [Audio(np.zeros(BLOCK_SAMPLES, dtype=np.int16), at * BLOCK_S, 0.9) for at in range(2)]
    assert isinstance([*endpointing.process(sound[0]), *endpointing.process(sound[1])][0], SpeechStarted)
