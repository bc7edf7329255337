"""The dialogue node: words in, intents and short answers out."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from chatbot_msgs.srv import DialogueInteraction
from communication_skills.action import Say
from diagnostic_msgs.msg import DiagnosticStatus
from hri_actions_msgs.msg import ClosedCaption, Intent
from hri_msgs.msg import EngagementLevel, IdsList, LiveSpeech
from rclpy.action import ActionClient
from std_msgs.msg import Bool, String

from huban_common import questions
from huban_common.actions import End, GoalCall
from huban_common.core.home import load_home
from huban_common.core.skills import all_phrases, load_skills
from huban_common.core.texts import LANGUAGES, locale_of, marked
from huban_common.main import run
from huban_common.node import ManagedNode
from huban_common.qos import LATCHED, LATCHED_EVENTS, RELIABLE
from huban_common.questions import AskingOnTopic
from huban_dialogue import conversions
from huban_dialogue.config import Config
from huban_dialogue.core.dialogue import Dialogue
from huban_dialogue.core.phrase_book import PhraseBook
from huban_dialogue.core.types import Turn, Utterance
from huban_interfaces.msg import Question, Reflex

SINGLE_MICROPHONE = "anonymous_speaker"
"""REP-155: the voice of a microphone that cannot tell people apart; always listened to."""
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class DialogueNode(ManagedNode):
    """Listens to every tracked voice and to typed text."""

    config_type = Config

    def __init__(self, **options: Any) -> None:
        super().__init__("dialogue", **options)

    def setup(self) -> None:
        if self.config.language not in LANGUAGES:
            raise ValueError(f"language: '{self.config.language}' is none of {', '.join(LANGUAGES)}")
        home = load_home(Path(self.config.home_file))
        phrases = {language: all_phrases(language, home) for language in LANGUAGES}
        asking = self.own(AskingOnTopic(self), AskingOnTopic.destroy)
        self._dialogue = Dialogue(PhraseBook(phrases), load_skills(), self.config, self.clock, asking)
        self._language = self.config.language
        self._voices: dict[str, Any] = {}
        self._persons: dict[str, Any] = {}
        self._intents = self.publish_on(Intent, "/intents", RELIABLE)
        self._captions = self.publish_on(ClosedCaption, "/closed_captions", RELIABLE)
        self._say = self.own(ActionClient(self, Say, "/skill/say"), ActionClient.destroy)
        self._listen()
        self._look()
        self.report(DiagnosticStatus.OK, "ready", **{name: len(known) for name, known in phrases.items()})

    def _listen(self) -> None:
        self.subscribe(String, "/language", self._on_language, LATCHED)
        self.subscribe(IdsList, "/humans/voices/tracked", self._on_voices, RELIABLE)
        self.subscribe(LiveSpeech, "/text_input", self._on_text, RELIABLE)
        self.subscribe(Question, questions.TOPIC, self._on_question, LATCHED_EVENTS)
        self.subscribe(Intent, "/intents", self._on_intent, RELIABLE)
        self.subscribe(Bool, "/humans/voices/others_talk", self._on_others, LATCHED)
        self.subscribe(Reflex, "/reflex", self._on_reflex, RELIABLE)
        self._on_voices(IdsList())
        service = self.create_service(DialogueInteraction, "/huban_dialogue/dialogue_interaction", self._on_interaction)
        self.own(service, self.destroy_service)

    def _look(self) -> None:
        """Follows who looks at the robot, and when it has spoken."""
        self.subscribe(ClosedCaption, "/closed_captions", self._on_caption, RELIABLE)
        self.subscribe(IdsList, "/humans/faces/tracked", self._on_faces, RELIABLE)
        self.subscribe(IdsList, "/humans/persons/tracked", self._on_persons, RELIABLE)

    def _on_caption(self, message: ClosedCaption) -> None:
        if message.speaker_id == ClosedCaption.SYSTEM:
            self._dialogue.addressee.talked()

    def _on_faces(self, message: IdsList) -> None:
        """A face that can be seen from the robot is turned to it."""
        if message.ids:
            self._dialogue.addressee.looked_at()

    def _on_engagement(self, message: EngagementLevel) -> None:
        if message.level in (EngagementLevel.ENGAGING, EngagementLevel.ENGAGED):
            self._dialogue.addressee.looked_at()

    def _on_persons(self, message: IdsList) -> None:
        topics = {person: f"/humans/persons/{person}/engagement_status" for person in message.ids}
        self._follow(self._persons, topics, EngagementLevel, lambda _person: self._on_engagement)

    def _on_language(self, message: String) -> None:
        self._language = locale_of(message.data)

    def _on_voices(self, message: IdsList) -> None:
        """Subscribes to the voices that are tracked now and leaves the others."""
        topics = {voice: f"/humans/voices/{voice}/speech" for voice in [*message.ids, SINGLE_MICROPHONE]}
        self._follow(self._voices, topics, LiveSpeech, lambda voice: partial(self._on_speech, voice))

    def _follow(
        self,
        followed: dict[str, Any],
        topics: Mapping[str, str],
        kind: type[Any],
        callback: Callable[[str], Callable[[Any], None]],
    ) -> None:
        """Subscribes to what is tracked now and leaves the rest; ids that are no names are passed over."""
        wanted = {name for name in topics if _ID.fullmatch(name)}
        for gone in followed.keys() - wanted:
            self.release(followed.pop(gone))
        for new in sorted(wanted - followed.keys()):
            followed[new] = self.subscribe(kind, topics[new], callback(new), RELIABLE)

    def _on_speech(self, voice: str, message: LiveSpeech) -> None:
        if message.final:
            self._take_turn(conversions.spoken(message, voice, self._language))
        elif not message.incremental:
            self._reply(self._dialogue.heard_nothing(self._language))

    def _on_others(self, message: Bool) -> None:
        self._dialogue.addressee.others_talk(message.data)

    def _on_reflex(self, _message: Reflex) -> None:
        self._dialogue.cried()

    def _on_question(self, message: Question) -> None:
        questions.take(message, self._dialogue.questions)

    def _on_intent(self, message: Intent) -> None:
        """Somebody may have answered the dialogue's own question without a word."""
        answer = questions.answer_from(message)
        if answer is not None:
            turn = self._dialogue.answered(answer.question, answer.yes, self._language)
            self._follow_up(turn, conversions.typed(answer.words, message.source, self._language))

    def _on_text(self, message: LiveSpeech) -> None:
        if not message.final:
            return
        said = conversions.typed(message.final, Intent.UNKNOWN_AGENT, self._language)
        self._captions.publish(conversions.caption(said, self.get_clock().now().to_msg()))
        self._take_turn(said)

    def _take_turn(self, said: Utterance) -> None:
        self._follow_up(self._dialogue.heard(said), said)

    def _follow_up(self, turn: Turn, said: Utterance) -> None:
        for intent in conversions.intents(turn, said):
            self._intents.publish(intent)
        self._reply(turn)

    def _reply(self, turn: Turn) -> None:
        if turn.reply:
            GoalCall(self, self._say, Say.Goal(input=marked(turn.reply)), self._on_said)

    def _on_said(self, end: End, _result: Any) -> None:
        if end is not End.SUCCEEDED:
            self.report(DiagnosticStatus.WARN, f"an answer was not spoken: {end.name.lower()}")

    def _on_interaction(
        self, request: DialogueInteraction.Request, response: DialogueInteraction.Response
    ) -> DialogueInteraction.Response:
        """Answers a dialogue manager; what follows from the intents is its business."""
        if not self.active or not request.input.strip():
            response.error_msg = "the node is not active" if not self.active else "input is empty"
            return response
        said = conversions.typed(request.input, request.user_id, request.locale or self._language)
        turn = self._dialogue.heard(said)
        response.response, response.intents = turn.reply, conversions.intents(turn, said)
        return response


def main() -> None:
    run(DialogueNode)
