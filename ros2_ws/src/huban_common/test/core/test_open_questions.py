"""What waits for a yes or a no."""

from uuid import UUID

from huban_common.core.clock import ManualClock
from huban_common.core.questions import OpenQuestions, Question

HURT = Question(UUID(int=1), "Are you hurt?", 30.0)
RECORD = Question(UUID(int=2), "May I record that?", 20.0)


def test_the_newest_question_comes_first():
    questions = OpenQuestions(ManualClock())
    questions.opened(HURT)
    questions.opened(RECORD)
    assert questions.newest_first() == [RECORD, HURT]


def test_an_answered_question_is_gone_and_the_older_one_waits_on():
    questions = OpenQuestions(ManualClock())
    questions.opened(HURT)
    questions.opened(RECORD)
    questions.closed(RECORD.id)
    questions.closed(RECORD.id)
    assert questions.newest_first() == [HURT]


def test_nobody_is_asked_for_ever():
    clock = ManualClock()
    questions = OpenQuestions(clock)
    questions.opened(HURT)
    questions.opened(RECORD)
    clock.advance(20.5)
    assert questions.newest_first() == [HURT]
    clock.advance(10.0)
    assert questions.newest_first() == []
