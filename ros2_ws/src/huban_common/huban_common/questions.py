"""The topic /questions: who asks people tells there what is open, so that voice and screen can answer it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from hri_actions_msgs.msg import Intent
from rclpy.node import Node

from huban_common import ids
from huban_common.core.questions import OpenQuestions, Question
from huban_common.qos import LATCHED_EVENTS
from huban_common.stamps import seconds
from huban_interfaces.msg import Question as QuestionMessage

TOPIC = "/questions"
SKILL = "confirm"


@dataclass(frozen=True)
class Answer:
    """What an intent answers: the question's id, yes or no, and how that was worded."""

    question: str
    yes: bool
    words: str


class AskingOnTopic:
    """The side of a node that asks. It speaks the question itself and takes the intent `confirm` that names its id."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._clock = node.get_clock()
        self._publisher = node.create_publisher(QuestionMessage, TOPIC, LATCHED_EVENTS)

    def open(self, text: str, limit_s: float) -> Question:
        question = Question(uuid4(), text, self._clock.now().nanoseconds * 1e-9 + limit_s)
        self._tell(question.id, text=text, open=True, limit_s=limit_s)
        return question

    def close(self, question_id: UUID) -> None:
        self._tell(question_id, open=False)

    def destroy(self) -> None:
        self._node.destroy_publisher(self._publisher)

    def _tell(self, question_id: UUID, **fields: Any) -> None:
        message = QuestionMessage(id=ids.to_message(question_id), **fields)
        message.header.stamp = self._clock.now().to_msg()
        self._publisher.publish(message)


def answer_from(message: Intent) -> Answer | None:
    """The answer of somebody in the room; None for every other intent: nobody consents for a person from outside."""
    if message.source == Intent.REMOTE_SUPERVISOR:
        return None
    try:
        data = json.loads(message.data)
        call = data["args"] if data["skill"] == SKILL else {}
        said = str(call["answer"])
        return Answer(str(call["question"]), said == "yes", str(data.get("text", said)))
    except (ValueError, KeyError, TypeError):
        return None


def take(message: QuestionMessage, questions: OpenQuestions) -> None:
    """Keeps what a message of the topic tells."""
    question_id = ids.from_message(message.id)
    if message.open:
        questions.opened(Question(question_id, message.text, seconds(message.header.stamp) + message.limit_s))
    else:
        questions.closed(question_id)
