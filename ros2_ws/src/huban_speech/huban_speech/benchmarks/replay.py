"""The hearing chain on sound from memory, with what it costs."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from huban_common.core.home import load_home
from huban_speech.backends.recogniser_library import RecogniserLibrary
from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Audio, Frame, LanguageChosen, Samples
from huban_speech.core.hearing.hearing_chain import Ears, hearing_chain
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.patience import MemoryPauses
from huban_speech.core.ports import PauseStore
from huban_speech.core.words.grammar import Expected, expected


@dataclass(frozen=True)
class Heard:
    """A frame that left the chain, when the sound that led to it was there, and how long the chain took for it."""

    frame: Frame
    at_s: float
    took_s: float


@dataclass
class House:
    """The words of a home and recognisers for them, loaded once."""

    home_file: Path
    config: SpeechConfig = field(default_factory=SpeechConfig)

    def __post_init__(self) -> None:
        self.expected: Mapping[str, Expected] = expected(load_home(self.home_file), self.config)
        config, folders = self.config, map(Path, self.config.models_folders)
        self.library = RecogniserLibrary(self.expected, folders, config.unknown_cost, config.synthetic_first)


class Replay:
    """One chain and the time of its sound."""

    def __init__(self, house: House, language: str, pauses: PauseStore | None = None) -> None:
        self.own_voice = OwnVoice()
        ears = Ears(SileroDetector(), house.library, self.own_voice, pauses or MemoryPauses())
        self._chain = hearing_chain(ears, house.expected, house.config)
        self._blocks = 0
        self.cpu_s = 0.0
        self._chain.push(LanguageChosen(language))

    @property
    def now_s(self) -> float:
        return self._blocks * BLOCK_SAMPLES / SAMPLE_RATE_HZ

    def hear(self, samples: Samples) -> Iterator[Heard]:
        """What comes of whole blocks; a rest is dropped."""
        for start in range(0, samples.size - BLOCK_SAMPLES + 1, BLOCK_SAMPLES):
            audio = Audio(samples[start : start + BLOCK_SAMPLES], self.now_s)
            self._blocks += 1
            self.own_voice.align(self.now_s, self.now_s)
            began_s, cpu_s = time.perf_counter(), time.process_time()
            frames = self._chain.push(audio)
            self.cpu_s += time.process_time() - cpu_s
            took_s = time.perf_counter() - began_s
            yield from (Heard(frame, self.now_s, took_s) for frame in frames)
