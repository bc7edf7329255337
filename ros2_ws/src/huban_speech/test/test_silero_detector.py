from collections.abc import Callable

import numpy as np

from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.core.frames import BLOCK_SAMPLES, Samples


def probabilities(sound: Samples) -> list[float]:
    detector = SileroDetector()
    whole = sound[: sound.size // BLOCK_SAMPLES * BLOCK_SAMPLES]
    return [detector.probability(block) for block in whole.reshape(-1, BLOCK_SAMPLES)]


def test_speech_is_a_voice(speak: Callable[[str, str], Samples]) -> None:
    found = probabilities(speak("go to the kitchen", "slt"))
    assert sum(probability > 0.5 for probability in found) > 20


def test_noise_is_no_voice() -> None:
    noise = np.random.default_rng(1).normal(0.0, 3000.0, 16000 * 2).astype(np.int16)
    assert sum(probability > 0.5 for probability in probabilities(noise)) < 5


def test_after_forgetting_it_answers_as_when_new(speak: Callable[[str, str], Samples]) -> None:
    sound = speak("go to the kitchen", "slt")[8000:8512]
    detector = SileroDetector()
    first = detector.probability(sound)
    for _ in range(10):
        detector.probability(sound)
    detector.forget()
    assert detector.probability(sound) == first
