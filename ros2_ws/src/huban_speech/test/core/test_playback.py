import numpy as np

from huban_speech.core.playback import CHUNK_SAMPLES, Playback
from huban_speech.core.sentences import Sentence

SOUND = np.arange(16000, dtype=np.int16)


def playback() -> Playback:
    return Playback(Sentence("one two", "en"), SOUND, start_s=10.0)


def test_sound_is_handed_out_at_the_pace_of_time_one_chunk_ahead() -> None:
    playing = playback()
    assert len(playing.due(10.0)) == 1
    assert playing.due(10.0) == []
    assert len(playing.due(10.2)) == 5


def test_all_sound_comes_out_once_and_in_order_even_when_time_jumps() -> None:
    playing = playback()
    chunks = [chunk for now_s in (10.0, 10.3, 10.31, 12.0, 13.0) for chunk in playing.due(now_s)]
    assert np.array_equal(np.concatenate(chunks), SOUND)
    assert all(chunk.size == CHUNK_SAMPLES for chunk in chunks)


def test_it_ends_when_the_sound_is_over() -> None:
    assert playback().end_s == 11.0


def test_words_come_when_their_share_of_the_sound_begins() -> None:
    playing = playback()
    assert playing.words_due(10.0) == ["one"]
    assert playing.words_due(10.4) == []
    assert playing.words_due(10.6) == ["two"]
    assert playing.said == ["one", "two"]


def test_when_time_starts_again_from_zero_the_rest_is_still_spoken() -> None:
    playing = playback()
    before = playing.due(10.5)
    after = [chunk for tick in range(30) for chunk in playing.due(tick * 0.04)]
    assert np.array_equal(np.concatenate(before + after), SOUND)
    assert playing.end_s < 1.0
