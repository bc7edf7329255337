"""One contract for all sources and one for all sinks: twins, files and PortAudio on ALSA's devices without a card."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from audio_common_msgs.msg import AudioData

from huban_speech.backends import sound_card
from huban_speech.backends.portaudio import Format, format_of
from huban_speech.backends.sound_card import CardMicrophone, CardSpeaker
from huban_speech.backends.sound_file import FileSink, FileSource
from huban_speech.backends.topic_speaker import TopicSpeaker
from huban_speech.conversions import samples_from_message
from huban_speech.core.frames import Samples
from huban_speech.core.ports import Sink, Source, Unavailable
from huban_speech.core.speaking.sinks import Sinks
from huban_speech.simulation import SimulatedMicrophone, SimulatedSpeaker
from huban_speech.sound_node import make_source

TONE = np.asarray(8000 * np.sin(2 * np.pi * 440 * np.arange(16000) / 16000), dtype=np.int16)
NO_CARD = """
pcm.!default {{ type null }}
pcm.room {{ type file slave.pcm {{ type null }} file "{folder}/out.raw" infile "{folder}/in.raw" format raw }}
"""


def write(path: Path, rate_hz: int = 16000, channels: int = 1, subtype: str = "PCM_16") -> Path:
    """A second of a tone."""
    tone = 0.25 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    soundfile.write(path, np.repeat(tone[:, np.newaxis], channels, axis=1), rate_hz, subtype=subtype)
    return path


@pytest.fixture
def alsa(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """ALSA with a device that records into nothing and one that hears a file, instead of this machine's cards."""
    (tmp_path / "in.raw").write_bytes(np.tile(TONE, 30).tobytes())
    (tmp_path / "asound.conf").write_text(NO_CARD.format(folder=tmp_path), encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    try:
        if not any("room" in device["name"] for device in sound_card.portaudio().query_devices()):
            pytest.skip("this PortAudio does not use ALSA")
    except Unavailable as reason:
        pytest.skip(str(reason))
    return tmp_path


@pytest.fixture(params=["simulated", "wav", "flac 8 kHz stereo", "card"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    made: Source
    if request.param == "simulated":
        made = SimulatedMicrophone()
    elif request.param == "wav":
        made = FileSource(write(tmp_path / "tone.wav"))
    elif request.param == "card":
        request.getfixturevalue("alsa")
        made = CardMicrophone("room")
    else:
        made = FileSource(write(tmp_path / "tone.flac", 8000, 2))
    yield made
    made.close()


def heard(source: Source, seconds: float) -> Samples:
    sound = np.zeros(0, dtype=np.int16)
    while sound.size < seconds * 16000:
        sound = np.concatenate((sound, source.read()))
    return sound


def test_a_source_gives_sound_as_long_as_it_is_open(source: Source) -> None:
    source.open()
    sound = heard(source, 0.3)
    assert sound.dtype == np.int16 and sound.ndim == 1 and np.max(np.abs(sound)) >= 100


def test_a_source_can_be_closed_twice_and_opened_again(source: Source) -> None:
    source.close()
    for _ in range(2):
        source.open()
        assert heard(source, 0.1).size
        source.close()
        source.close()


def test_a_source_that_is_closed_gives_no_sound(source: Source) -> None:
    source.open()
    source.close()
    with pytest.raises(Unavailable):
        heard(source, 100.0)


@pytest.mark.parametrize(
    ("rate_hz", "channels", "name"),
    [(8000, 1, "a.wav"), (44100, 2, "a.flac"), (48000, 6, "a.wav"), (16000, 1, "a.ogg")],
)
def test_recordings_of_every_kind_become_what_the_robot_hears(
    tmp_path: Path, rate_hz: int, channels: int, name: str
) -> None:
    subtype = "VORBIS" if name.endswith("ogg") else "PCM_16"
    source = FileSource(write(tmp_path / name, rate_hz, channels, subtype))
    source.open()
    sound = heard(source, 0.5)
    source.close()
    assert np.argmax(np.abs(np.fft.rfft(sound[2000:8000]))) * 16000 / 6000 == pytest.approx(440, abs=3)


def test_a_recording_sounds_at_the_pace_of_time_and_then_there_is_silence(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "tone.wav"))
    source.open()
    began_s = time.monotonic()
    assert np.max(np.abs(heard(source, 1.5)[17000:])) == 0
    source.close()
    assert 1.3 < time.monotonic() - began_s < 2.5


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"not a sound at all" * 100])
def test_what_is_no_recording_is_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unavailable, match=r"broken\.wav"):
        FileSource(path).open()


def test_sources_are_found_by_their_names(tmp_path: Path) -> None:
    assert isinstance(make_source(f"file:{tmp_path / 'a.wav'}"), FileSource)
    assert isinstance(make_source("USB"), CardMicrophone)


@pytest.fixture(params=["simulated", "topic", "file", "card", "several"])
def sink(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sink]:
    made: Sink
    if request.param == "card":
        request.getfixturevalue("alsa")
        made = CardSpeaker()
        made.open()
    else:
        made = {
            "simulated": SimulatedSpeaker,
            "topic": lambda: TopicSpeaker(Publisher()),
            "file": lambda: FileSink(tmp_path / "said.wav"),
            "several": lambda: Sinks(SimulatedSpeaker(), SimulatedSpeaker()),
        }[request.param]()
    yield made
    if isinstance(made, (CardSpeaker, FileSink)):
        made.close()


class Publisher:
    def __init__(self) -> None:
        self.messages: list[AudioData] = []

    def publish(self, message: AudioData) -> None:
        self.messages.append(message)


def test_a_sink_takes_sound_and_stops_at_any_time(sink: Sink) -> None:
    sink.stop(0.0)
    for at_s in (0.0, 0.04):
        sink.play(TONE[:640], at_s)
    sink.stop(0.06)
    sink.play(TONE[:1], 1.0)
    sink.play(TONE[:0], 1.0)


def test_the_topic_carries_all_sound_and_an_empty_message_for_silence() -> None:
    publisher = Publisher()
    speaker = TopicSpeaker(publisher)
    speaker.play(TONE[:640], 0.0)
    speaker.stop(0.02)
    played, stopped = (samples_from_message(message) for message in publisher.messages)
    assert np.array_equal(played, TONE[:640]) and stopped.size == 0


def test_what_was_said_is_in_the_file(tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "said.wav")
    for start in range(0, TONE.size, 640):
        sink.play(TONE[start : start + 640], start / 16000)
    sink.close()
    sound, rate_hz = soundfile.read(tmp_path / "said.wav", dtype="int16")
    assert rate_hz == 16000 and np.array_equal(sound, TONE)


def test_what_is_said_reaches_the_card_and_after_a_stop_nothing_more(alsa: Path) -> None:
    speaker = CardSpeaker("room")
    speaker.open()
    for start in range(0, TONE.size, 640):
        speaker.play(TONE[start : start + 640], 0.0)
    until(lambda: tone_in(alsa) >= 15000)
    for start in range(0, TONE.size, 640):
        speaker.play(TONE[start : start + 640], 0.0)
    speaker.stop(0.0)
    time.sleep(0.2)
    speaker.close()
    assert tone_in(alsa) < 31000


def tone_in(folder: Path) -> int:
    """How many samples of what the card played are not silence."""
    data = (folder / "out.raw").read_bytes()
    return int(np.count_nonzero(np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")))


def until(condition: Callable[[], object], timeout_s: float = 5.0) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)


def test_a_card_that_is_not_there_is_named_with_what_to_do(alsa: Path) -> None:
    for device in (CardMicrophone("Jabra"), CardSpeaker("Jabra")):
        with pytest.raises(Unavailable, match="'Jabra': is it plugged in"):
            device.open()


def test_a_machine_without_portaudio_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(Unavailable, match="apt-get install libportaudio2"):
        CardMicrophone().open()


def test_a_portaudio_that_does_not_start_is_told_and_tried_again(alsa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sounddevice = sound_card.portaudio()
    start = sounddevice._initialize

    def fails() -> None:
        raise sounddevice.PortAudioError("Unanticipated host error")

    monkeypatch.setattr(sounddevice, "_initialize", fails)
    for _ in range(2):
        with pytest.raises(Unavailable, match="PortAudio does not start"):
            CardMicrophone("room").open()
    monkeypatch.setattr(sounddevice, "_initialize", start)
    microphone = CardMicrophone("room")
    microphone.open()
    assert heard(microphone, 0.1).size
    microphone.close()


class Card:
    """The twin of the sounddevice module: a card with its own taste, and streams that may stop calling."""

    class PortAudioError(Exception):
        pass

    def __init__(self, rate_hz: int, channels: int) -> None:
        self.rate_hz, self.channels = rate_hz, channels
        self.callback: Any = None

    def query_devices(self, _device: str | None, _kind: str) -> dict[str, Any]:
        return {"default_samplerate": float(self.rate_hz)}

    def check_input_settings(self, device: str | None, channels: int, dtype: str, samplerate: int) -> None:
        if (samplerate, channels) != (self.rate_hz, self.channels):
            raise self.PortAudioError("Invalid sample rate")

    def InputStream(self, callback: Any, **_options: Any) -> "Card":
        self.callback = callback
        return self

    def start(self) -> None:
        pass

    def abort(self, ignore_errors: bool) -> None:
        pass

    def close(self, ignore_errors: bool) -> None:
        pass


@pytest.mark.parametrize(("rate_hz", "channels"), [(8000, 1), (44100, 2), (48000, 2), (16000, 2)])
def test_a_card_of_another_taste_is_taken_as_it_is(
    monkeypatch: pytest.MonkeyPatch, rate_hz: int, channels: int
) -> None:
    card = Card(rate_hz, channels)
    monkeypatch.setattr(sound_card, "portaudio", lambda: card)
    assert format_of(card, "default", "input") == Format(rate_hz, channels)
    microphone = CardMicrophone()
    microphone.open()
    tone = np.asarray(8000 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz), dtype=np.int16)
    block = rate_hz // 50
    for start in range(0, rate_hz, block):
        card.callback(np.repeat(tone[start : start + block, np.newaxis], channels, axis=1), block, None, None)
    sound = heard(microphone, 0.8)
    microphone.close()
    assert np.argmax(np.abs(np.fft.rfft(sound[2000:10000]))) * 2 == pytest.approx(440, abs=2)


def test_a_card_that_takes_nothing_we_can_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_card, "portaudio", lambda: Card(96000, 8))
    with pytest.raises(Unavailable, match="16-bit"):
        CardMicrophone().open()


def test_a_card_that_falls_silent_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_card, "portaudio", lambda: Card(16000, 1))
    monkeypatch.setattr(sound_card, "_SILENT_AFTER_S", 0.1)
    microphone = CardMicrophone("USB")
    microphone.open()
    with pytest.raises(Unavailable, match="'USB' has stopped: is it unplugged"):
        microphone.read()
    microphone.close()
