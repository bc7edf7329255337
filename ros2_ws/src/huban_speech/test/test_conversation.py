"""The node speaks and listens at the same time: it hears its own voice, and people interrupt it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from audio_common_msgs.msg import AudioData
from hri_msgs.msg import LiveSpeech
from rclpy.action import ActionClient
from tts_msgs.action import TTS

from huban_common.testing import Graph
from huban_speech.conversions import audio_from_message, audio_to_message
from huban_speech.core.frames import SAMPLE_RATE_HZ, Samples
from huban_speech.node import SpeechNode
from huban_speech.simulation import HummingVoice

HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
CHUNK = 640
GAIN = 0.3
LATE_CHUNKS = 2
TEXT = (
    "Today is Sunday and the sun is shining on the garden and on the trees and on the river and on the hills far away"
)


@dataclass
class Room:
    """A microphone that hears the robot and a person, in real time."""

    graph: Graph
    played: list[Samples] = field(default_factory=list)
    heard_s: float = 0.0

    def __post_init__(self) -> None:
        self._microphone = self.graph.publisher(AudioData, "/microphone/audio")
        self.graph.probe.create_subscription(AudioData, "/speaker/audio", self._on_sound, 50)
        self._echo = [np.zeros(CHUNK)] * LATE_CHUNKS
        self._hum = np.random.default_rng(1)
        self._next_s = time.monotonic()

    def listen(self, person: Samples) -> None:
        """Passes the time of what the person says."""
        for start in range(0, person.size - CHUNK + 1, CHUNK):
            sound = person[start : start + CHUNK] + self._echo.pop(0) + self._hum.normal(0.0, 20.0, CHUNK)
            self._microphone.publish(audio_to_message(np.asarray(np.clip(sound, -32768, 32767), dtype=np.int16)))
            self._next_s += CHUNK / SAMPLE_RATE_HZ
            while time.monotonic() < self._next_s:
                self.graph.executor.spin_once(timeout_sec=0.005)
            played = np.concatenate([*self.played, np.zeros(CHUNK)])[:CHUNK]
            self.played = []
            self._echo.append(GAIN * played)

    def _on_sound(self, message: AudioData) -> None:
        if message.data:
            self.played.append(np.frombuffer(audio_from_message(message), dtype="<i2"))
            self.heard_s = time.monotonic()


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.int16)


@pytest.fixture
def room(graph: Graph, voice: HummingVoice, tmp_path: Path) -> Room:
    graph.start(SpeechNode, home_file=HOME, models_folders=["no-such-folder"], state_dir=str(tmp_path))
    return Room(graph)


def talk(graph: Graph) -> Callable[[], TTS.Result | None]:
    """Lets the robot speak; tells the result once there is one."""
    client = ActionClient(graph.probe, TTS, "/tts_engine/tts")
    assert client.wait_for_server(timeout_sec=5.0)
    sent = client.send_goal_async(TTS.Goal(input=TEXT, locale="en"))
    graph.until(sent.done)
    answer = sent.result().get_result_async()
    return lambda: answer.result().result if answer.done() else None


def test_a_command_stops_the_robot_which_knows_what_it_has_said(
    graph: Graph, room: Room, speak: Callable[[str, str], Samples]
) -> None:
    speech = graph.collect(LiveSpeech, "/humans/voices/anonymous_speaker/speech")
    result = talk(graph)
    room.listen(quiet(4.0))
    assert result() is None and not speech, "it has heard itself"
    command = speak("go to the kitchen please", "slt")
    onset_s = room._next_s + float(np.flatnonzero(np.abs(command) > 800)[0]) / SAMPLE_RATE_HZ
    room.listen(command)
    assert room.heard_s - onset_s < 1.5, "the command lasts longer than that"
    said = graph.until(result).text
    assert said and TEXT.startswith(said) and said != TEXT
    assert graph.until(lambda: next((words.final for words in speech if words.final), None)) == "go to the kitchen"


def test_a_word_of_listening_makes_it_pause_and_go_on(
    graph: Graph, room: Room, speak: Callable[[str, str], Samples]
) -> None:
    speech = graph.collect(LiveSpeech, "/humans/voices/anonymous_speaker/speech")
    result = talk(graph)
    room.listen(quiet(4.0))
    word = speak("yes", "slt")[6000:16000]
    room.listen(word)
    room.listen(quiet(8.0))
    finished = graph.until(result)
    assert finished.text == TEXT and finished.error_msg == ""
    assert not [words for words in speech if not words.incremental and not words.final], "it asks about its own voice"
