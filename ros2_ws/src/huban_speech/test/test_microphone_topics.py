"""Whose microphone is heard: the room's, the screen's in a real browser, nobody's while muted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from diagnostic_msgs.msg import DiagnosticArray
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import LiveSpeech
from std_msgs.msg import Bool

from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_speech.core.frames import Samples
from huban_speech.node import SpeechNode
from huban_speech.simulation import HummingVoice

Speak = Callable[[str, str], Samples]
Play = Callable[..., None]
HOME = str(Path(__file__).parents[4] / "sim/home.yaml")
CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def speech(graph: Graph, voice: HummingVoice, tmp_path: Path) -> SpeechNode:
    parameters = {"home_file": HOME, "models_folders": ["no-such-folder"], "state_dir": str(tmp_path)}
    started: SpeechNode = graph.start(SpeechNode, **parameters)
    return started


@pytest.fixture
def words(graph: Graph, speech: SpeechNode) -> list[str]:
    """What has been understood so far."""
    found: list[str] = []

    def note(message: LiveSpeech) -> None:
        if message.final:
            found.append(message.final)

    graph.probe.create_subscription(LiveSpeech, "/humans/voices/anonymous_speaker/speech", note, 10)
    return found


def test_both_microphones_are_heard_one_after_the_other(
    graph: Graph, words: list[str], speak: Speak, play: Play
) -> None:
    for topic, text in (("/microphone/audio", "come here"), ("/screen/microphone/audio", "go to the kitchen")):
        play(speak(text, "slt"), topic)
        graph.until(lambda text=text: text in words)  # type: ignore[misc]


def test_while_muted_nothing_is_heard_and_the_robot_says_where_to_press(
    graph: Graph, words: list[str], speak: Speak, play: Play
) -> None:
    captions = graph.collect(ClosedCaption, "/closed_captions")
    health = graph.collect(DiagnosticArray, "/diagnostics")
    muted = graph.publisher(Bool, "/microphone/muted", LATCHED)
    # While the recogniser still loads
    muted.publish(Bool(data=True))
    graph.until(lambda: any("press the red button" in caption.text for caption in captions))
    play(speak("come here", "slt"))
    graph.spin(0.5)
    assert words == []
    graph.until(lambda: "muted" in _states(health))
    muted.publish(Bool(data=False))
    graph.until(lambda: any("hear you again" in caption.text for caption in captions))
    play(speak("come here", "slt"))
    graph.until(lambda: words == ["come here"])


def _states(health: list[DiagnosticArray]) -> list[str]:
    return [value.value for array in health for status in array.status for value in status.values]


def test_what_is_said_into_the_screens_browser_is_understood(
    graph: Graph, words: list[str], speak: Speak, tmp_path: Path
) -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    from huban_tablet.node import Tablet

    said = np.concatenate((np.zeros(16000, dtype=np.int16), speak("go to the kitchen", "slt")))
    soundfile.write(tmp_path / "said.wav", said, 16000)
    tablet = graph.start(Tablet, port=0)
    options = [*OPTIONS, f"--use-file-for-fake-audio-capture={tmp_path / 'said.wav'}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=options)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{tablet.port}/")
        page.click(".join")
        graph.until(lambda: "go to the kitchen" in words, timeout_s=30.0)
        browser.close()
