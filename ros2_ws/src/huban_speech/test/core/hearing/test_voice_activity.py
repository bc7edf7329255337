from dataclasses import dataclass, field

import numpy as np

from huban_speech.core.frames import BLOCK_S, BLOCK_SAMPLES, Audio, Samples, SpeechStarted
from huban_speech.core.hearing.voice_activity import GateRules, SilenceGate, VoiceActivity


@dataclass
class CountingDetector:
    """Finds a voice in everything it is shown."""

    looks: int = 0
    forgets: int = 0
    seen: list[Samples] = field(default_factory=list)

    def probability(self, samples: Samples) -> float:
        self.looks += 1
        return 1.0

    def forget(self) -> None:
        self.forgets += 1


def noise(level: float, blocks: int, seed: int = 1) -> list[Audio]:
    sound = np.random.default_rng(seed).normal(0.0, level, (blocks, BLOCK_SAMPLES)).astype(np.int16)
    return [Audio(block, number * BLOCK_S) for number, block in enumerate(sound)]


def test_digital_silence_is_never_shown_to_the_detector() -> None:
    detector = CountingDetector()
    activity = VoiceActivity(detector, GateRules())
    marked = [frame for audio in noise(0.0, 100) for frame in activity.process(audio)]
    assert detector.looks == 0
    assert len(marked) == 100 and all(frame.voice == 0.0 for frame in marked if isinstance(frame, Audio))


def test_the_hum_of_a_room_is_learnt_within_seconds() -> None:
    gate = SilenceGate(GateRules())
    passed = [gate.passes(audio) for audio in noise(25.0, 400)]
    assert not any(passed[200:])


def test_a_soft_voice_above_the_hum_is_shown() -> None:
    gate = SilenceGate(GateRules())
    for audio in noise(25.0, 300):
        gate.passes(audio)
    assert all(gate.passes(audio) for audio in noise(80.0, 20))


def test_loud_noise_is_always_examined_because_somebody_may_speak_in_it() -> None:
    gate = SilenceGate(GateRules())
    assert all(gate.passes(audio) for audio in noise(2000.0, 1000))


def test_the_soft_end_of_a_word_is_still_shown() -> None:
    detector = CountingDetector()
    activity = VoiceActivity(detector, GateRules())
    for audio in noise(0.0, 50) + noise(1000.0, 5) + noise(0.0, 50):
        list(activity.process(audio))
    assert 15 <= detector.looks <= 25


def test_the_detector_starts_afresh_after_a_silence() -> None:
    detector = CountingDetector()
    activity = VoiceActivity(detector, GateRules())
    for audio in noise(1000.0, 5) + noise(0.0, 50) + noise(1000.0, 5):
        list(activity.process(audio))
    assert detector.forgets == 1


def test_other_frames_pass_untouched() -> None:
    started = SpeechStarted(1.0)
    assert list(VoiceActivity(CountingDetector(), GateRules()).process(started)) == [started]
