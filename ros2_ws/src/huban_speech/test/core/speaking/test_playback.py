import numpy as np

from huban_speech.core.frames import Samples
from huban_speech.core.speaking.playback import CHUNK_SAMPLES, Playback
from huban_speech.core.speaking.sentences import Sentence

SOUND = np.arange(16000, dtype=np.int16)


def playback() -> Playback:
    return Playback(Sentence("one two", "en"), SOUND, start_s=10.0)


def due(playing: Playback, now_s: float) -> list[Samples]:
    return [chunk for _at_s, chunk in playing.due(now_s)]


def words(playing: Playback, now_s: float) -> list[str]:
    return [word for _caption, word in playing.begun(now_s)]


def test_sound_is_handed_out_when_its_time_has_come() -> None:
    playing = playback()
    assert len(due(playing, 10.0)) == 1
    assert due(playing, 10.0) == []
    assert len(due(playing, 10.2)) == 5


def test_all_sound_comes_out_once_and_in_order_even_when_time_jumps() -> None:
    playing = playback()
    chunks = [chunk for now_s in (10.0, 10.3, 10.31, 12.0, 13.0) for chunk in due(playing, now_s)]
    assert np.array_equal(np.concatenate(chunks), SOUND)
    assert all(chunk.size == CHUNK_SAMPLES for chunk in chunks)


def test_each_chunk_comes_with_the_time_when_it_begins() -> None:
    assert [at_s for at_s, _chunk in playback().due(10.08)] == [10.0, 10.04, 10.08]


def test_it_ends_when_the_sound_is_over() -> None:
    assert playback().end_s == 11.0


def test_words_come_when_their_share_of_the_sound_begins() -> None:
    playing = playback()
    assert words(playing, 10.0) == ["one"]
    assert words(playing, 10.4) == []
    assert words(playing, 10.6) == ["two"]
    assert playing.said == ["one", "two"]


def test_the_caption_comes_with_its_first_word() -> None:
    captions = [caption.text if caption else "" for caption, _word in playback().begun(12.0)]
    assert captions == ["one two", ""]


def test_after_a_pause_the_word_begins_again() -> None:
    playing = playback()
    due(playing, 10.7), words(playing, 10.7)
    playing.go_on(20.0)
    (at_s, chunk), *_rest = playing.due(20.0)
    assert at_s == 20.0 and chunk[0] == SOUND[8000]
    assert playing.end_s == 20.5


def test_when_time_starts_again_from_zero_the_rest_is_still_spoken() -> None:
    playing = playback()
    before = due(playing, 10.5)
    after = [chunk for tick in range(30) for chunk in due(playing, tick * 0.04)]
    assert np.array_equal(np.concatenate(before + after), SOUND)
    assert playing.end_s < 1.0
