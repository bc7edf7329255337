"""Asks a person through the robot whether they may be recorded, and records only after a yes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from action_msgs.msg import GoalStatus
from audio_common_msgs.msg import AudioData
from communication_skills.action import Say
from hri_actions_msgs.msg import Intent
from hri_msgs.msg import LiveSpeech
from rclpy.action import ActionClient
from rclpy.node import Node
from std_msgs.msg import Bool

from huban_common.core.home import Home
from huban_common.core.questions import Question
from huban_common.core.texts import Texts, marked
from huban_common.qos import LATCHED, RELIABLE
from huban_common.questions import Answer, AskingOnTopic, answer_from
from huban_speech import conversions
from huban_speech.backends.recording_folder import Consent, RecordingFolder
from huban_speech.conversions import VOICE_ID
from huban_speech.core.hearing.microphones import Microphones
from huban_speech.core.hearing.recording import Cutter
from huban_speech.hearing import MICROPHONES

TEXTS = Texts("huban_speech")
ANSWER_S = 30.0
_VOICE = f"/humans/voices/{VOICE_ID}"


class Recorder(Node):
    """A visitor in a running house. Nothing is on the disk before `consent` is there.

    `allowed`: None while the person has not answered.
    """

    def __init__(self, folder: Path, home: Home, person: str, language: str, **options: Any) -> None:
        super().__init__("recorder", **options)
        self._folder, self._home, self._person, self._language = folder, home, person, language
        self._cutter = Cutter()
        self._microphones = Microphones(MICROPHONES)
        self._kept: RecordingFolder | None = None
        self._question = self._purpose = ""
        self._open_question: Question | None = None
        self.allowed: bool | None = None
        self._asking = AskingOnTopic(self)
        self._say: ActionClient[Any, Any, Any] = ActionClient(self, Say, "/skill/say")
        for topic in MICROPHONES:
            self.create_subscription(AudioData, topic, partial(self._on_audio, topic), RELIABLE)
        self.create_subscription(Bool, f"{_VOICE}/is_speaking", self._on_voice, LATCHED)
        self.create_subscription(LiveSpeech, f"{_VOICE}/speech", self._on_speech, RELIABLE)
        self.create_subscription(Intent, "/intents", self._on_intent, RELIABLE)

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
        name = self._home.people[self._person].name_in(self._language)
        self._question = TEXTS.say("record-ask", self._language, name=name, minutes=minutes, purpose=purpose)
        self.tell(self._question, self._open)

    def tell(self, text: str, done: Callable[[], None] = lambda: None) -> None:
        """Says something; `done` follows when it was said to its end."""
        goal = Say.Goal(person_id=self._person, input=marked(text))

        def ended(answer: Any) -> None:
            if answer.result().status == GoalStatus.STATUS_SUCCEEDED:
                done()

        def accepted(sent: Any) -> None:
            sent.result().get_result_async().add_done_callback(ended)

        self._say.send_goal_async(goal).add_done_callback(accepted)

    def _open(self) -> None:
        """The question was heard to its end; how to answer may be cut off by the answer."""
        self._open_question = self._asking.open(self._question, ANSWER_S)
        self.tell(TEXTS.say("record-answer", self._language))

    def _on_audio(self, topic: str, message: AudioData) -> None:
        now_s = self.get_clock().now().nanoseconds * 1e-9
        if self._kept is not None and self._microphones.hears(topic, now_s):
            self._cutter.hear(conversions.samples_from_message(message))

    def _on_voice(self, message: Bool) -> None:
        self._cutter.voice(message.data and self._kept is not None)

    def _on_speech(self, message: LiveSpeech) -> None:
        if self._kept is not None and not message.incremental:
            self._keep(message, self._kept)

    def _on_intent(self, message: Intent) -> None:
        """The dialogue or the screen tells how the open question was answered."""
        answer, asked = answer_from(message), self._open_question
        if answer is not None and asked is not None and answer.question == str(asked.id):
            self._asking.close(asked.id)
            self._open_question = None
            self._decide(answer)

    def _decide(self, answer: Answer) -> None:
        self.allowed = answer.yes
        if answer.yes:
            name = self._home.people[self._person].name_in(self._language)
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            consent = Consent(self._person, name, self._purpose, self._question, answer.words, now)
            self._kept = RecordingFolder(self._folder, consent)

    def _keep(self, message: LiveSpeech, folder: RecordingFolder) -> None:
        take = self._cutter.ended(message.final, message.language or self._language, message.confidence)
        if take is not None and take.samples.size:
            folder.add(take)
