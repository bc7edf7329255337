"""The browser's microphone: from the page over its WebSocket to the robot's topic."""

import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio_common_msgs.msg import AudioData
from std_msgs.msg import Bool
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from huban_common.qos import LATCHED
from huban_common.testing import Graph
from huban_tablet.backends.web import ScreenServer
from huban_tablet.node import Tablet

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
CHUNK = b"\x01\x00" * 640


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def server(heard: list[bytes]) -> Iterator[ScreenServer]:
    made = ScreenServer("127.0.0.1", 0, print, heard.append)
    yield made
    made.stop()


def speak_into(server: ScreenServer, origin: str | None = "") -> ClientConnection:
    """A browser's connection; the usual origin is the page itself."""
    where = f"127.0.0.1:{server.port}"
    return connect(f"ws://{where}/microphone", origin=f"http://{where}" if origin == "" else origin)  # type: ignore[arg-type]


def until(condition: Callable[[], object], timeout_s: float = 5.0) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def closing(connection: ClientConnection) -> int:
    """The code with which the server closed it."""
    with pytest.raises(ConnectionClosed) as closed:
        connection.recv(timeout=5.0)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def test_sound_arrives_as_it_was_sent(server: ScreenServer, heard: list[bytes]) -> None:
    with speak_into(server) as connection:
        connection.send(CHUNK)
        connection.send(CHUNK[:2])
        until(lambda: len(heard) == 2)
    assert heard == [CHUNK, CHUNK[:2]]


@pytest.mark.parametrize("origin", ["https://evil.test", "http://127.0.0.1:1", None])
def test_a_page_of_another_site_is_not_listened_to(
    server: ScreenServer, heard: list[bytes], origin: str | None
) -> None:
    with speak_into(server, origin) as connection:
        assert closing(connection) == 1008
    assert heard == []


def test_a_second_browser_is_sent_away_until_the_first_has_ended(server: ScreenServer, heard: list[bytes]) -> None:
    with speak_into(server) as first:
        first.send(CHUNK)
        until(lambda: heard)
        with speak_into(server) as second:
            assert closing(second) == 1013
    with speak_into(server) as third:
        third.send(CHUNK)
        until(lambda: len(heard) == 2)


@pytest.mark.parametrize("bad", ["words", b"", b"\x00", b"\x00" * 6402])
def test_what_is_no_sound_ends_the_connection(server: ScreenServer, heard: list[bytes], bad: str | bytes) -> None:
    with speak_into(server) as connection:
        connection.send(bad)
        assert closing(connection) == 1003
    assert heard == []


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page of a browser whose microphone hears a tone of 500 Hz."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    tone = tmp_path_factory.mktemp("sound") / "tone.wav"
    with wave.open(str(tone), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        samples = 8000 * np.sin(2 * np.pi * 500 * np.arange(96000) / 48000)
        file.writeframes(samples.astype("<i2").tobytes())
    options = [*OPTIONS, f"--use-file-for-fake-audio-capture={tone}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield browser.new_page(viewport={"width": 1280, "height": 800})
        browser.close()


def test_what_is_said_into_the_screen_reaches_the_robot_until_it_is_muted(graph: Graph, page: Any) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    tablet = graph.start(Tablet, port=0)
    sound = graph.collect(AudioData, "/screen/microphone/audio")
    muted = graph.collect(Bool, "/microphone/muted", LATCHED)
    page.goto(f"http://127.0.0.1:{tablet.port}/")
    graph.until(lambda: page.inner_text(".microphone") == "I am listening")
    graph.spin(0.3)
    assert sound == []
    page.click(".join")
    graph.until(lambda: len(sound) > 30)
    assert not page.is_visible(".join")
    samples = np.concatenate([np.frombuffer(bytes(chunk.data), dtype="<i2") for chunk in sound[10:]])
    strength = np.abs(np.fft.rfft(samples))
    assert np.argmax(strength) * 16000 / samples.size == pytest.approx(500, abs=10)
    page.click("[data-press=mute]")
    graph.until(lambda: [message.data for message in muted] == [False, True])
    graph.until(lambda: page.get_attribute("body", "data-capture") == "closed")
    graph.spin(1.0)
    sound.clear()
    graph.spin(0.5)
    assert sound == [] and "press the red button" in page.inner_text(".microphone")
    page.click("[data-press=mute]")
    graph.until(lambda: sound)
    assert complaints == []
