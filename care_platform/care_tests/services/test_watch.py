from sqlalchemy import select

from care_platform.core.incidents import ROBOT_SILENT
from care_platform.store.tables import Alarm
from care_protocol.channels import Channel
from care_protocol.messages import RobotState
from care_tests.conftest import World


def silences(world: World) -> list[Alarm]:
    with world.platform.database.reading() as session:
        return list(session.scalars(select(Alarm).filter_by(kind=ROBOT_SILENT)))


def test_a_robot_that_falls_silent_is_a_technical_alarm_after_90_s(world: World) -> None:
    world.online()
    world.tick(90)
    assert silences(world) == []
    world.tick(1)
    (alarm,) = silences(world)
    assert (alarm.priority, alarm.state) == ("technical", "raised")


def test_one_silence_is_one_alarm_also_after_a_restart_and_after_it_was_closed(world: World) -> None:
    world.online()
    world.tick(91)
    world.tick(1)
    (alarm,) = silences(world)
    world.do("acknowledge", alarm.id, "tom")
    world.do("close", alarm.id, "tom", "repaired")
    world.start()
    world.tick(91)
    assert len(silences(world)) == 1


def test_a_second_silence_is_a_second_alarm(world: World) -> None:
    world.online()
    world.tick(91)
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now()))
    world.tick(91)
    assert len(silences(world)) == 2


def test_a_robot_that_keeps_talking_is_not_silent(world: World) -> None:
    for _ in range(10):
        world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now()))
        world.tick(30)
    assert silences(world) == []


def test_a_robot_that_was_never_there_is_not_missed(world: World) -> None:
    world.tick(1000)
    assert silences(world) == []


def test_a_silence_escalates_like_any_alarm(world: World) -> None:
    world.online()
    world.tick(91)
    world.tick(61)
    (alarm,) = silences(world)
    assert alarm.level == 1
