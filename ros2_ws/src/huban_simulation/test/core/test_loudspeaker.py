"""What the robot's own voice does to its microphone."""

import numpy as np

from huban_simulation.core.loudspeaker import CHUNK_SAMPLES, DELAY_S, ECHO_S, Loudspeaker
from huban_simulation.core.types import SAMPLE_RATE_HZ

TONE = np.full(CHUNK_SAMPLES, 8000, dtype=np.int16)


def heard(loudspeaker: Loudspeaker, chunks: int) -> np.ndarray:
    return np.concatenate([loudspeaker.chunk() for _ in range(chunks)])


def test_a_silent_loudspeaker_is_not_heard() -> None:
    assert not heard(Loudspeaker(0.3, 1), 10).any()


def test_its_sound_comes_a_little_later_and_quieter_and_dies_away() -> None:
    loudspeaker = Loudspeaker(0.3, 1)
    noise = np.random.default_rng(2).normal(0.0, 3000.0, CHUNK_SAMPLES).astype(np.int16)
    loudspeaker.play(noise)
    sound = heard(loudspeaker, 12)
    first = int(np.flatnonzero(sound)[0])
    assert first >= CHUNK_SAMPLES + round(DELAY_S * SAMPLE_RATE_HZ) - 1
    assert not sound[first + CHUNK_SAMPLES + round(ECHO_S * SAMPLE_RATE_HZ) :].any()
    energy = np.sqrt(np.sum(sound.astype(float) ** 2) / np.sum(noise.astype(float) ** 2))
    assert 0.25 < energy < 0.35


def test_chunks_that_come_unevenly_are_played_without_a_gap() -> None:
    loudspeaker = Loudspeaker(0.3, 1)
    sounds = []
    for arrived in (1, 1, 0, 2, 1, 0, 2, 1):
        for _ in range(arrived):
            loudspeaker.play(TONE)
        sounds.append(loudspeaker._next())
    played = np.concatenate(sounds)
    begun = int(np.flatnonzero(played)[0])
    assert played[begun:].all()


def test_nothing_is_lost_at_the_end() -> None:
    loudspeaker = Loudspeaker(1.0, 1)
    loudspeaker.play(TONE[:100])
    assert heard(loudspeaker, 10).any()
    assert not heard(loudspeaker, 10)[-CHUNK_SAMPLES:].any()


def test_after_a_stop_only_the_room_echoes() -> None:
    loudspeaker = Loudspeaker(1.0, 1)
    for _ in range(50):
        loudspeaker.play(TONE)
    heard(loudspeaker, 5)
    loudspeaker.stop()
    assert not heard(loudspeaker, 20)[round((ECHO_S + DELAY_S + 0.05) * SAMPLE_RATE_HZ) :].any()
