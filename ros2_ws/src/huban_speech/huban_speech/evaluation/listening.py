"""Recordings through the robot's whole hearing chain, and through the engine alone, with what each costs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time

import numpy as np

from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.config import SpeechConfig
from huban_speech.core.frames import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Final, LanguageChosen, Samples
from huban_speech.core.hearing.hearing_chain import Ears, hearing_chain
from huban_speech.core.hearing.intake import Intake
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.patience import MemoryPauses
from huban_speech.core.ports import Hypothesis, Recogniser, Recognisers
from huban_speech.core.words.grammar import Expected

_SILENCE = np.zeros(3 * SAMPLE_RATE_HZ, dtype=np.int16)
"""After each recording, for the chain and for the engine alone, so that its last sentence ends."""
_CHUNK = 640


@dataclass(frozen=True)
class Listened:
    """What was heard in a recording of `seconds`, and the processor time that it took."""

    text: str
    cpu_s: float
    seconds: float


class Listening:
    """The chain as the robot has it, without ROS, a new one for each recording."""

    def __init__(self, recognisers: Recognisers, expected: Mapping[str, Expected], config: SpeechConfig) -> None:
        self._recognisers, self._expected, self._config = recognisers, expected, config
        self._detector = SileroDetector()

    def chain(self, samples: Samples, language: str) -> Listened:
        """The final texts of the recording; raises Unavailable where nothing understands the language."""
        self._recognisers.recogniser(language)
        self._detector.forget()
        ears = Ears(self._detector, self._recognisers, OwnVoice(), MemoryPauses())
        chain, intake = hearing_chain(ears, self._expected, self._config), Intake()
        chain.push(LanguageChosen(language))

        def hear() -> str:
            frames = [
                frame
                for start in range(0, samples.size, _CHUNK)
                for audio in intake.accept(samples[start : start + _CHUNK].tobytes())
                for frame in chain.push(audio)
            ]
            frames += [frame for audio in intake.accept(_SILENCE.tobytes()) for frame in chain.push(audio)]
            texts = [frame.text for frame in frames if isinstance(frame, Final)]
            return (" " if language == "en" else "").join(texts)

        return _timed(hear, samples)

    def engine(self, samples: Samples, language: str) -> Listened:
        """The whole recording, and the silence after it, as one utterance."""
        recogniser = self._recognisers.recogniser(language)
        whole = np.concatenate((samples, _SILENCE))
        return _timed(lambda: heard(recogniser, whole).text, samples)


def heard(recogniser: Recogniser, samples: Samples) -> Hypothesis:
    """One utterance in the robot's blocks; the words so far are asked for after each."""
    recogniser.start()
    for start in range(0, samples.size, BLOCK_SAMPLES):
        recogniser.accept(samples[start : start + BLOCK_SAMPLES])
    return recogniser.finish()


def _timed(work: Callable[[], str], samples: Samples) -> Listened:
    begun_s = process_time()
    text = work()
    return Listened(text, process_time() - begun_s, samples.size / SAMPLE_RATE_HZ)
