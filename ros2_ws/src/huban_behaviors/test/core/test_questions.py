"""One question at a time, answered or not."""

import asyncio
from uuid import uuid4

import pytest

from huban_behaviors.core.questions import Questions
from huban_behaviors.core.types import Answer
from huban_behaviors.simulation import Body, run_fast


def now_s() -> float:
    return asyncio.get_running_loop().time()


def test_an_answer_while_the_robot_still_speaks_counts():
    async def talk():
        questions = Questions(Body())
        asyncio.get_running_loop().call_later(1.0, questions.answer, Answer.NO)
        return await questions.ask("Are you hurt?", asyncio.sleep(3.0), 8.0), now_s()

    assert run_fast(talk()) == (Answer.NO, pytest.approx(1.0))


def test_silence_ends_the_question_after_its_last_word_and_the_limit():
    async def talk():
        return await Questions(Body()).ask("Are you hurt?", asyncio.sleep(3.0), 8.0), now_s()

    assert run_fast(talk()) == (None, pytest.approx(11.0))


def test_a_newer_question_closes_the_older_one():
    async def talk():
        questions = Questions(Body())
        older = asyncio.ensure_future(questions.ask("Are you hurt?", asyncio.sleep(1.0), 60.0))
        await asyncio.sleep(2.0)
        newer = asyncio.ensure_future(questions.ask("Are you hurt?", asyncio.sleep(1.0), 60.0))
        closed_s = (await older, now_s())
        questions.answer(Answer.YES)
        return closed_s, await newer

    assert run_fast(talk()) == ((None, pytest.approx(2.0)), Answer.YES)


def test_an_answer_to_nothing_is_no_answer():
    async def talk():
        questions = Questions(Body())
        before = questions.answer(Answer.YES)
        await questions.ask("Are you hurt?", asyncio.sleep(0.1), 0.1)
        return before, questions.answer(Answer.YES)

    assert run_fast(talk()) == (False, False)


def test_a_cancelled_question_stops_the_voice_and_is_closed():
    spoken = []

    async def speak():
        await asyncio.sleep(5.0)
        spoken.append(True)

    async def talk():
        questions = Questions(Body())
        asking = asyncio.ensure_future(questions.ask("Are you hurt?", speak(), 8.0))
        await asyncio.sleep(1.0)
        asking.cancel()
        await asyncio.sleep(10.0)
        return questions.answer(Answer.YES)

    assert run_fast(talk()) is False
    assert spoken == []


def test_people_are_told_what_they_can_answer_as_long_as_they_can():
    async def talk():
        body = Body()
        asking = asyncio.ensure_future(Questions(body).ask("Are you hurt?", asyncio.sleep(3.0), 8.0))
        seen = []
        for _ in range(4):
            await asyncio.sleep(3.5)
            seen.append(list(body.open_questions.values()))
        await asking
        return seen

    assert run_fast(talk()) == [["Are you hurt?"]] * 3 + [[]]


def test_an_answer_that_names_another_question_is_not_taken():
    async def talk():
        body = Body()
        questions = Questions(body)
        asking = asyncio.ensure_future(questions.ask("Are you hurt?", asyncio.sleep(1.0), 8.0))
        await asyncio.sleep(2.0)
        (own,) = body.open_questions
        taken = questions.answer(Answer.NO, str(uuid4())), questions.answer(Answer.YES, str(own))
        return taken, await asking, body.open_questions

    assert run_fast(talk()) == ((False, True), Answer.YES, {})
