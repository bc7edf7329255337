import numpy as np
import pytest

from huban_speech.core.endpointing import Endpointing, EndpointRules
from huban_speech.core.frames import BLOCK_S, BLOCK_SAMPLES, Audio, Frame, SpeechStarted, SpeechStopped

RULES = EndpointRules(pause_s=0.9, longest_s=5.0)


def run(*stretches: tuple[float, float], rules: EndpointRules = RULES) -> list[Frame]:
    """What comes of stretches of (seconds, probability of a voice)."""
    endpointing = Endpointing(rules)
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
