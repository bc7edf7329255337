"""The voices of simulated people: flite speaks English, eSpeak NG Mandarin."""

import io
import subprocess
import wave
from collections.abc import Sequence
from math import gcd
from shutil import which

import numpy as np
from scipy.signal import resample_poly

from huban_common.core.texts import locale_of
from huban_simulation.core.ports import Voice, VoiceError
from huban_simulation.core.types import SAMPLE_RATE_HZ, Samples

_TIMEOUT_S = 20.0
_PEAK = 20000.0
"""Every voice is brought to this loudness (of 32767), as a person would speak up to a robot."""


class Flite:
    """Debian's flite: `slt` (woman), `awb`, `rms`, `kal16` (men)."""

    usual = "slt"

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        return _loud(_run(["flite", "-voice", voice or self.usual, "-t", text, "-o", "/dev/stdout"]))


class EspeakNg:
    """eSpeak NG; `cmn` alone reads characters as English letters in Debian 12, with pinyin it reads them."""

    usual = "cmn-latn-pinyin+f3"

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        return _loud(_run(["espeak-ng", "-v", voice or self.usual, "-s", "150", "--stdout", "--", text]))


class Voices:
    """One speaker per language."""

    def __init__(self) -> None:
        self._speakers: dict[str, Voice] = {"en": Flite(), "zh-CN": EspeakNg()}

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        return self._speakers[locale_of(lang)].speak(text, lang, voice)


def _run(command: Sequence[str]) -> bytes:
    if which(command[0]) is None:
        raise VoiceError(f"{command[0]} is not installed: apt-get install {command[0]}")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=True)
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f"{command[0]} did not end within {_TIMEOUT_S} s") from error
    except subprocess.CalledProcessError as error:
        raise VoiceError(f"{command[0]}: {error.stderr.decode(errors='replace').strip()}") from error
    return done.stdout


def _loud(content: bytes) -> Samples:
    """A WAV file's sound at our rate and loudness; a streamed file's header may promise more than there is."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, sound = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    except (wave.Error, EOFError) as error:
        raise VoiceError(f"what was spoken is no WAV file: {error}") from error
    if sound.size == 0:
        raise VoiceError("nothing was spoken")
    common = gcd(rate, SAMPLE_RATE_HZ)
    even = resample_poly(sound.astype(np.float64), SAMPLE_RATE_HZ // common, rate // common)
    return np.asarray(np.round(even * _PEAK / max(1.0, float(np.abs(even).max()))), dtype=np.int16)
