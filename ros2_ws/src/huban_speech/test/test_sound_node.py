"""A sound card between PortAudio and the topics."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from audio_common_msgs.msg import AudioData
from diagnostic_msgs.msg import DiagnosticArray
from std_msgs.msg import Bool

from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_speech import sound_node
from huban_speech.conversions import audio_to_message
from huban_speech.simulation import SimulatedMicrophone
from huban_speech.sound_node import SoundNode


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> SimulatedMicrophone:
    made = SimulatedMicrophone()
    monkeypatch.setattr(sound_node, "make_source", lambda _name: made)
    return made


def told(graph: Graph, wanted: Callable[[str], bool]) -> None:
    health = graph.collect(DiagnosticArray, "/diagnostics")
    graph.until(lambda: any(wanted(status.message) for array in health for status in array.status))


def test_what_the_microphone_hears_is_on_its_topic(graph: Graph, microphone: SimulatedMicrophone) -> None:
    sound = graph.collect(AudioData, "/microphone/audio")
    graph.start(SoundNode, speaker="")
    graph.until(lambda: len(sound) > 5)
    assert np.frombuffer(bytes(sound[0].data), dtype="<i2").tolist() == [100] * 320


def test_an_unplugged_microphone_is_told_and_taken_up_again(graph: Graph, microphone: SimulatedMicrophone) -> None:
    sound = graph.collect(AudioData, "/microphone/audio")
    graph.start(SoundNode, speaker="")
    graph.until(lambda: sound)
    microphone.plugged = False
    told(graph, lambda text: "plugged" in text)
    microphone.plugged = True
    sound.clear()
    graph.until(lambda: sound)
    told(graph, lambda text: "work" in text)


def test_a_muted_microphone_is_let_go(graph: Graph, microphone: SimulatedMicrophone) -> None:
    sound = graph.collect(AudioData, "/microphone/audio")
    graph.start(SoundNode, speaker="")
    graph.until(lambda: sound)
    muted = graph.publisher(Bool, "/microphone/muted", LATCHED)
    muted.publish(Bool(data=True))
    graph.until(lambda: not microphone._open)
    sound.clear()
    graph.spin(0.3)
    assert not sound
    muted.publish(Bool(data=False))
    graph.until(lambda: sound)


def test_a_machine_without_such_devices_is_told_what_to_do(graph: Graph) -> None:
    node = graph.start(SoundNode, microphone="no such microphone", speaker="no such speaker")
    told(graph, lambda text: "no such microphone" in text and "no such speaker" in text and "plugged in" in text)
    graph.publisher(AudioData, "/speaker/audio").publish(audio_to_message(np.ones(640, dtype=np.int16)))
    graph.spin(0.1)
    began_s = time.monotonic()
    node.teardown()
    assert time.monotonic() - began_s < 2.0
