"""The life of an alarm: forward only, closed by a named person only, never lost."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_behaviors.core.alarm import Alarm, AlarmState, opened
from huban_behaviors.core.types import Reply, ReplyKind, Sighting

ALARM_ID = UUID(int=7)
NAMES = st.sampled_from(["", "Nurse Li", "Daughter"])
REPLIES = st.builds(Reply, alarm_id=st.just(ALARM_ID), kind=st.sampled_from(ReplyKind), by_name=NAMES)
SIGHTINGS = st.builds(
    Sighting,
    id=st.uuids(),
    kind=st.just("fall_detected"),
    stamp_s=st.floats(0, 1e4),
    person_id=st.sampled_from(["", "elder", "visitor"]),
    place=st.sampled_from(["", "kitchen", "bathroom"]),
    position=st.none() | st.tuples(st.floats(0, 10), st.floats(0, 8)),
)
ROBOT_STEPS = st.sampled_from([AlarmState.RAISED, AlarmState.ANNOUNCED])


def fallen(**changes: object) -> Alarm:
    sighting = Sighting(uuid4(), "fall_detected", 100.0, "elder", "kitchen", (7.9, 2.4))
    return replace(opened(ALARM_ID, sighting), **changes)


def stepped(alarm: Alarm, step: object) -> Alarm:
    if isinstance(step, Reply):
        return alarm.after(step)
    return alarm.joined_by(step) if isinstance(step, Sighting) else alarm.advanced(step)


@given(st.lists(REPLIES | SIGHTINGS | ROBOT_STEPS))
def test_an_alarm_never_goes_back(steps):
    alarm = fallen()
    for step in steps:
        later = stepped(alarm, step)
        assert later.state >= alarm.state
        alarm = later


@given(st.lists(REPLIES | SIGHTINGS | ROBOT_STEPS))
def test_only_a_named_person_closes_an_alarm(steps):
    alarm = fallen()
    for step in steps:
        alarm = stepped(alarm, step)
    closers = [step for step in steps if isinstance(step, Reply) and step.kind is ReplyKind.CLOSED and step.by_name]
    assert alarm.open or closers


@given(st.lists(SIGHTINGS | ROBOT_STEPS))
def test_the_robot_alone_never_gets_further_than_announced(steps):
    alarm = fallen()
    for step in steps:
        alarm = stepped(alarm, step)
    assert alarm.state <= AlarmState.ANNOUNCED


@given(st.lists(REPLIES), REPLIES)
def test_a_repeated_reply_changes_nothing(replies, again):
    alarm = fallen(state=AlarmState.ANNOUNCED)
    for reply in [*replies, again]:
        alarm = alarm.after(reply)
    assert alarm.after(again) == alarm


@pytest.mark.parametrize(
    "state", [AlarmState.DELIVERED, AlarmState.ACKNOWLEDGED, AlarmState.ATTENDED, AlarmState.CLOSED]
)
def test_the_robot_may_not_set_what_people_do(state):
    with pytest.raises(ValueError, match="robot alone"):
        fallen().advanced(state)


def test_nobody_can_reply_to_what_nobody_knows_of():
    assert fallen().after(Reply(ALARM_ID, ReplyKind.ACKNOWLEDGED, "Nurse Li")) == fallen()


def test_an_acknowledgement_needs_a_name():
    raised = fallen(state=AlarmState.RAISED)
    assert raised.after(Reply(ALARM_ID, ReplyKind.ACKNOWLEDGED)) == raised


def test_a_delivery_needs_no_name():
    assert fallen(state=AlarmState.RAISED).after(Reply(ALARM_ID, ReplyKind.DELIVERED)).state is AlarmState.DELIVERED


def seen(stamp_s: float = 110.0, person_id: str = "elder", place: str = "kitchen", position=(7.9, 2.4)) -> Sighting:
    return Sighting(uuid4(), "fall_detected", stamp_s, person_id, place, position)


@pytest.mark.parametrize(
    ("alarm", "sighting", "same"),
    [
        (fallen(), seen(), True),
        (fallen(), seen(person_id=""), True),
        (fallen(), seen(person_id="visitor"), False),
        (fallen(), seen(stamp_s=5000.0), True),
        (fallen(), seen(stamp_s=5000.0, place=""), True),
        (fallen(), seen(stamp_s=5000.0, place="bathroom"), False),
        (fallen(), seen(stamp_s=150.0, place="bathroom"), True),
        (fallen(up_again=True), seen(stamp_s=5000.0), False),
        (fallen(up_again=True), seen(stamp_s=150.0), True),
        (fallen(state=AlarmState.ACKNOWLEDGED), seen(), True),
        (fallen(state=AlarmState.ATTENDED), seen(), False),
    ],
)
def test_which_sightings_belong_to_one_incident(alarm, sighting, same):
    assert alarm.is_about(sighting, window_s=120.0) is same


def test_a_person_who_was_seen_elsewhere_is_visited_again():
    there = fallen(arrived=True)
    assert there.joined_by(seen(position=(8.2, 2.6))).arrived
    assert not there.joined_by(seen(position=(9.5, 4.8))).arrived


def test_a_new_sighting_after_standing_up_means_down_again():
    assert not fallen(up_again=True).joined_by(seen()).up_again
