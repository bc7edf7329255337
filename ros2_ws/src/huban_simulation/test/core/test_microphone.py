import numpy as np
import pytest

from huban_simulation.core.loudspeaker import Loudspeaker
from huban_simulation.core.microphone import CHUNK_SAMPLES, Microphone


def microphone_of(noise_level: float, seed: int = 1) -> Microphone:
    return Microphone(noise_level, seed, Loudspeaker(0.3, seed))


def listen(microphone: Microphone, chunks: int) -> np.ndarray:
    return np.concatenate([microphone.chunk() for _ in range(chunks)]).astype(float)


def test_a_quiet_room_hums_at_the_level_asked_for_and_never_stops() -> None:
    microphone = microphone_of(25.0)
    first, later = listen(microphone, 200), listen(microphone, 300)
    assert first.std() == pytest.approx(25.0, rel=0.05) == later.std()


def test_speech_is_heard_once_in_full_on_top_of_the_hum() -> None:
    microphone = microphone_of(0.0)
    speech = np.arange(1, 1501, dtype=np.int16)
    microphone.hear(speech)
    heard = listen(microphone, 5)
    assert (heard[:1500] == speech).all() and not heard[1500:].any()
    assert not microphone.hears_speech


def test_two_voices_at_once_add_up_without_wrapping_round() -> None:
    microphone = microphone_of(0.0)
    for _ in range(2):
        microphone.hear(np.full(CHUNK_SAMPLES, 30_000, dtype=np.int16))
    assert (microphone.chunk() == 32_767).all()


def test_the_hum_comes_from_the_seed_alone() -> None:
    assert (listen(microphone_of(25.0), 3) == listen(microphone_of(25.0), 3)).all()
    assert (listen(microphone_of(25.0), 3) != listen(microphone_of(25.0, 2), 3)).any()


def test_it_hears_the_robots_own_voice() -> None:
    loudspeaker = Loudspeaker(0.3, 1)
    microphone = Microphone(0.0, 1, loudspeaker)
    loudspeaker.play(np.full(CHUNK_SAMPLES, 8000, dtype=np.int16))
    assert listen(microphone, 4).any()
