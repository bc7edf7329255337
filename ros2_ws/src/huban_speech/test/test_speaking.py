"""How the node speaks: to whom, how loud, and what it does when it is interrupted."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from diagnostic_msgs.msg import DiagnosticArray
from hri_actions_msgs.msg import ClosedCaption
from rclpy.action import ActionClient
from std_msgs.msg import String
from std_skills.msg import Result

from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_interfaces.srv import SetVoice
from huban_speech.node import SpeechNode
from huban_speech.simulation import HummingVoice, SimulatedSpeaker

HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
STORY = "Once upon a time there was a king. He had seven daughters."


def start(graph: Graph, folder: Path) -> SpeechNode:
    parameters = {"home_file": HOME, "models_folders": ["no-such-folder"], "microphone_timeout_s": 100.0}
    started: SpeechNode = graph.start(SpeechNode, state_dir=str(folder), **parameters)
    return started


def ask(graph: Graph, text: str, person: str = "", priority: int = 128) -> Any:
    """A goal that has been accepted; its result is in the future."""
    client = ActionClient(graph.probe, Say, "/skill/say")
    assert client.wait_for_server(timeout_sec=5.0)
    goal = Say.Goal(input=text, person_id=person)
    goal.meta.priority = priority
    sent = client.send_goal_async(goal)
    graph.until(sent.done)
    return sent.result().get_result_async()


def say(graph: Graph, text: str, person: str = "") -> None:
    answer = ask(graph, text, person)
    graph.until(answer.done)
    assert answer.result().result.result.error_code == Result.ROS_ENOERR


def set_voice(graph: Graph, **wish: Any) -> SetVoice.Response:
    client = graph.probe.create_client(SetVoice, "/speech/set_voice")
    assert client.wait_for_service(timeout_sec=5.0)
    answer = client.call_async(SetVoice.Request(**wish))
    graph.until(answer.done)
    response: SetVoice.Response = answer.result()
    return response


def loudness(chunks: list[AudioData]) -> float:
    sound = np.concatenate([np.frombuffer(bytes(chunk.data), dtype="<i2") for chunk in chunks if chunk.data])
    return float(np.sqrt(np.mean(np.square(sound.astype(float)))))


def test_louder_is_louder_and_kept_over_a_restart(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    node = start(graph, tmp_path)
    sound = graph.collect(AudioData, "/speaker/audio")
    say(graph, "Good morning.")
    usual = loudness(sound)
    answer = set_voice(graph, volume=2)
    assert (answer.success, answer.changed, answer.profile) == (True, True, "steady_man")
    sound.clear()
    say(graph, "Good morning.")
    assert loudness(sound) / usual == pytest.approx(2.0, rel=0.05)
    node.teardown()
    graph.executor.remove_node(node)
    graph.nodes.remove(node)
    node.destroy_node()
    start(graph, tmp_path)
    sound.clear()
    say(graph, "Good morning.")
    assert loudness(sound) / usual == pytest.approx(2.0, rel=0.05)


def test_each_person_hears_the_voice_that_they_chose(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    start(graph, tmp_path)
    set_voice(graph, person_id="anonymous_speaker", profile="deep_man", pace=-1)
    set_voice(graph, person_id="caregiver", profile="next")
    for person in ("", "elder", "caregiver"):
        say(graph, "Good morning.", person)
    assert [asked.profile.id for asked in voice.asked] == ["deep_man", "deep_man", "calm_woman"]
    assert voice.asked[0].manner.pace < voice.asked[2].manner.pace


def test_a_voice_that_does_not_exist_is_refused(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    start(graph, tmp_path)
    answer = set_voice(graph, profile="tenor", volume=1)
    assert not answer.success and "tenor" in answer.message and "deep_man" in answer.message
    assert not set_voice(graph, hearing="normal").changed


def test_a_sentence_sounds_as_it_is_meant(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    start(graph, tmp_path)
    say(graph, "<set expression(happy)>Good morning! <set expression(concerned)>Are you well?")
    happy, concerned = voice.asked
    assert happy.manner.pitch > 1.0 > concerned.manner.pitch


def test_a_settings_file_that_is_broken_is_told_and_replaced(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text("{", encoding="utf-8")
    captions = graph.collect(ClosedCaption, "/closed_captions")
    health = graph.collect(DiagnosticArray, "/diagnostics")
    start(graph, tmp_path)
    graph.until(lambda: any("tell me again" in caption.text for caption in captions))
    graph.until(lambda: any("people.damaged" in status.message for array in health for status in array.status))
    assert set_voice(graph, volume=1).changed


def test_a_person_who_speaks_makes_it_silent_at_once(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    node = start(graph, tmp_path)
    sound = graph.collect(AudioData, "/speaker/audio")
    story = ask(graph, STORY)
    graph.until(lambda: len(sound) > 10)
    began_s = time.monotonic()
    node._speaking.pause()
    took_s = time.monotonic() - began_s
    graph.spin(0.3)
    heard = [bool(chunk.data) for chunk in sound]
    assert took_s < 0.04 and heard.count(False) == 1 and heard[-1] is False
    node._speaking.interrupt()
    graph.until(story.done)
    assert story.result().result.result.error_code == Result.ROS_EINTR


def test_after_a_pause_the_story_goes_on(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    node = start(graph, tmp_path)
    sound = graph.collect(AudioData, "/speaker/audio")
    story = ask(graph, "Once upon a time.")
    graph.until(lambda: len(sound) > 5)
    node._speaking.pause()
    graph.spin(0.2)
    node._speaking.resume()
    graph.until(story.done)
    assert story.result().result.result.error_code == Result.ROS_ENOERR


def test_what_was_not_said_can_be_said_again(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    node = start(graph, tmp_path)
    captions = graph.collect(ClosedCaption, "/closed_captions")
    last = graph.collect(String, "/speech/last_said", LATCHED)
    story = ask(graph, STORY)
    graph.until(lambda: len(captions) == 2)
    node._speaking.interrupt()
    graph.until(story.done)
    graph.until(lambda: last)
    assert last[-1].data == "He had seven daughters."


def test_who_listens_along_learns_what_is_played_and_when(graph: Graph, voice: HummingVoice, tmp_path: Path) -> None:
    node, listener = start(graph, tmp_path), SimulatedSpeaker()
    node._speaking.also_to(listener)
    began_s = node.clock.now_s()
    say(graph, "Good morning.")
    times = [at_s for at_s, _samples in listener.chunks]
    assert sum(samples.size for _at_s, samples in listener.chunks) / 16000 == pytest.approx(0.06 * 13, abs=0.01)
    assert began_s < times[0] < began_s + 1.0 and np.allclose(np.diff(times), 0.04)
