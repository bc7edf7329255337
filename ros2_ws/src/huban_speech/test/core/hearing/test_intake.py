import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_speech.core.frames import BLOCK_S, BLOCK_SAMPLES
from huban_speech.core.hearing.intake import Intake, rms

TONE = np.asarray(3000 * np.sin(np.arange(16000) / 5), dtype="<i2")


@settings(deadline=None)
@given(st.lists(st.integers(1, 2000), min_size=1, max_size=20))
def test_chunks_of_any_length_become_blocks_that_hold_every_sample_in_order(lengths: list[int]) -> None:
    intake = Intake()
    ends = np.cumsum(lengths)
    stream = np.arange(ends[-1], dtype="<i2")
    parts = np.split(stream, ends[:-1])
    blocks = [block for part in parts for block in intake.accept(part.tobytes())]
    joined = np.concatenate([block.samples for block in blocks]) if blocks else np.zeros(0)
    assert np.array_equal(joined, stream[: len(stream) // BLOCK_SAMPLES * BLOCK_SAMPLES])
    assert [block.start_s for block in blocks] == pytest.approx([BLOCK_S * number for number in range(len(blocks))])


def test_an_odd_number_of_bytes_is_counted_and_leaves_silence_of_its_length() -> None:
    intake = Intake()
    blocks = list(intake.accept(TONE.tobytes()[:-1]))
    assert intake.refused == 1 and "odd" in intake.last_refusal
    assert len(blocks) == (len(TONE) - 1) // BLOCK_SAMPLES
    assert not any(block.samples.any() for block in blocks)


def test_an_empty_chunk_is_counted() -> None:
    intake = Intake()
    assert list(intake.accept(b"")) == [] and intake.refused == 1


def test_unsigned_8_bit_sound_is_told_from_speech() -> None:
    intake = Intake()
    eight_bit = ((TONE >> 8) + 128).astype(np.uint8).tobytes()
    assert not any(block.samples.any() for block in intake.accept(eight_bit))
    assert intake.refused == 1 and intake.refusing


def test_random_bytes_neither_crash_nor_stop_the_clock() -> None:
    intake = Intake()
    noise = np.random.default_rng(1).integers(0, 256, 32000, dtype=np.uint8).tobytes()
    assert len(list(intake.accept(noise))) == 16000 // BLOCK_SAMPLES


def test_a_chunk_of_minutes_is_refused() -> None:
    intake = Intake()
    assert list(intake.accept(bytes(2 * 16000 * 60))) == [] and "longer" in intake.last_refusal


def test_good_sound_after_bad_sound_is_taken_again() -> None:
    intake = Intake()
    list(intake.accept(b"x"))
    blocks = list(intake.accept(TONE.tobytes()))
    assert not intake.refusing and blocks[0].samples.any()


def test_the_root_mean_square_of_a_full_square_wave_is_its_height() -> None:
    assert rms(np.array([100, -100] * 50, dtype=np.int16)) == pytest.approx(100.0)
    assert rms(np.zeros(0, dtype=np.int16)) == 0.0
