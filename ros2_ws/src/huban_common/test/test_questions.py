import pytest
from hri_actions_msgs.msg import Intent

from huban_common.core.clock import ManualClock
from huban_common.core.questions import OpenQuestions
from huban_common.qos import LATCHED_EVENTS
from huban_common.questions import TOPIC, Answer, AskingOnTopic, answer_from, take
from huban_common.testing import graph  # noqa: F401
from huban_interfaces.msg import Question


def test_who_comes_late_learns_what_is_open(graph):  # noqa: F811
    asking = AskingOnTopic(graph.probe)
    hurt, record = asking.open("Are you hurt?", 60.0), asking.open("May I record that?", 60.0)
    asking.close(record.id)
    seen = graph.collect(Question, TOPIC, LATCHED_EVENTS)
    graph.until(lambda: len(seen) == 3)
    questions = OpenQuestions(ManualClock())
    for message in seen:
        take(message, questions)
    (still_open,) = questions.newest_first()
    assert (still_open.id, still_open.text) == (hurt.id, "Are you hurt?")
    assert abs(still_open.until_s - hurt.until_s) < 0.01


def test_an_intent_that_confirms_names_the_question_that_it_answers():
    data = '{"skill": "confirm", "args": {"answer": "no", "question": "7"}, "text": "not now"}'
    assert answer_from(Intent(data=data)) == Answer("7", False, "not now")


def test_nobody_answers_from_outside():
    data = '{"skill": "confirm", "args": {"answer": "yes", "question": "7"}}'
    assert answer_from(Intent(data=data, source=Intent.REMOTE_SUPERVISOR)) is None


@pytest.mark.parametrize(
    "data",
    [
        "",
        "no json",
        "[]",
        '{"skill": "confirm"}',
        '{"skill": "go_to", "args": {}}',
        '{"skill": "confirm", "args": {"answer": "yes"}}',
    ],
)
def test_what_answers_no_question_is_left_alone(data):
    assert answer_from(Intent(data=data)) is None
