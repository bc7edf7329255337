"""What leaves the hearing chain, on its topics."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from hri_actions_msgs.msg import ClosedCaption
from hri_msgs.msg import AudioFeatures, IdsList, IdsMatch, LiveSpeech
from std_msgs.msg import Bool

from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, RELIABLE
from huban_interfaces.msg import Reflex
from huban_speech import conversions
from huban_speech.conversions import VOICE_ID
from huban_speech.core.frames import (
    BLOCK_SAMPLES,
    Audio,
    BargeIn,
    BargeInAct,
    Final,
    Frame,
    NotUnderstood,
    OthersTalk,
    Partial,
    ReflexHeard,
    RobotTalks,
    SpeakerHeard,
    SpeechStarted,
    SpeechStopped,
)
from huban_speech.core.hearing.voice_features import VoiceFeatures, voice_features
from huban_speech.core.ports import Talker
from huban_speech.core.words.grammar import Expected

_VOICE = f"/humans/voices/{VOICE_ID}"


class Heard:
    """Publishes frames, and does to the robot's own talk what they say. `counts`: for people to read."""

    def __init__(self, node: ManagedNode, talker: Talker, expected: Mapping[str, Expected]) -> None:
        """`expected`: what may be said, by language; sounds of listening are not passed on."""
        self._node = node
        self._sounds = {language: frozenset(known.sounds) for language, known in expected.items()}
        self._incremental = ""
        self._robot_talks = self._beside_robot = False
        self._before = np.zeros(BLOCK_SAMPLES, dtype=np.int16)
        self.counts = {"utterances": 0, "understood": 0, "not_understood": 0, "reflexes": 0, "interruptions": 0}
        self._tracked = node.publish_on(IdsList, "/humans/voices/tracked", LATCHED)
        self._is_speaking = node.publish_on(Bool, f"{_VOICE}/is_speaking", LATCHED)
        self._speech = node.publish_on(LiveSpeech, f"{_VOICE}/speech", RELIABLE)
        self._audio = node.publish_on(AudioData, f"{_VOICE}/audio", RELIABLE)
        self._features = node.publish_on(AudioFeatures, f"{_VOICE}/features", RELIABLE)
        self._matches = node.publish_on(IdsMatch, "/humans/candidate_matches", RELIABLE)
        self._reflex = node.publish_on(Reflex, "/reflex", RELIABLE)
        self._others_talk = node.publish_on(Bool, "/humans/voices/others_talk", LATCHED)
        self._captions = node.publish_on(ClosedCaption, "/closed_captions", RELIABLE)
        self._acts: dict[BargeInAct, Callable[[], None]] = {
            BargeInAct.PAUSE: talker.pause,
            BargeInAct.RESUME: talker.resume,
            BargeInAct.INTERRUPT: talker.interrupt,
            BargeInAct.HUSH: talker.hush,
        }
        self._publishers: dict[type[Any], Callable[[Any], None]] = {
            Audio: self._on_voice,
            RobotTalks: self._on_robot,
            SpeechStarted: self._on_started,
            SpeechStopped: self._on_stopped,
            Partial: self._on_partial,
            Final: self._on_final,
            NotUnderstood: self._on_not_understood,
            OthersTalk: self._on_others,
            ReflexHeard: self._on_reflex,
            BargeIn: self._on_barge_in,
            SpeakerHeard: self._on_speaker,
        }
        self._tracked.publish(conversions.voices_to_message(self._stamp()))
        self._others_talk.publish(Bool(data=False))

    def publish(self, frame: Frame) -> None:
        """Frames that are nobody's business outside are passed over."""
        publisher = self._publishers.get(type(frame))
        if publisher is not None:
            publisher(frame)

    def _on_voice(self, audio: Audio) -> None:
        if self._features.get_subscription_count():
            self._features.publish(conversions.features_to_message(self._described(audio)))
        if self._audio.get_subscription_count():
            self._audio.publish(conversions.audio_to_message(audio.samples))

    def _described(self, audio: Audio) -> VoiceFeatures:
        """Of this block and the one before it."""
        window = np.concatenate((self._before, audio.samples))
        self._before = audio.samples
        return voice_features(window)

    def _on_robot(self, robot: RobotTalks) -> None:
        self._robot_talks = robot.talks
        self._beside_robot = self._beside_robot or robot.talks

    def _on_started(self, _started: SpeechStarted) -> None:
        self._incremental = ""
        self._beside_robot = self._robot_talks
        self.counts["utterances"] += 1
        self._tracked.publish(conversions.voices_to_message(self._stamp()))
        self._is_speaking.publish(Bool(data=True))

    def _on_stopped(self, _stopped: SpeechStopped) -> None:
        self._is_speaking.publish(Bool(data=False))

    def _on_partial(self, words: Partial) -> None:
        """Most of them only change the confidence."""
        if words.text and words.text != self._incremental and not self._only_listens(words):
            self._speech.publish(conversions.speech_to_message(words, self._stamp()))
        self._incremental = words.text

    def _on_final(self, words: Final) -> None:
        if self._only_listens(words):
            return
        self.counts["understood"] += 1
        self._speech.publish(conversions.speech_to_message(words, self._stamp()))
        self._captions.publish(conversions.caption(VOICE_ID, words.text, words.language, self._stamp()))

    def _only_listens(self, words: Partial | Final) -> bool:
        return words.text in self._sounds[words.language]

    def _on_not_understood(self, _utterance: NotUnderstood) -> None:
        """An utterance without words: dialogue may say that it did not understand.

        What is left of the robot's own voice, or of an mm-hm to it, is nobody's question.
        """
        self.counts["not_understood"] += 1
        if not self._beside_robot:
            self._speech.publish(conversions.wordless(self._stamp()))

    def _on_others(self, others: OthersTalk) -> None:
        self._others_talk.publish(Bool(data=others.talk))

    def _on_reflex(self, reflex: ReflexHeard) -> None:
        self.counts["reflexes"] += 1
        self._reflex.publish(conversions.reflex_to_message(reflex, self._stamp()))

    def _on_speaker(self, speaker: SpeakerHeard) -> None:
        if speaker.person != VOICE_ID:
            self._matches.publish(conversions.match_to_message(speaker))

    def _on_barge_in(self, barge_in: BargeIn) -> None:
        self.counts["interruptions"] += barge_in.act in (BargeInAct.INTERRUPT, BargeInAct.HUSH)
        self._acts[barge_in.act]()

    def _stamp(self) -> Time:
        return self._node.get_clock().now().to_msg()
