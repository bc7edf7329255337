"""The robot's microphone: what is spoken in the home, the robot's own voice, and the hum of a quiet room."""

import numpy as np
from numpy.typing import NDArray

from huban_simulation.core.loudspeaker import Loudspeaker
from huban_simulation.core.types import SAMPLE_RATE_HZ, Samples

CHUNK_S = 0.04
CHUNK_SAMPLES = round(CHUNK_S * SAMPLE_RATE_HZ)
_LOOP_S = 8.0


class Microphone:
    """An endless stream of chunks; several voices at once add up."""

    def __init__(self, noise_level: float, seed: int, loudspeaker: Loudspeaker) -> None:
        """`noise_level` is the root mean square of the hum, 0..32767."""
        self._hum = _hum(noise_level, seed)
        self._loudspeaker = loudspeaker
        self._at = 0
        self._voices: list[NDArray[np.int32]] = []

    @property
    def hears_speech(self) -> bool:
        return bool(self._voices)

    def hear(self, samples: Samples) -> None:
        """A voice that begins with the next chunk."""
        self._voices.append(samples.astype(np.int32))

    def chunk(self) -> Samples:
        """The next 40 ms."""
        sound = self._hum[self._at : self._at + CHUNK_SAMPLES].copy()
        sound += self._loudspeaker.chunk()
        self._at = (self._at + CHUNK_SAMPLES) % self._hum.size
        for voice in self._voices:
            now = voice[:CHUNK_SAMPLES]
            sound[: now.size] += now
        self._voices = [voice[CHUNK_SAMPLES:] for voice in self._voices if voice.size > CHUNK_SAMPLES]
        return np.clip(sound, -32768, 32767).astype(np.int16)


def _hum(level: float, seed: int) -> NDArray[np.int32]:
    """A loop of noise whose power falls with frequency, as that of a fan or distant traffic."""
    size = round(_LOOP_S / CHUNK_S) * CHUNK_SAMPLES
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    frequency = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 40.0)), size)
    scaled: NDArray[np.int32] = np.round(noise * level / noise.std()).astype(np.int32)
    return scaled
