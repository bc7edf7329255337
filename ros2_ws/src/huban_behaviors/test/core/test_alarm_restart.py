"""An alarm survives the end of the behaviours at any moment."""

import asyncio
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from huban_behaviors.core.types import Reply, ReplyKind, Sighting
from huban_behaviors.simulation import run_fast

EVENTS = [
    Sighting(uuid4(), "fall_suspected", 0.0, "elder", "kitchen", (7.9, 2.4)),
    Sighting(uuid4(), "fall_detected", 2.0, "elder", "kitchen", (7.9, 2.4)),
]


def live(house, seconds, *steps):
    """One life of the behaviours, ended without warning."""

    async def day():
        asyncio.ensure_future(house.mind.live())  # noqa: RUF006
        for at_s, step in steps:
            if at_s < seconds:
                await asyncio.sleep(at_s - asyncio.get_running_loop().time())
                step()
        await asyncio.sleep(max(0.0, seconds - asyncio.get_running_loop().time()))

    run_fast(day())


def saw(house):
    return [(event.stamp_s, lambda event=event: house.mind.saw(event)) for event in EVENTS]


def acknowledge(house):
    for alarm in house.book.open_alarms():
        house.mind.replied(Reply(alarm.id, ReplyKind.ACKNOWLEDGED, "Nurse Li"))


def raised(*houses):
    return [notice for house in houses for notice in house.notices if notice.kind == "alarm_raised"]


@settings(max_examples=40, deadline=None)
@given(ends_s=st.floats(2.001, 80.0), answer=st.sampled_from(["yes", "no", None]))
def test_a_fall_is_one_alarm_for_the_platform_whenever_the_robot_restarts(new_house, ends_s, answer):
    first = new_house()
    steps = [(5.0, lambda: first.ask("confirm", answer=answer))] if answer else []
    live(first, ends_s, *saw(first), *steps)

    second = new_house(first.store)
    live(second, 90.0, *((0.0, step) for _, step in saw(second)))

    assert raised(second), "the platform hears of it again after a restart"
    assert len({notice.alarm.id for notice in raised(first, second)}) == 1
    assert len({(notice.id, notice.alarm.priority) for notice in raised(first, second)}) == len(
        {notice.alarm.priority for notice in raised(first, second)}
    )
    assert second.alarm.open and first.store.kept


@settings(max_examples=20, deadline=None)
@given(ends_s=st.floats(25.0, 80.0))
def test_who_is_coming_is_still_known_after_a_restart(new_house, ends_s):
    first = new_house()
    live(first, ends_s, *saw(first), (20.0, lambda: acknowledge(first)))

    second = new_house(first.store)
    live(second, 60.0, (1.0, lambda: acknowledge(second)))

    assert second.alarm.by == "Nurse Li"
    assert "Nurse Li is coming to you." in second.body.urgent


def test_a_question_that_was_cut_off_is_taken_as_unanswered(new_house):
    first = new_house()
    live(first, 4.0, *saw(first))
    assert raised(first) == []

    second = new_house(first.store)
    live(second, 0.5)
    assert len(raised(second)) == 1


def test_a_closed_alarm_stays_closed(new_house):
    first = new_house()
    close = lambda: first.mind.replied(Reply(first.alarm.id, ReplyKind.CLOSED, "Nurse Li"))  # noqa: E731
    live(first, 60.0, *saw(first), (40.0, close))

    second = new_house(first.store)
    live(second, 60.0, *((0.0, step) for _, step in saw(second)))
    assert second.notices == [] and second.body.said == []
