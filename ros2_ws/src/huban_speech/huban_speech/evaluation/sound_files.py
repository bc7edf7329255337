"""Sound files of any usual kind as the robot's microphone would give them."""

from pathlib import Path

import numpy as np
import soundfile

from huban_speech.backends.sound import resampled
from huban_speech.core.frames import FULL_SCALE, SAMPLE_RATE_HZ, Samples
from huban_speech.evaluation.recordings import DataError


def read_sound(file: Path) -> Samples:
    """wav, flac, mp3 or raw (16 kHz s16le) as mono at our rate; raises DataError."""
    if not file.is_file():
        raise DataError(f"{file}: there is no such file")
    if file.suffix.lower() == ".raw":
        data = file.read_bytes()
        return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16)
    try:
        sound, rate_hz = soundfile.read(file, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError, ValueError) as error:
        raise DataError(f"{file}: is no sound that can be read: {error}") from error
    mono = np.nan_to_num(sound.mean(axis=1)) * (FULL_SCALE - 1)
    whole = np.asarray(np.clip(np.round(mono), -FULL_SCALE, FULL_SCALE - 1), dtype=np.int16)
    return resampled(whole, rate_hz, SAMPLE_RATE_HZ) if whole.size else whole
