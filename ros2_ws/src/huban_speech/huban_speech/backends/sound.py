"""WAV files in memory, brought to the rate of the house."""

import io
import wave
from math import gcd

import numpy as np
from scipy.signal import resample_poly

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.ports import Unavailable


def from_wav(content: bytes) -> Samples:
    """The sound of a mono 16-bit WAV file at 16 kHz; a streamed file's header may promise more than there is."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, data = file.getframerate(), file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise Unavailable(f"the speech engine wrote no WAV file: {error}") from error
    sound = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32)
    common = gcd(rate, SAMPLE_RATE_HZ)
    even = resample_poly(sound, SAMPLE_RATE_HZ // common, rate // common)
    return np.asarray(np.clip(np.round(even), -32768, 32767), dtype=np.int16)
