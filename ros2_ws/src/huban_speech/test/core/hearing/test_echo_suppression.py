"""The robot does not hear itself, and hears a person through its own voice."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from huban_speech.core.frames import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Audio, Frame, RobotTalks, SpeechStopped
from huban_speech.core.hearing.echo_suppression import EchoSuppression
from huban_speech.core.hearing.own_voice import OwnVoice

CHUNK = 640
RATE = SAMPLE_RATE_HZ


def talk(seconds: float, seed: int) -> NDArray[np.float64]:
    """Noise that comes and goes like syllables."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    noise = np.convolve(np.random.default_rng(seed).standard_normal(time_s.size), np.ones(4) / 2, "same")
    return np.asarray(3000 * noise * np.clip(np.sin(2 * np.pi * 4 * time_s), 0.0, None), dtype=np.float64)


def room(seed: int = 1) -> NDArray[np.float64]:
    """An impulse response with 0.25 s of echo."""
    size = RATE // 4
    tail = np.random.default_rng(seed).standard_normal(size) * np.exp(-6.9 * np.arange(size) / size)
    tail[0] = 3.0
    return np.asarray(0.5 * tail / np.sqrt(np.sum(tail**2)))


@dataclass
class Heard:
    frames: list[Frame]

    def level(self, start_s: float, end_s: float) -> float:
        """Root mean square of what is left."""
        blocks = [f.samples for f in self.frames if isinstance(f, Audio) and start_s <= f.start_s < end_s]
        return float(np.sqrt(np.mean(np.square(np.concatenate(blocks).astype(float)))))

    @property
    def turns(self) -> list[bool]:
        return [frame.talks for frame in self.frames if isinstance(frame, RobotTalks)]


def listen(sentences: list[tuple[float, float, NDArray[np.float64]]], person: NDArray[np.float64]) -> Heard:
    """`sentences`: (when, by how much later the loudspeaker plays it, sound); `person` from the start."""
    own_voice = OwnVoice()
    own_voice.align(0.0, 100.0)
    suppression = EchoSuppression(own_voice)
    heard = np.random.default_rng(0).normal(0.0, 20.0, person.size) + person
    chunks: list[tuple[float, NDArray[np.float64]]] = []
    for at_s, late_s, sound in sentences:
        echo = np.convolve(sound, room())
        start = round((at_s + late_s) * RATE)
        heard[start : start + echo.size] += echo[: heard.size - start]
        chunks += [(at_s + at / RATE, sound[at : at + CHUNK]) for at in range(0, sound.size, CHUNK)]
    frames: list[Frame] = []
    for start in range(0, heard.size - BLOCK_SAMPLES, BLOCK_SAMPLES):
        while chunks and chunks[0][0] <= (start + BLOCK_SAMPLES) / RATE:
            at_s, sound = chunks.pop(0)
            own_voice.play(sound.astype(np.int16), 100.0 + at_s)
        frames += suppression.process(Audio(heard[start : start + BLOCK_SAMPLES].astype(np.int16), start / RATE))
    return Heard(frames)


def test_its_own_voice_is_silenced_from_the_first_sentence_on_and_told() -> None:
    heard = listen([(0.5, 0.05, talk(4.0, 1)), (6.0, 0.09, talk(3.0, 2))], np.zeros(11 * RATE))
    assert heard.level(0.5, 5.0) < 60.0
    assert heard.level(6.0, 9.5) < 60.0
    assert heard.turns == [True, False, True, False]


def test_a_person_is_heard_through_the_robots_voice() -> None:
    person = np.zeros(14 * RATE)
    person[11 * RATE : 12 * RATE] = talk(1.0, 9) * 0.6
    heard = listen([(0.5, 0.05, talk(7.0, 1)), (10.0, 0.08, talk(3.0, 2))], person)
    expected = float(np.sqrt(np.mean(person[11 * RATE : 12 * RATE] ** 2)))
    assert heard.level(11.0, 12.0) == pytest.approx(expected, rel=0.35)
    assert heard.level(10.0, 10.9) < 0.1 * expected


def test_without_the_robots_voice_nothing_is_changed() -> None:
    block = talk(0.1, 1)[:BLOCK_SAMPLES].astype(np.int16)
    suppression = EchoSuppression(OwnVoice())
    frame, stopped = Audio(block, 0.0), SpeechStopped(1.0, 0.5)
    assert [*suppression.process(frame), *suppression.process(stopped)] == [frame, stopped]


def test_what_is_played_is_found_at_its_time_of_the_stream() -> None:
    own_voice = OwnVoice()
    own_voice.play(np.full(CHUNK, 7, dtype=np.int16), 5.0)
    assert not own_voice.until(RATE).any(), "nobody listens yet"
    own_voice.align(2.0, 102.0)
    own_voice.play(np.full(CHUNK, 16384, dtype=np.int16), 102.0)
    own_voice.play(np.full(CHUNK, 16384, dtype=np.int16), 102.041)
    found = own_voice.until(2 * RATE + 2 * CHUNK)
    assert np.flatnonzero(found).tolist() == list(range(found.size - 2 * CHUNK, found.size))
    assert found.max() == 0.5


def test_a_clock_that_jumps_begins_a_new_time_line() -> None:
    own_voice = OwnVoice()
    own_voice.align(2.0, 102.0)
    own_voice.play(np.full(CHUNK, 7, dtype=np.int16), 102.0)
    own_voice.align(3.0, 5.0)
    assert not own_voice.until(3 * RATE).any()
    own_voice.play(np.full(CHUNK, 7, dtype=np.int16), 5.0)
    assert own_voice.until(3 * RATE + CHUNK).any()


def test_sound_of_long_ago_does_not_come_back() -> None:
    own_voice = OwnVoice()
    own_voice.align(0.0, 0.0)
    own_voice.play(np.full(CHUNK, 7, dtype=np.int16), 1.0)
    own_voice.play(np.full(CHUNK, 7, dtype=np.int16), 100.0)
    assert not own_voice.until(round(100.0 * RATE)).any()
    assert not own_voice.until(round(120.0 * RATE)).any()
