"""Alarms before requests, requests before greetings, and nothing else unasked."""

import asyncio

from huban_behaviors.core.types import CallState, Reflex, ReflexKind, Words
from huban_behaviors.simulation import Fault, run_fast

STOP = Reflex(ReflexKind.STOP, "stop")


def run_day(house, *steps, then: float = 30.0):
    async def day():
        living = asyncio.ensure_future(house.mind.live())
        for at_s, step in steps:
            await asyncio.sleep(at_s - asyncio.get_running_loop().time())
            step()
        await asyncio.sleep(then)
        living.cancel()

    run_fast(day())


def test_somebody_who_comes_into_view_is_greeted_by_name_once(house):
    run_day(house, *[(float(n), lambda: house.mind.people(1)) for n in range(10)])
    assert house.body.said == ["Good morning, Mrs. Wang."]


def test_nobody_is_greeted_during_an_alarm(house, fall):
    run_day(house, (0.0, lambda: house.mind.saw(fall())), (1.0, lambda: house.mind.people(1)))
    assert "Good morning, Mrs. Wang." not in house.body.said


def test_the_greeting_waits_until_a_request_is_done(house):
    run_day(
        house,
        (0.0, lambda: house.mind.people(1)),
        (0.1, lambda: house.ask("go_to", place="bedroom")),
        then=60.0,
    )
    assert house.body.said[-1] == "Good morning, Mrs. Wang."
    assert house.body.said[-2] == "I am at the bedroom."


def test_a_robot_that_has_lost_its_voice_greets_when_it_has_it_back(house):
    house.body.voice = Fault.REJECTS
    run_day(house, (0.0, lambda: house.mind.people(1)), (5.0, lambda: setattr(house.body, "voice", Fault.NONE)))
    assert house.body.said == ["Good morning, Mrs. Wang."] * 2


def test_an_idle_robot_is_silent(house):
    run_day(house, then=3600.0)
    assert house.body.said == []


def test_a_stop_on_two_ways_is_answered_once(house):
    run_day(house, (0.0, lambda: house.mind.felt(STOP)), (1.0, lambda: house.ask("stop")))
    assert house.body.said == ["I have stopped."]


def test_the_short_way_stops_without_the_dialogue(house):
    calls = []
    run_day(
        house,
        (0.0, lambda: calls.append(house.ask("go_to", place="balcony"))),
        (3.0, lambda: house.mind.felt(STOP)),
    )
    assert house.states(calls[0])[-1] is CallState.CANCELLED
    assert house.body.arrivals == []


def test_a_yes_to_nothing_is_silent(house):
    run_day(house, (0.0, lambda: house.ask("confirm", answer="yes")))
    assert house.body.said == [] and house.notices == []


def test_words_without_an_alarm_are_nothing_to_report(house):
    run_day(house, (0.0, lambda: house.mind.heard(Words("it rains"))))
    assert house.notices == []


def test_words_during_an_alarm_go_to_those_who_come(house, fall):
    run_day(
        house,
        (0.0, lambda: house.mind.saw(fall())),
        (20.0, lambda: house.mind.heard(Words("my leg feels strange"))),
    )
    assert [notice.data for notice in house.notices if notice.kind == "alarm_answered"] == [
        {"text": "my leg feels strange"}
    ]
