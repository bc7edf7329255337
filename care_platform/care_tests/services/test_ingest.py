from datetime import datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from care_platform.core.inbox import Reason
from care_platform.services.ingest import Answer, Packet
from care_platform.store.tables import Alarm, DeadLetterRow, Event, Robot
from care_protocol.channels import Address, Channel
from care_protocol.messages import (
    Connection,
    ConnectionState,
    Outcome,
    Priority,
    Result,
    ResultState,
    RobotState,
    encode,
)
from care_tests.conftest import ROBOT, World


def count(world: World, table: type) -> int:
    with world.platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def dead(world: World) -> list[str]:
    with world.platform.database.reading() as session:
        return list(session.scalars(select(DeadLetterRow.reason).order_by(DeadLetterRow.key)))


def outcomes(answers: list[Answer]) -> list[tuple[UUID, Outcome]]:
    return [(answer.ack.id, answer.ack.outcome) for answer in answers]


def test_an_event_is_answered_when_it_is_in_the_database(world: World) -> None:
    event = world.event()
    assert outcomes(world.robot_says(Channel.EVENT, event)) == [(event.id, Outcome.COMMITTED)]
    with world.platform.database.reading() as session:
        stored = session.get_one(Event, event.id)
        assert (stored.kind, stored.place, stored.stamp) == (event.kind, event.place, event.stamp)


def test_an_event_that_comes_again_is_answered_again_and_stored_once(world: World) -> None:
    event = world.event()
    for _ in range(3):
        assert outcomes(world.robot_says(Channel.EVENT, event)) == [(event.id, Outcome.COMMITTED)]
    assert count(world, Event) == 1


def test_the_same_event_twice_in_one_batch_is_stored_once(world: World) -> None:
    packet = Packet(ROBOT.topic(Channel.EVENT), encode(world.event()))
    assert len(world.platform.ingest.store([packet, packet])) == 2
    assert count(world, Event) == 1


def test_an_alarm_opens_once_however_often_it_is_raised(world: World) -> None:
    alarm_id = world.alarm()
    world.alarm(alarm_id=alarm_id)
    assert count(world, Alarm) == 1


def test_a_batch_that_can_not_be_committed_is_not_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk is full"))

    event = world.event()
    with monkeypatch.context() as broken:
        broken.setattr(world.platform.ingest, "_event", full)
        broken.setitem(world.platform.ingest._takers, type(event), full)
        with pytest.raises(OperationalError):
            world.robot_says(Channel.EVENT, event)
    assert count(world, Event) == 0
    assert outcomes(world.robot_says(Channel.EVENT, event)) == [(event.id, Outcome.COMMITTED)]


def test_a_bad_message_stops_nobody_else(world: World) -> None:
    good = world.event()
    topic = ROBOT.topic(Channel.EVENT)
    packets = [Packet(topic, b"{"), Packet(topic, encode(good)), Packet(topic, b"x" * 70_000), Packet("nonsense", b"")]
    assert outcomes(world.platform.ingest.store(packets)) == [(good.id, Outcome.COMMITTED)]
    assert dead(world) == [Reason.NOT_JSON, Reason.OVERSIZED, Reason.BAD_TOPIC]


def test_a_message_of_an_unknown_version_is_refused_by_name(world: World) -> None:
    event = world.event()
    payload = encode(event).replace(b'"version":1', b'"version":2')
    (answer,) = world.platform.ingest.store([Packet(ROBOT.topic(Channel.EVENT), payload)])
    assert (answer.ack.id, answer.ack.outcome) == (event.id, Outcome.REFUSED)
    assert answer.ack.reason.startswith("unknown_version")


@pytest.mark.parametrize("stranger", [Address("home", "stranger"), Address("elsewhere", "huban")])
def test_a_robot_that_is_not_registered_is_not_listened_to(world: World, stranger: Address) -> None:
    event = world.event()
    assert outcomes(world.robot_says(Channel.EVENT, event, stranger)) == [(event.id, Outcome.REFUSED)]
    assert (count(world, Event), dead(world)) == (0, [Reason.UNKNOWN_ROBOT])


def test_a_robot_can_not_touch_the_events_and_alarms_of_another(world: World) -> None:
    from care_platform.services.accounts import add_robot

    other = Address("home", "other")
    with world.platform.database.writing() as session:
        add_robot(session, world.platform.audit, other.tenant, other.robot_id)
    event = world.event()
    world.robot_says(Channel.EVENT, event)
    alarm_id = world.alarm(Priority.LOW)
    assert outcomes(world.robot_says(Channel.EVENT, event, other)) == [(event.id, Outcome.REFUSED)]
    world.robot_says(Channel.EVENT, world.event("alarm_raised", Priority.HIGH, alarm_id=alarm_id), other)
    assert world.read(alarm_id).priority == "low"
    assert dead(world) == [Reason.CONFLICT, Reason.CONFLICT]


def test_the_last_state_of_a_robot_is_kept(world: World) -> None:
    world.online()
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now(), room="kitchen", battery=0.5))
    with world.platform.database.reading() as session:
        robot = session.scalars(select(Robot)).one()
        assert (robot.state["room"], robot.connection, robot.last_seen) == ("kitchen", "ONLINE", world.clock.now())


def test_a_robot_whose_greeting_was_lost_is_there_when_it_tells_its_state(world: World) -> None:
    broken = Connection(stamp=world.clock.now(), state=ConnectionState.CONNECTION_BROKEN)
    world.robot_says(Channel.CONNECTION, broken)
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now()))
    with world.platform.database.reading() as session:
        assert session.scalars(select(Robot)).one().connection == "ONLINE"


def test_the_result_of_a_command_that_nobody_gave_is_a_dead_letter(world: World) -> None:
    result = Result(stamp=world.clock.now(), command_id=uuid4(), state=ResultState.SUCCEEDED)
    assert outcomes(world.robot_says(Channel.RESULT, result)) == [(result.id, Outcome.REFUSED)]
    assert dead(world) == [Reason.CONFLICT]


def test_a_message_that_passes_the_schema_but_not_the_database_stops_nobody(world: World) -> None:
    before_time = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    bad, good = world.event(stamp=before_time), [world.event() for _ in range(3)]
    topic = ROBOT.topic(Channel.EVENT)
    answers = world.platform.ingest.store([Packet(topic, encode(event)) for event in (*good[:2], bad, good[2])])
    assert outcomes(answers)[2] == (bad.id, Outcome.REFUSED)
    assert (count(world, Event), dead(world)) == (3, [Reason.NOT_STORED])


def test_the_broker_speaking_for_a_lost_robot_is_no_sign_of_life(world: World) -> None:
    world.online()
    seen = world.clock.now()
    world.clock.advance(60)
    broken = Connection(stamp=world.clock.now(), state=ConnectionState.CONNECTION_BROKEN)
    world.robot_says(Channel.CONNECTION, broken)
    old = Connection(stamp=seen, state=ConnectionState.ONLINE)
    world.platform.ingest.store([Packet(ROBOT.topic(Channel.CONNECTION), encode(old), retained=True)])
    with world.platform.database.reading() as session:
        assert session.scalars(select(Robot)).one().last_seen == seen


def test_letters_are_kept_only_as_far_as_a_person_would_read(world: World) -> None:
    world.platform.ingest.store([Packet(ROBOT.topic(Channel.EVENT), b"x" * 70_000)])
    with world.platform.database.reading() as session:
        row = session.scalars(select(DeadLetterRow)).one()
        assert (row.size, len(row.payload)) == (70_000, 4096)


def test_an_event_waits_for_the_one_that_must_be_stored_before_it(world: World) -> None:
    first = world.event()
    second = world.event(after=first.id)
    assert outcome(world, second) is Outcome.DEFERRED
    assert outcome(world, first) is Outcome.COMMITTED
    assert outcome(world, second) is Outcome.COMMITTED


def test_an_event_that_is_stored_is_not_deferred_for_what_came_before_it(world: World) -> None:
    event = world.event()
    outcome(world, event)
    assert outcome(world, event.model_copy(update={"after": uuid4()})) is Outcome.COMMITTED


def test_two_that_come_together_may_follow_each_other(world: World) -> None:
    first = world.event()
    second = world.event(after=first.id)
    packets = [Packet(ROBOT.topic(Channel.EVENT), encode(event)) for event in (first, second)]
    answers = world.platform.ingest.store(packets)
    assert [answer.ack.outcome for answer in answers] == [Outcome.COMMITTED] * 2


def outcome(world: World, event: Event) -> Outcome:
    (answer,) = world.robot_says(Channel.EVENT, event)
    return answer.ack.outcome
