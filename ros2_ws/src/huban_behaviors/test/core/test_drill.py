"""People practise, and nobody can take it for real; what is real is never taken for practice."""

import asyncio

import pytest

from huban_behaviors.core.alarm import AlarmState
from huban_behaviors.core.types import Answer, Caller, CallState, Priority, Reflex, ReflexKind, Reply, ReplyKind
from huban_behaviors.simulation import run_fast
from huban_common.core.roles import Role

NURSE = Caller("li", Role.NURSE, remote=True, name="Nurse Li")
HELP = Reflex(ReflexKind.HELP, "help")


def play(house, *steps, then=1.0, caller=NURSE):
    """A drill begins, then (seconds from the start, call) happen in order; the drill's call."""

    async def day():
        living = asyncio.ensure_future(house.mind.live())
        call = house.ask("alarm_drill", caller=caller)
        await asyncio.sleep(0.5)
        for at_s, step in steps:
            await asyncio.sleep(at_s - asyncio.get_running_loop().time())
            step()
        await asyncio.sleep(then)
        living.cancel()
        return call

    return run_fast(day())


def drills(house):
    return [notice for notice in house.notices if notice.alarm.drill]


def real(house):
    return [notice for notice in house.notices if not notice.alarm.drill]


def reply(house, kind):
    return lambda: house.mind.replied(Reply(drills(house)[0].alarm.id, kind, "Nurse Li"))


def test_a_drill_is_raised_like_an_urgent_alarm_and_marked_as_a_drill(house):
    call = play(house, then=5.0)
    assert house.states(call)[-1] is CallState.SUCCEEDED
    assert [notice.kind for notice in house.notices] == ["alarm_raised", "alarm_announced"]
    assert all(notice.alarm.trigger == "drill" for notice in house.notices)
    assert house.notices[0].alarm.priority is Priority.HIGH


def test_each_sentence_says_that_it_is_a_drill(house):
    steps = [(40.0, lambda: reply(house, ReplyKind.DELIVERED)()), (80.0, lambda: reply(house, ReplyKind.ESCALATED)())]
    steps += [(90.0, lambda: reply(house, ReplyKind.ACKNOWLEDGED)()), (99.0, lambda: reply(house, ReplyKind.CLOSED)())]
    play(house, *steps, then=10.0)
    assert len(house.body.urgent) >= 5
    assert all("drill" in sentence for sentence in house.body.urgent)
    assert "This is a drill. Nurse Li is coming to you." in house.body.urgent


def test_nobody_is_asked_and_the_robot_stays_where_it_is(house):
    play(house, then=60.0)
    assert house.body.arrivals == []
    assert not any("?" in sentence for sentence in house.body.urgent)


def test_only_a_person_ends_a_drill(house):
    play(house, (50.0, lambda: reply(house, ReplyKind.CLOSED)()))
    assert drills(house)[0].alarm.id in house.book
    assert house.book[drills(house)[0].alarm.id].state is AlarmState.CLOSED


@pytest.mark.parametrize("role", [Role.ELDER, Role.FAMILY, Role.TECHNICIAN])
def test_who_may_not_begin_a_drill_is_refused(house, role):
    call = play(house, caller=Caller("x", role, remote=True))
    assert (house.states(call)[-1], house.notices) == (CallState.REFUSED, [])


def test_a_fall_during_a_drill_is_an_alarm_of_its_own(house, fall):
    play(house, (10.0, lambda: house.mind.saw(fall(stamp_s=10.0))), then=40.0)
    assert real(house)[0].kind == "alarm_raised"
    assert real(house)[0].alarm.id != drills(house)[0].alarm.id
    assert real(house)[0].alarm.priority is Priority.HIGH and not real(house)[0].alarm.drill


def test_the_drill_is_silent_while_something_is_real(house):
    answer = (20.0, lambda: reply(house, ReplyKind.ACKNOWLEDGED)())
    play(house, (10.0, lambda: house.mind.felt(HELP)), answer, then=100.0)
    said = house.body.urgent[house.body.urgent.index("I am calling for help now.") :]
    assert len(said) >= 2 and not any("drill" in sentence for sentence in said)


def test_a_cry_for_help_during_a_drill_does_not_end_in_the_drill(house):
    play(house, (10.0, lambda: house.mind.felt(HELP)), then=5.0)
    assert [notice.kind for notice in real(house)][:1] == ["alarm_raised"]


def test_what_the_person_says_during_a_drill_stays_in_the_room(house):
    play(house, (10.0, lambda: house.ask("confirm", answer="no")), then=5.0)
    assert [notice.kind for notice in house.notices] == ["alarm_raised", "alarm_announced"]


def test_there_is_no_drill_beside_an_alarm(house):
    async def day():
        living = asyncio.ensure_future(house.mind.live())
        house.mind.felt(HELP)
        await asyncio.sleep(5.0)
        house.ask("alarm_drill", caller=NURSE)
        await asyncio.sleep(5.0)
        living.cancel()

    run_fast(day())
    assert drills(house) == []
    assert real(house)[0].alarm.answer is Answer.YES
