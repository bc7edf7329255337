"""Asks a person through the robot whether they may be recorded, and records only after a yes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from action_msgs.msg import GoalStatus
from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from hri_msgs.msg import LiveSpeech
from rclpy.action import ActionClient
from rclpy.node import Node
from std_msgs.msg import Bool

from huban_common.core.home import Home
from huban_common.core.skills import all_phrases
from huban_common.core.texts import Texts, locale_of
from huban_common.qos import LATCHED, RELIABLE
from huban_speech import conversions
from huban_speech.backends.recording_folder import Consent, RecordingFolder
from huban_speech.conversions import VOICE_ID
from huban_speech.core.hearing.microphones import Microphones
from huban_speech.core.hearing.recording import Answer, Cutter, answer_to
from huban_speech.hearing import MICROPHONES

TEXTS = Texts("huban_speech")
SKILL, ARGUMENT = "confirm", "answer"
_VOICE = f"/humans/voices/{VOICE_ID}"


class Recorder(Node):
    """A visitor in a running house. Nothing is on the disk before `consent` is there.

    `outcome`: None while the person has not answered.
    """

    def __init__(self, folder: Path, home: Home, person: str, language: str, **options: Any) -> None:
        super().__init__("recorder", **options)
        self._folder, self._home, self._person, self._language = folder, home, person, language
        self._cutter = Cutter()
        self._microphones = Microphones(MICROPHONES)
        self._kept: RecordingFolder | None = None
        self._question = self._purpose = ""
        self._asked = False
        self.outcome: Answer | None = None
        self._say: ActionClient[Any, Any, Any] = ActionClient(self, Say, "/skill/say")
        for topic in MICROPHONES:
            self.create_subscription(AudioData, topic, partial(self._on_audio, topic), RELIABLE)
        self.create_subscription(Bool, f"{_VOICE}/is_speaking", self._on_voice, LATCHED)
        self.create_subscription(LiveSpeech, f"{_VOICE}/speech", self._on_speech, RELIABLE)

    @property
    def count(self) -> int:
        return self._kept.count if self._kept is not None else 0

    @property
    def reachable(self) -> bool:
        """Whether the robot can speak."""
        return self._say.server_is_ready()

    def ask(self, purpose: str, minutes: int) -> None:
        """Asks aloud; what is said before the end of the question is no answer."""
        self._purpose = purpose
        name = self._home.people[self._person].name[locale_of(self._language)]
        self._question = TEXTS.say("record-ask", self._language, name=name, minutes=minutes, purpose=purpose)
        self.tell(self._question, self._open)

    def tell(self, text: str, done: Callable[[], None] = lambda: None) -> None:
        """Says something; `done` follows when it was said to its end."""
        goal = Say.Goal(person_id=self._person, input=text)

        def ended(answer: Any) -> None:
            if answer.result().status == GoalStatus.STATUS_SUCCEEDED:
                done()

        def accepted(sent: Any) -> None:
            sent.result().get_result_async().add_done_callback(ended)

        self._say.send_goal_async(goal).add_done_callback(accepted)

    def _open(self) -> None:
        """The question was heard to its end; how to answer may be cut off by the answer."""
        self._asked = True
        self.tell(TEXTS.say("record-answer", self._language))

    def _on_audio(self, topic: str, message: AudioData) -> None:
        now_s = self.get_clock().now().nanoseconds * 1e-9
        if self._kept is not None and self._microphones.hears(topic, now_s):
            self._cutter.hear(conversions.samples_from_message(message))

    def _on_voice(self, message: Bool) -> None:
        self._cutter.voice(message.data and self._kept is not None)

    def _on_speech(self, message: LiveSpeech) -> None:
        if message.incremental:
            return
        if self._kept is not None:
            self._keep(message, self._kept)
        elif self._asked and self.outcome is None and message.final:
            self._decide(message.final)

    def _decide(self, words: str) -> None:
        self.outcome = answer_to(words, self._yes())
        if self.outcome is Answer.YES:
            name = self._home.people[self._person].name[locale_of(self._language)]
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            consent = Consent(self._person, name, self._purpose, self._question, words, now)
            self._kept = RecordingFolder(self._folder, consent)

    def _keep(self, message: LiveSpeech, folder: RecordingFolder) -> None:
        take = self._cutter.ended(message.final, message.language or self._language, message.confidence)
        if take is not None and take.samples.size:
            folder.add(take)

    def _yes(self) -> set[str]:
        """What counts as a yes: the phrases by which people confirm things."""
        phrases = all_phrases(self._language, self._home)
        return {each.text for each in phrases if each.skill == SKILL and each.args.get(ARGUMENT) == Answer.YES.value}
