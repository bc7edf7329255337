from sqlalchemy import select

from care_platform.core.incidents import ROBOT_SILENT
from care_platform.store.tables import Alarm, Event
from care_protocol.channels import Channel
from care_protocol.messages import Priority
from care_tests.conftest import World


def report(world: World, kind: str, priority: Priority = Priority.TECHNICAL, place: str = "kitchen") -> None:
    """The robot tells that something happened to itself."""
    world.robot_says(Channel.EVENT, world.event(kind, priority, place=place, reason="the picture is black"))


def alarms(world: World) -> list[Alarm]:
    with world.platform.database.reading() as session:
        query = select(Alarm).where(Alarm.kind != ROBOT_SILENT)
        found = session.scalars(query.order_by(Alarm.received, Alarm.place)).all()
        return [world.read(alarm.id) for alarm in found]


def steps(alarm: Alarm) -> list[str]:
    return [step.step for step in alarm.steps]


def test_a_camera_that_does_not_see_is_a_technical_alarm(world: World) -> None:
    report(world, "monitoring_lost")
    (alarm,) = alarms(world)
    assert (alarm.kind, alarm.priority, alarm.place) == ("monitoring_lost", "technical", "kitchen")
    assert (alarm.reason, alarm.state) == ("the picture is black", "raised")
    assert [call.account.name for call in alarm.asked] == ["li"]


def test_its_events_belong_to_the_alarm(world: World) -> None:
    report(world, "monitoring_lost")
    report(world, "monitoring_restored", Priority.LOW)
    (alarm,) = alarms(world)
    with world.platform.database.reading() as session:
        linked = set(session.scalars(select(Event.kind).filter_by(alarm_id=alarm.id)))
    assert linked == {"monitoring_lost", "monitoring_restored"}


def test_one_trouble_is_one_alarm_while_it_is_open(world: World) -> None:
    for _ in range(3):
        report(world, "monitoring_lost")
    assert len(alarms(world)) == 1


def test_another_place_or_a_closed_alarm_makes_a_new_one(world: World) -> None:
    report(world, "monitoring_lost")
    world.clock.advance(1)
    report(world, "monitoring_lost", place="bedroom")
    (first, _) = alarms(world)
    world.do("acknowledge", first.id, "li")
    world.do("close", first.id, "li", "repaired")
    world.clock.advance(1)
    report(world, "monitoring_lost")
    assert [alarm.place for alarm in alarms(world)] == ["kitchen", "bedroom", "kitchen"]


def test_a_camera_that_sees_again_closes_nothing_and_asks_nobody_further(world: World) -> None:
    report(world, "monitoring_lost")
    world.clock.advance(20)
    report(world, "monitoring_restored", Priority.LOW, place="hallway")
    world.tick(600)
    (alarm,) = alarms(world)
    assert (steps(alarm), alarm.state, alarm.level) == (["restored"], "raised", 0)


def test_a_camera_lost_again_asks_again(world: World) -> None:
    report(world, "monitoring_lost")
    report(world, "monitoring_restored", Priority.LOW)
    world.clock.advance(100)
    report(world, "monitoring_lost")
    world.tick(61)
    (alarm,) = alarms(world)
    assert steps(alarm) == ["restored", "lost_again", "escalated"]
    assert [call.account.name for call in alarm.asked] == ["li", "daughter"]


def test_a_camera_lost_again_does_not_disturb_who_is_dealing_with_it(world: World) -> None:
    report(world, "monitoring_lost")
    world.do("acknowledge", alarms(world)[0].id, "li")
    report(world, "monitoring_restored", Priority.LOW)
    report(world, "monitoring_lost")
    world.tick(61)
    (alarm,) = alarms(world)
    assert (alarm.state, steps(alarm)) == ("acknowledged", ["acknowledged", "restored", "lost_again"])


def test_an_end_without_a_beginning_is_only_an_event(world: World) -> None:
    report(world, "monitoring_restored", Priority.LOW)
    assert alarms(world) == []


def test_a_halt_that_needs_a_person_is_a_technical_alarm_and_an_ordinary_one_is_not(world: World) -> None:
    report(world, "gate_halted", Priority.LOW)
    report(world, "gate_halted", Priority.MEDIUM)
    assert alarms(world) == []
    report(world, "gate_halted", Priority.HIGH)
    report(world, "gate_halted", Priority.TECHNICAL)
    (alarm,) = alarms(world)
    assert (alarm.kind, alarm.priority) == ("gate_halted", "technical")
