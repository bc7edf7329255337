from uuid import uuid4

import pytest
from sqlalchemy import select

from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.services.accounts import Accounts
from care_platform.store.tables import Account, Order
from care_protocol.messages import Priority, Role
from care_tests.conftest import PASSWORD, World


def asked(world: World, alarm_id: object) -> list[str]:
    return [call.account.name for call in world.read(alarm_id).asked]


def replies(world: World) -> list[str]:
    """What the robot is told, in order."""
    with world.platform.database.reading() as session:
        orders = session.scalars(select(Order).order_by(Order.created))
        return [order.body["reply"] for order in orders if order.body["kind"] == "alarm_reply"]


def test_an_alarm_says_what_where_and_why(world: World) -> None:
    alarm = world.read(world.alarm())
    assert (alarm.kind, alarm.place, alarm.reason, alarm.priority) == (
        "fall_detected",
        "kitchen",
        "on the floor",
        "high",
    )
    assert alarm.state == "raised"


def test_the_first_on_duty_is_asked_at_once(world: World) -> None:
    assert asked(world, world.alarm()) == ["li"]


def test_people_take_attend_and_close_an_alarm_and_the_robot_hears_of_each(world: World) -> None:
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li", "Five minutes")
    world.do("attend", alarm_id, "daughter")
    world.do("close", alarm_id, "daughter", "helped", "A bruise")
    alarm = world.read(alarm_id)
    assert [(step.step, step.account.name, step.text) for step in alarm.steps] == [
        ("acknowledged", "li", "Five minutes"),
        ("attended", "daughter", ""),
        ("closed", "daughter", "A bruise"),
    ]
    assert (alarm.state, alarm.cause, alarm.due) == ("closed", "helped", None)
    assert replies(world) == ["acknowledged", "attended", "closed"]


def test_an_alarm_on_somebodys_screen_is_delivered(world: World) -> None:
    alarm_id = world.alarm()
    world.do("show", alarm_id, "li")
    alarm = world.read(alarm_id)
    assert (alarm.state, alarm.asked[0].shown) == ("delivered", world.clock.now())


def test_tapping_twice_is_no_error_and_no_second_step(world: World) -> None:
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li")
    world.do("acknowledge", alarm_id, "li")
    assert (len(world.read(alarm_id).steps), replies(world)) == (1, ["acknowledged"])


def test_two_people_can_not_take_the_same_alarm(world: World) -> None:
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li")
    with pytest.raises(OutOfTurn, match="refused-already-acknowledged"):
        world.do("acknowledge", alarm_id, "daughter")


def test_an_alarm_closes_with_a_cause_that_is_on_the_list(world: World) -> None:
    alarm_id = world.alarm()
    world.do("attend", alarm_id, "li")
    with pytest.raises(Unusable):
        world.do("close", alarm_id, "li", "whatever")
    assert world.read(alarm_id).state == "attended"


def test_a_technician_does_not_answer_for_a_fall(world: World) -> None:
    alarm_id = world.alarm()
    with pytest.raises(NotAllowed):
        world.do("acknowledge", alarm_id, "tom")


def test_an_alarm_of_another_tenant_does_not_exist(world: World) -> None:
    alarm_id = world.alarm()
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "eve", Role.NURSE, {"en": "Eve"}, PASSWORD, "elsewhere")
    with pytest.raises(NotFound):
        world.do("acknowledge", alarm_id, "eve")
    with pytest.raises(NotFound):
        world.do("acknowledge", uuid4(), "li")


def test_unanswered_the_next_are_asked_after_60_and_180_s(world: World) -> None:
    alarm_id = world.alarm()
    world.tick(59)
    assert asked(world, alarm_id) == ["li"]
    world.tick(2)
    assert asked(world, alarm_id) == ["li", "daughter"]
    world.tick(118)
    assert world.read(alarm_id).level == 1
    world.tick(2)
    assert (world.read(alarm_id).level, world.read(alarm_id).due) == (2, None)
    assert replies(world) == ["escalated", "escalated"]


def test_an_answer_ends_the_escalation(world: World) -> None:
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li")
    world.tick(600)
    assert (asked(world, alarm_id), replies(world)) == (["li"], ["acknowledged"])


def test_only_having_been_seen_does_not_end_the_escalation(world: World) -> None:
    alarm_id = world.alarm()
    world.do("show", alarm_id, "li")
    world.tick(61)
    assert asked(world, alarm_id) == ["li", "daughter"]


def test_the_escalation_goes_on_after_a_restart_and_is_not_done_twice(world: World) -> None:
    alarm_id = world.alarm()
    world.start()
    world.tick(61)
    world.start()
    world.tick(1)
    assert replies(world) == ["escalated"]
    assert asked(world, alarm_id) == ["li", "daughter"]


def test_a_platform_that_was_down_for_long_asks_all_who_should_have_been_asked(world: World) -> None:
    alarm_id = world.alarm()
    world.clock.advance(3600)
    world.start()
    world.tick(0)
    world.tick(1)
    assert asked(world, alarm_id) == ["li", "daughter"]
    assert world.read(alarm_id).level == 2


def test_with_nobody_on_duty_everybody_who_may_answer_is_asked(world: World) -> None:
    with world.platform.database.writing() as session:
        for account in session.scalars(select(Account)):
            account.duty = None
    assert asked(world, world.alarm()) == ["li"]
    world.tick(181)
    world.tick(1)


def test_who_was_switched_off_is_not_asked(world: World) -> None:
    with world.platform.database.writing() as session:
        session.scalars(select(Account).filter_by(name="li")).one().active = False
    assert asked(world, world.alarm()) == ["daughter"]


def test_a_lesser_alarm_that_becomes_urgent_begins_anew(world: World) -> None:
    alarm_id = world.alarm(Priority.MEDIUM)
    world.do("acknowledge", alarm_id, "li")
    world.clock.advance(30)
    world.alarm(Priority.HIGH, alarm_id, reason="still down")
    alarm = world.read(alarm_id)
    assert (alarm.priority, alarm.state, alarm.reason, alarm.level) == ("high", "raised", "still down", 0)
    world.tick(61)
    assert asked(world, alarm_id) == ["li", "daughter"]


def test_an_urgent_alarm_after_a_closed_lesser_one_is_not_lost(world: World) -> None:
    alarm_id = world.alarm(Priority.LOW)
    world.do("acknowledge", alarm_id, "li")
    world.do("close", alarm_id, "li", "person_well")
    world.alarm(Priority.HIGH, alarm_id)
    assert world.read(alarm_id).state == "raised"


def test_a_lesser_repetition_changes_nothing(world: World) -> None:
    alarm_id = world.alarm(Priority.HIGH)
    world.alarm(Priority.LOW, alarm_id)
    assert world.read(alarm_id).priority == "high"


def test_who_is_there_stays_there_when_it_becomes_urgent(world: World) -> None:
    alarm_id = world.alarm(Priority.MEDIUM)
    world.do("attend", alarm_id, "li")
    world.alarm(Priority.HIGH, alarm_id)
    assert (world.read(alarm_id).state, world.read(alarm_id).due) == ("attended", None)


def test_every_step_is_in_the_audit_trail(world: World) -> None:
    from care_platform.store.tables import AuditEntry

    alarm_id = world.alarm()
    world.tick(61)
    world.do("acknowledge", alarm_id, "daughter")
    with world.platform.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.subject == str(alarm_id)).order_by(AuditEntry.number)
        trail = [(entry.actor, entry.action) for entry in session.scalars(query)]
    assert trail == [("system", "alarm_raised"), ("system", "alarm_escalated"), ("daughter", "alarm_acknowledged")]


def test_accounts_need_a_long_password_and_a_free_name(world: World) -> None:
    accounts: Accounts = world.platform.accounts
    with world.platform.database.writing() as session:
        with pytest.raises(Unusable, match="refused-short-password"):
            accounts.add(session, "new", Role.NURSE, {}, "short", "home")
        with pytest.raises(Unusable, match="refused-name-taken"):
            accounts.add(session, "li", Role.NURSE, {}, PASSWORD, "home")
