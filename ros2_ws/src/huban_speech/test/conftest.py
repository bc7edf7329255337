"""What several test files of the speech node need."""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest
from audio_common_msgs.msg import AudioData

from huban_common.testing import Graph, graph  # noqa: F401
from huban_speech.backends.sound import from_wav
from huban_speech.conversions import audio_to_message
from huban_speech.core.frames import Samples
from huban_speech.simulation import HummingVoice

CHUNK = 640
Speak = Callable[[str, str], Samples]
Play = Callable[..., None]


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


@pytest.fixture
def play(graph: Graph) -> Play:  # noqa: F811
    """Plays a sound into a microphone's topic in chunks of 40 ms, much faster than it sounds."""
    publisher = cache(partial(graph.publisher, AudioData))

    def play(sound: Samples, topic: str = "/microphone/audio") -> None:
        microphone = publisher(topic)
        for begin in range(0, sound.size, CHUNK):
            microphone.publish(audio_to_message(sound[begin : begin + CHUNK]))
            for _ in range(4):
                graph.executor.spin_once(timeout_sec=0.001)

    return play


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> HummingVoice:
    """What the speech node speaks with in this test."""
    humming = HummingVoice()
    monkeypatch.setattr("huban_speech.node.make_voice", lambda _config: humming)
    return humming
