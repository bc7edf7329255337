"""WAV files in memory, brought to the rate of the house."""

import io
import wave
from math import gcd

import numpy as np
from scipy.signal import resample_poly

from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.core.ports import Unavailable


def from_wav(content: bytes, played_at_hz: int = SAMPLE_RATE_HZ) -> Samples:
    """The sound of a mono 16-bit WAV file at 16 kHz; a streamed file's header may promise more than there is.

    At another `played_at_hz` it is meant to be played at 16 kHz all the same: lower is faster and higher in pitch.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, data = file.getframerate(), file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise Unavailable(f"the speech engine wrote no WAV file: {error}") from error
    return resampled(np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2"), rate, played_at_hz)


def resampled(samples: Samples, rate_hz: int, to_hz: int = SAMPLE_RATE_HZ) -> Samples:
    """The same sound at another rate."""
    if rate_hz == to_hz:
        return samples.astype(np.int16)
    common = gcd(rate_hz, to_hz)
    even = resample_poly(samples.astype(np.float32), to_hz // common, rate_hz // common)
    return np.asarray(np.clip(np.round(even), -32768, 32767), dtype=np.int16)
