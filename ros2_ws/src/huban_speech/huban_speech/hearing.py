"""From the microphone's topic to what is heard: the chain in a thread of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path

import numpy as np
from audio_common_msgs.msg import AudioData

from huban_common.node import ManagedNode
from huban_common.qos import RELIABLE
from huban_speech import conversions
from huban_speech.backends.recogniser_library import RecogniserLibrary
from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.config import SpeechConfig
from huban_speech.core.chain import Chain
from huban_speech.core.frames import SAMPLE_RATE_HZ, Deaf, Frame, LanguageChosen, NotUnderstood, SpeechStarted
from huban_speech.core.hearing.hearing_chain import Ears, hearing_chain
from huban_speech.core.hearing.intake import Intake
from huban_speech.core.hearing.microphones import Microphones
from huban_speech.core.hearing.own_voice import OwnVoice
from huban_speech.core.hearing.sound_check import SoundCheck
from huban_speech.core.hearing.speakers import Speakers
from huban_speech.core.ports import PauseStore, Talker
from huban_speech.core.words.grammar import Expected
from huban_speech.heard import Heard
from huban_speech.worker import Worker

_CHUNK_S = 0.04
"""Usual length of a chunk, for the size of the backlog only."""
_END_S = 3.0
"""A silence that ends every utterance."""
_START_UP = 5.0
"""A microphone that was never heard may take so many times longer."""


@dataclass(frozen=True)
class _Chunk:
    """What the microphone sent and when it arrived."""

    data: bytes
    at_s: float


MICROPHONES = ("/screen/microphone/audio", "/microphone/audio")
"""Whoever speaks into the robot's screen means the robot, so that goes first."""


class Hearing:
    """Listens on the topics of the microphones and publishes what it hears, until closed."""

    def __init__(
        self,
        node: ManagedNode,
        config: SpeechConfig,
        expected: Mapping[str, Expected],
        talker: Talker,
        pauses: PauseStore,
        speakers: Speakers,
        deaf: Callable[[Deaf], None],
        stranger: Callable[[str], None],
    ) -> None:
        """`deaf` is called in the hearing thread when a language has no recogniser.

        `stranger`, with the language, where nothing was understood by a model that knows synthetic voices only.
        """
        self._node, self._config, self._expected, self._tell_deaf = node, config, expected, deaf
        self._tell_stranger = stranger
        self._library = RecogniserLibrary(
            expected, map(Path, config.models_folders), config.unknown_cost, config.synthetic_first
        )
        self.own_voice = OwnVoice()
        self._pauses, self._speakers = pauses, speakers
        self._intake = Intake()
        self._check = SoundCheck()
        self._chain = self._new_chain()
        self._heard = Heard(node, talker, expected)
        self._language = ""
        self._dropped = self._failures = 0
        self._deaf = self._last_failure = ""
        self._lost_after_s = _START_UP * config.microphone_timeout_s
        self._silent_s, self._sounded = 0.0, False
        limit = ceil(config.backlog_s / _CHUNK_S)
        self._worker: Worker[_Chunk | LanguageChosen] = Worker("hearing", self._handle, limit, self._failed)
        self._microphones = Microphones(MICROPHONES)
        for topic in MICROPHONES:
            node.subscribe(AudioData, topic, partial(self._on_audio, topic), RELIABLE)

    def choose(self, language: str) -> None:
        """From the next sound on people speak this language."""
        self._language = language
        self._worker.put(LanguageChosen(language))

    def mute(self, muted: bool) -> None:
        """Hears nothing until it is told otherwise."""
        self._microphones.muted = muted
        self._silent_s = 0.0
        # What was begun before ends here
        self._worker.put(LanguageChosen(self._language))
        self.fall_silent()

    def fall_silent(self) -> None:
        """What was begun ends as if nobody spoke any more: no sound comes that could end it."""
        silence = bytes(2 * round(_END_S * SAMPLE_RATE_HZ))
        self._worker.put(_Chunk(silence, self._node.clock.now_s()))

    def pass_time(self, passed_s: float) -> None:
        """Counts how long no sound has come, also while somebody sets the machine's clock."""
        self._silent_s = 0.0 if self._sounded else self._silent_s + passed_s
        self._sounded = False

    @property
    def microphone_lost(self) -> bool:
        return not self._microphones.muted and self._silent_s > self._lost_after_s

    def trouble(self) -> list[str]:
        """What is wrong now, for people who look after the robot."""
        lost = f"no sound from the microphone for {self._silent_s:.0f} s" if self.microphone_lost else ""
        refused = f"bad sound from the microphone: {self._intake.last_refusal}" if self._intake.refusing else ""
        failed = f"hearing failed: {self._last_failure}" if self._last_failure else ""
        return [text for text in (lost, refused, self._check.doubt, failed, self._deaf) if text]

    def status(self) -> dict[str, object]:
        engine = self._library.engines.get(self._language, "none")
        lost = {"chunks_refused": self._intake.refused, "chunks_dropped": self._worker.dropped}
        lost["failures"] = self._failures
        state = {"recogniser": engine, "microphone": self._microphone()}
        return {**state, **self._heard.counts, **lost}

    def _microphone(self) -> str:
        if self._microphones.muted:
            return "muted"
        return "lost" if self.microphone_lost else "listening"

    def close(self) -> None:
        self._worker.close()

    def _new_chain(self) -> Chain:
        ears = Ears(SileroDetector(), self._library, self.own_voice, self._pauses, self._speakers)
        return hearing_chain(ears, self._expected, self._config)

    def _on_audio(self, topic: str, message: AudioData) -> None:
        now_s = self._node.clock.now_s()
        if not self._microphones.hears(topic, now_s):
            return
        self._sounded = True
        self._lost_after_s = self._config.microphone_timeout_s
        self._worker.put(_Chunk(conversions.audio_from_message(message), now_s))

    def _handle(self, item: _Chunk | LanguageChosen) -> None:
        if isinstance(item, LanguageChosen):
            self._push(item)
            return
        if self._worker.dropped != self._dropped:
            # After a gap the utterance under way means nothing, and a choice of language may be among the lost
            self._dropped = self._worker.dropped
            self._push(LanguageChosen(self._language))
        blocks = list(self._intake.accept(item.data))
        if blocks:
            self._check.hear(np.concatenate([block.samples for block in blocks]), item.at_s)
            self.own_voice.align(blocks[-1].end_s, item.at_s)
        for block in blocks:
            self._push(block)

    def _push(self, frame: Frame) -> None:
        for result in self._chain.push(frame):
            self._notice(result)
            self._heard.publish(result)

    def _notice(self, frame: Frame) -> None:
        if isinstance(frame, SpeechStarted):
            self._last_failure = ""
        elif isinstance(frame, LanguageChosen):
            self._deaf = ""
        elif isinstance(frame, Deaf):
            self._deaf = frame.reason
            self._tell_deaf(frame)
        elif isinstance(frame, NotUnderstood) and self._library.synthetic_only(self._language):
            self._tell_stranger(self._language)

    def _failed(self, error: Exception) -> None:
        """A processor that raised may be in any state: the next sound meets a new chain."""
        self._failures += 1
        self._last_failure = f"{type(error).__name__}: {error}"
        self._node.get_logger().error(f"hearing: {self._last_failure}", throttle_duration_sec=10.0)
        self._chain = self._new_chain()
        self._worker.put(LanguageChosen(self._language))
