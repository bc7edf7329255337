"""Retention, export and erasure: what is due goes, and what must stay stays."""

import json
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select

from care_platform.core.consent import Capacity, Purpose
from care_platform.core.refusals import NotAllowed, OutOfTurn
from care_platform.core.retention import DEFAULT
from care_platform.services.accounts import add_robot
from care_platform.services.ingest import Packet
from care_platform.services.retention import AT_ONCE, EVERY
from care_platform.store.people_tables import Care, Consent, Elder
from care_platform.store.tables import (
    Account,
    Alarm,
    AlarmStep,
    Asked,
    AuditEntry,
    DeadLetterRow,
    Event,
    Order,
    Robot,
    SignIn,
)
from care_platform.store.visibility import visible_robots
from care_protocol.channels import Address, Channel
from care_tests.conftest import PASSWORD, World

OTHER = Address("home", "second")


def count(world: World, *entities: type) -> list[int]:
    with world.platform.database.reading() as session:
        return [len(session.scalars(select(entity)).all()) for entity in entities]


def closed_alarm(world: World) -> None:
    alarm_id = world.alarm(reason="lay by the blue sofa")
    for step in ("acknowledge", "attend"):
        world.do(step, alarm_id, "li", "words of the nurse")
    world.do("close", alarm_id, "li", "helped", "words of the nurse")


def days(world: World, number: float) -> None:
    world.clock.advance(timedelta(days=number).total_seconds())


def purge(world: World) -> dict[str, int]:
    with world.platform.database.writing() as session:
        return world.platform.retainer.purge(session)


def test_closed_alarms_go_with_everything_about_them_when_their_time_is_over(world: World) -> None:
    closed_alarm(world)
    days(world, DEFAULT.alarms.days - 1)
    purge(world)
    assert count(world, Alarm, Event) == [1, 1]
    days(world, 2)
    assert purge(world)["alarms"] == 1
    assert count(world, Alarm, AlarmStep, Asked, Event) == [0, 0, 0, 0]


def test_an_open_alarm_stays_however_old_it_is(world: World) -> None:
    world.alarm()
    days(world, 5000)
    assert purge(world)["alarms"] == 0
    assert count(world, Alarm, Event) == [1, 1]


def test_events_of_no_alarm_go_earlier(world: World) -> None:
    world.robot_says(Channel.EVENT, world.event())
    closed_alarm(world)
    days(world, DEFAULT.events.days + 1)
    assert purge(world)["events"] == 1
    assert count(world, Event, Alarm) == [1, 1]


def test_sign_ins_letters_and_commands_go_too(world: World) -> None:
    world.platform.sign_ins.sign_in("li", PASSWORD, "1.2.3.4")
    world.platform.ingest.store([Packet("nonsense", b"x")])
    closed_alarm(world)
    world.platform.watch.tick()
    days(world, 2)
    world.platform.watch.tick()
    days(world, DEFAULT.orders.days)
    with world.platform.database.writing() as session:
        for order in session.scalars(select(Order)):
            order.next_try = None
    purge(world)
    assert count(world, SignIn, DeadLetterRow, Order) == [0, 0, 0]


def test_the_trail_tells_what_was_purged_and_stays_whole(world: World) -> None:
    closed_alarm(world)
    before = count(world, AuditEntry)[0]
    days(world, 3000)
    purge(world)
    with world.platform.database.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None and last.action == "purged" and last.detail["alarms"] == 1
    assert count(world, AuditEntry)[0] == before + 1
    assert world.platform.audit.problem() is None


def test_the_platform_purges_by_itself_a_little_at_a_time(world: World) -> None:
    world.platform.ingest.store([Packet("nonsense", b"x") for _ in range(AT_ONCE + 5)])
    days(world, DEFAULT.dead_letters.days + 1)
    world.platform.retainer.tick()
    assert count(world, DeadLetterRow) == [5]
    world.platform.retainer.tick()
    assert count(world, DeadLetterRow) == [0]
    world.platform.ingest.store([Packet("nonsense", b"x")])
    days(world, DEFAULT.dead_letters.days + 1)
    world.clock.advance(-timedelta(days=DEFAULT.dead_letters.days + 1).total_seconds() + EVERY.total_seconds() - 60)
    world.platform.retainer.tick()
    assert count(world, DeadLetterRow) == [1]


@pytest.fixture
def lives(world: World) -> Elder:
    """Two elders with histories; the first one."""
    world.online()
    closed_alarm(world)
    world.robot_says(Channel.EVENT, world.event(reason="sat on the blue sofa", data={"said": "good morning"}))
    world.platform.ingest.store([Packet("huban/v1/home/huban/event", b'{"half of a blue sofa')])
    with world.platform.database.writing() as session:
        people, accounts = world.platform.people, world.platform.accounts
        robot = add_robot(session, world.platform.audit, OTHER.tenant, OTHER.robot_id)
        other = people.add_elder(session, "test", "home", {"en": "Mr. Chen"}, "chen")
        people.give_robot(session, "test", robot, other)
        son = accounts.add(session, "son", "family", {"en": "Son"}, PASSWORD, "home", demo=True)
        elder = session.scalars(select(Elder).where(Elder.key != other.key)).one()
        for who in (son, accounts.add(session, "niece", "family", {"en": "Niece"}, PASSWORD, "home", demo=True)):
            people.entrust(session, "test", who, other)
        people.entrust(session, "test", son, elder)
        people.describe(session, "li", elder, {"doctor": "Zhou"}, "hears badly")
        world.platform.consents.give(
            session, world.account("li"), elder, Purpose.RESEARCH, "Wang Xiulan", Capacity.SELF, note="at home"
        )
    world.platform.sign_ins.sign_in("daughter", PASSWORD, "1.2.3.4")
    world.robot_says(Channel.EVENT, world.event(reason="fed the cat"), OTHER)
    return elder


def export(world: World, elder: Elder) -> dict[str, list[dict[str, object]]]:
    with world.platform.database.writing() as session:
        data = world.platform.elder_data.export(session, "li", session.get_one(Elder, elder.key))
        return json.loads(json.dumps(data, default=str, ensure_ascii=False))


def erase(world: World, elder: Elder) -> None:
    with world.platform.database.writing() as session:
        world.platform.elder_data.erase(session, "li", session.get_one(Elder, elder.key))
    world.platform.database.tidy()


def test_an_export_holds_everything_of_this_elder_and_nothing_of_another(world: World, lives: Elder) -> None:
    data = export(world, lives)
    text = json.dumps(data, ensure_ascii=False)
    for word in (
        "王奶奶",
        "Zhou",
        "hears badly",
        "Wang Xiulan",
        "good morning",
        "words of the nurse",
        "blue sofa",
        "Daughter",
    ):
        assert word in text, word
    for word in ("Chen", "cat", "Niece", "argon2"):
        assert word not in text, word
    assert [len(data[name]) for name in ("events", "alarms", "consents", "robots")] == [2, 1, 1, 1]
    assert len(data["alarms"][0]["steps"]) == 3


def test_after_erasure_no_word_of_this_elder_is_left_in_the_files(world: World, lives: Elder) -> None:
    erase(world, lives)
    content = b"".join(path.read_bytes() for path in world.settings.state.glob("care.db*"))
    assert b"fed the cat" in content
    for word in (b"blue sofa", b"good morning", b"words of the nurse", "王奶奶".encode()):
        assert word not in content, word


def test_after_erasure_the_row_and_the_consents_are_without_names(world: World, lives: Elder) -> None:
    erase(world, lives)
    with world.platform.database.reading() as session:
        elder = session.get_one(Elder, lives.key)
        assert (elder.names, elder.contacts, elder.notes, elder.person_id) == ({}, {}, "", None)
        consent = session.scalars(select(Consent)).one()
        assert (consent.purpose, consent.given_by, consent.note) == ("research", "", "")
        assert session.scalars(select(Care).where(Care.elder_key == lives.key)).all() == []
        robot = session.scalars(select(Robot).filter_by(robot_id="huban")).one()
        assert (robot.elder_key, robot.about, robot.state) == (None, {}, {})


def test_erasure_leaves_other_elders_and_their_families_alone(world: World, lives: Elder) -> None:
    erase(world, lives)
    with world.platform.database.reading() as session:
        assert session.scalars(select(Event.reason)).all() == ["fed the cat"]
        for name in ("son", "niece"):
            account = world.account(name)
            assert account.active and session.scalars(select(Robot.robot_id).where(visible_robots(account))).all() == [
                "second"
            ]
        gone = session.scalars(select(Account).where(Account.name.startswith("erased-"))).all()
        assert [(account.names, account.active) for account in gone] == [({}, False)]
    with pytest.raises(NotAllowed):
        world.platform.sign_ins.sign_in("daughter", PASSWORD, "1.2.3.4")


def test_the_audit_trail_outlives_erasure_and_holds_no_names(world: World, lives: Elder) -> None:
    before = count(world, AuditEntry)[0]
    erase(world, lives)
    assert world.platform.audit.problem() is None
    assert count(world, AuditEntry)[0] == before + 1
    with world.platform.database.reading() as session:
        told = " ".join(f"{row.actor} {row.subject} {row.detail}" for row in session.scalars(select(AuditEntry)))
    assert "elder/1" in told
    for word in ("Wang", "王", "Zhou", "sofa", "nurse,"):
        assert word not in told, word


def test_nobody_is_erased_while_an_alarm_is_open(world: World, lives: Elder) -> None:
    world.alarm()
    with pytest.raises(OutOfTurn, match="refused-alarm-open"):
        erase(world, lives)
    assert export(world, lives)["elder"]["notes"] == "hears badly"


def test_the_freed_robot_can_serve_somebody_else(world: World, lives: Elder) -> None:
    erase(world, lives)
    with world.platform.database.writing() as session:
        robot = session.scalars(select(Robot).filter_by(robot_id="huban")).one()
        new = world.platform.people.add_elder(session, "test", "home", {"en": "Mrs. Li"}, "elder")
        world.platform.people.give_robot(session, "test", robot, new)
        assert session.scalars(select(Robot.robot_id).where(visible_robots(world.account("li")))).all() == [
            "huban",
            "second",
        ]


def test_the_database_overwrites_what_it_deletes(world: World) -> None:
    database = sqlite3.connect(world.settings.state / "care.db")
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with world.platform.database.writing() as session:
        assert session.connection().exec_driver_sql("PRAGMA secure_delete").scalar() == 1
