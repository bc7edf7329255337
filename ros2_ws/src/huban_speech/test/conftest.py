"""What several test files of the speech node need."""

import shutil
import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from huban_common.testing import graph  # noqa: F401
from huban_speech.backends.sound import from_wav
from huban_speech.core.frames import Samples

Speak = Callable[[str, str], Samples]


@pytest.fixture(scope="session")
def speak() -> Speak:
    """Speaks English with one of flite's voices, in a quiet room, with a moment of silence on both sides."""
    if shutil.which("flite") is None:
        pytest.skip("flite is not installed: apt-get install flite")
    hum = np.random.default_rng(1).normal(0.0, 25.0, 16000 * 60)

    def speak(text: str, voice: str) -> Samples:
        command = ["flite", "-voice", voice, "-t", text, "-o", "/dev/stdout"]
        wav = subprocess.run(command, capture_output=True, check=True, timeout=20.0).stdout
        quiet = np.zeros(8000, dtype=np.int16)
        sound = np.concatenate((quiet, from_wav(wav), np.zeros(20000, dtype=np.int16)))
        return np.asarray(sound + hum[: sound.size], dtype=np.int16)

    return speak
