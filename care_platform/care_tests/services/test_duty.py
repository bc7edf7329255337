import pytest

from care_platform.core.refusals import NotAllowed
from care_platform.services.duty import can_serve, chain, off_duty
from care_protocol.messages import Priority, Role
from care_tests.conftest import PASSWORD, World


def on_duty(world: World) -> list[str]:
    with world.platform.database.reading() as session:
        return [account.name for account in chain(session, world.account("li"))]


def go(world: World, name: str, place: str) -> None:
    with world.platform.database.writing() as session:
        if place == "off":
            world.platform.duty.end(session, world.account(name))
        else:
            world.platform.duty.begin(session, world.account(name), first=place == "first")


def add(world: World, name: str, tenant: str = "home") -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, name, Role.NURSE, {"en": name}, PASSWORD, tenant, 0, demo=True)


def test_who_comes_on_duty_first_is_asked_first(world: World) -> None:
    go(world, "daughter", "first")
    assert on_duty(world) == ["daughter", "li"]
    alarm = world.read(world.alarm())
    assert [call.account.name for call in alarm.asked] == ["daughter"]


def test_who_comes_on_duty_last_is_asked_after_the_others(world: World) -> None:
    go(world, "tom", "last")
    assert on_duty(world) == ["li", "daughter", "tom"]
    go(world, "li", "last")
    assert on_duty(world) == ["daughter", "tom", "li"]


def test_who_goes_off_duty_is_not_asked(world: World) -> None:
    go(world, "li", "off")
    go(world, "li", "off")
    assert on_duty(world) == ["daughter"]
    with world.platform.database.reading() as session:
        assert [account.name for account in off_duty(session, world.account("li"))] == ["li", "tom"]


def test_with_nobody_on_duty_everybody_who_may_answer_is_asked(world: World) -> None:
    for name in ("li", "daughter"):
        go(world, name, "off")
    alarm_id = world.alarm(Priority.HIGH)
    for seconds in (61, 121):
        world.tick(seconds)
    assert {call.account.name for call in world.read(alarm_id).asked} == {"li", "daughter"}


def test_another_tenant_has_a_chain_of_its_own(world: World) -> None:
    add(world, "zhao", "elsewhere")
    go(world, "zhao", "first")
    assert on_duty(world) == ["li", "daughter"]


def test_going_on_and_off_duty_is_in_the_audit_trail(world: World) -> None:
    go(world, "li", "last")
    go(world, "li", "off")
    from care_platform.store.tables import AuditEntry

    with world.platform.database.reading() as session:
        entries = session.query(AuditEntry).order_by(AuditEntry.number.desc()).limit(2).all()
    assert [(entry.actor, entry.action) for entry in entries] == [("li", "duty_ended"), ("li", "duty_begun")]


def test_families_of_different_people_do_not_learn_of_each_other(world: World) -> None:
    with world.platform.database.writing() as session:
        people, names = world.platform.people, {"en": "Son"}
        elder = people.add_elder(session, "test", "home", {"en": "Mr. Chen"}, "chen")
        son = world.platform.accounts.add(session, "son", Role.FAMILY, names, PASSWORD, "home", 2, demo=True)
        people.entrust(session, "test", son, elder)
    with world.platform.database.reading() as session:
        assert [each.name for each in chain(session, world.account("son"))] == ["son"]
        assert [each.name for each in chain(session, world.account("daughter"))] == ["li", "daughter"]
        assert [each.name for each in chain(session, world.account("li"))] == ["li", "daughter", "son"]


def test_who_may_answer_nothing_is_never_on_duty(world: World) -> None:
    administrator = world.account("tom")
    administrator.role = "administrator"
    assert not can_serve(administrator)
    with world.platform.database.writing() as session, pytest.raises(NotAllowed):
        world.platform.duty.begin(session, administrator, first=True)
