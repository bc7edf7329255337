"""From the microphone's topic to voices, words and reflexes: the chain in a thread between two ROS ends."""

from collections.abc import Callable, Mapping
from math import ceil
from pathlib import Path
from typing import Any

from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import IdsList, LiveSpeech
from std_msgs.msg import Bool

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_interfaces.msg import Reflex
from huban_speech import conversions
from huban_speech.backends.recogniser_library import RecogniserLibrary
from huban_speech.backends.silero_detector import SileroDetector
from huban_speech.config import SpeechConfig
from huban_speech.conversions import VOICE_ID
from huban_speech.core.chain import Chain
from huban_speech.core.endpointing import Endpointing
from huban_speech.core.frames import (
    Audio,
    Deaf,
    Final,
    Frame,
    LanguageChosen,
    NotUnderstood,
    Partial,
    ReflexHeard,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.grammar import Expected
from huban_speech.core.intake import Intake
from huban_speech.core.recognition import Recognition
from huban_speech.core.reflex import Reflexes
from huban_speech.core.voice_activity import VoiceActivity
from huban_speech.worker import Worker

_VOICE = f"/humans/voices/{VOICE_ID}"
_CHUNK_S = 0.04
"""Usual length of a chunk, for the size of the backlog only."""


class Hearing:
    """Listens on `/microphone/audio` and publishes what it hears, until closed."""

    def __init__(
        self, node: ManagedNode, config: SpeechConfig, expected: Mapping[str, Expected], deaf: Callable[[Deaf], None]
    ) -> None:
        """`deaf` is called in the hearing thread when a language has no recogniser."""
        self._node, self._config, self._tell_deaf = node, config, deaf
        self._library = RecogniserLibrary(expected, map(Path, config.models_folders), config.unknown_cost)
        self._intake = Intake()
        self._chain = _chain(config, expected, self._library)
        self._language = ""
        self._dropped = 0
        self._counts = {"utterances": 0, "understood": 0, "not_understood": 0, "reflexes": 0, "failures": 0}
        self._deaf = self._last_failure = self._incremental = ""
        self._heard_s = node.clock.now_s()
        self._wire()
        limit = ceil(config.backlog_s / _CHUNK_S)
        self._worker: Worker[bytes | LanguageChosen] = Worker("hearing", self._handle, limit, self._failed)
        node.subscribe(AudioData, "/microphone/audio", self._on_audio, RELIABLE)

    def choose(self, language: str) -> None:
        """From the next sound on people speak this language."""
        self._worker.put(LanguageChosen(language))

    def trouble(self, now_s: float) -> list[str]:
        """What is wrong now, for people who look after the robot."""
        silent_s = now_s - self._heard_s
        lost = f"no sound from the microphone for {silent_s:.0f} s"
        lost = lost if silent_s > self._config.microphone_timeout_s else ""
        refused = f"bad sound from the microphone: {self._intake.last_refusal}" if self._intake.refusing else ""
        failed = f"hearing failed: {self._last_failure}" if self._last_failure else ""
        return [text for text in (lost, refused, failed, self._deaf) if text]

    def status(self) -> dict[str, object]:
        engine = self._library.engines.get(self._language, "none")
        lost = {"chunks_refused": self._intake.refused, "chunks_dropped": self._worker.dropped}
        return {"recogniser": engine, **self._counts, **lost}

    def close(self) -> None:
        self._worker.close()

    def _wire(self) -> None:
        node = self._node
        self._tracked = node.publish_on(IdsList, "/humans/voices/tracked", LATCHED)
        self._is_speaking = node.publish_on(Bool, f"{_VOICE}/is_speaking", LATCHED)
        self._speech = node.publish_on(LiveSpeech, f"{_VOICE}/speech", RELIABLE)
        self._audio = node.publish_on(AudioData, f"{_VOICE}/audio", RELIABLE)
        self._reflex = node.publish_on(Reflex, "/reflex", RELIABLE)
        self._captions = node.publish_on(ClosedCaption, "/closed_captions", RELIABLE)
        self._publishers: dict[type[Any], Callable[[Any], None]] = {
            Audio: self._on_voice,
            SpeechStarted: self._on_started,
            SpeechStopped: self._on_stopped,
            Partial: self._on_partial,
            Final: self._on_final,
            NotUnderstood: self._on_not_understood,
            ReflexHeard: self._on_reflex,
            LanguageChosen: self._on_language,
            Deaf: self._on_deaf,
        }
        self._tracked.publish(conversions.voices_to_message(self._stamp()))

    def _on_audio(self, message: AudioData) -> None:
        self._heard_s = self._node.clock.now_s()
        self._worker.put(conversions.audio_from_message(message))

    def _handle(self, item: bytes | LanguageChosen) -> None:
        if isinstance(item, LanguageChosen):
            self._language = item.language
            self._push(item)
            return
        if self._worker.dropped != self._dropped:
            # After a gap the utterance under way means nothing, and a choice of language may be among the lost
            self._dropped = self._worker.dropped
            self._push(LanguageChosen(self._language))
        for audio in self._intake.accept(item):
            self._push(audio)

    def _push(self, frame: Frame) -> None:
        for result in self._chain.push(frame):
            self._publishers[type(result)](result)

    def _failed(self, error: Exception) -> None:
        self._counts["failures"] += 1
        self._last_failure = f"{type(error).__name__}: {error}"
        self._node.get_logger().error(f"hearing: {self._last_failure}", throttle_duration_sec=10.0)

    def _on_voice(self, audio: Audio) -> None:
        if self._audio.get_subscription_count():
            self._audio.publish(conversions.audio_to_message(audio.samples))

    def _on_started(self, _started: SpeechStarted) -> None:
        self._last_failure = self._incremental = ""
        self._counts["utterances"] += 1
        self._tracked.publish(conversions.voices_to_message(self._stamp()))
        self._is_speaking.publish(Bool(data=True))

    def _on_stopped(self, _stopped: SpeechStopped) -> None:
        self._is_speaking.publish(Bool(data=False))

    def _on_partial(self, words: Partial) -> None:
        """Most of them only change the confidence."""
        if words.text and words.text != self._incremental:
            self._speech.publish(conversions.speech_to_message(words, self._stamp()))
        self._incremental = words.text

    def _on_final(self, words: Final) -> None:
        self._counts["understood"] += 1
        self._speech.publish(conversions.speech_to_message(words, self._stamp()))
        self._captions.publish(conversions.caption(VOICE_ID, words.text, words.language, self._stamp()))

    def _on_not_understood(self, _utterance: NotUnderstood) -> None:
        self._counts["not_understood"] += 1

    def _on_reflex(self, reflex: ReflexHeard) -> None:
        self._counts["reflexes"] += 1
        self._reflex.publish(conversions.reflex_to_message(reflex, self._stamp()))

    def _on_language(self, _chosen: LanguageChosen) -> None:
        self._deaf = ""

    def _on_deaf(self, deaf: Deaf) -> None:
        self._deaf = deaf.reason
        self._tell_deaf(deaf)

    def _stamp(self) -> Time:
        return self._node.get_clock().now().to_msg()


def _chain(config: SpeechConfig, expected: Mapping[str, Expected], library: RecogniserLibrary) -> Chain:
    """The place for echo and own-voice suppression is before the voice activity."""
    commands = {language: known.commands for language, known in expected.items()}
    return Chain(
        (
            VoiceActivity(SileroDetector(), config),
            Endpointing(config),
            Recognition(library, config),
            Reflexes(commands, config),
        )
    )
