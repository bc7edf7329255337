from datetime import timedelta

import pytest
from sqlalchemy import func, select

from care_platform.core.incidents import ROBOT_SILENT, TEST_MISSED
from care_platform.store.notice_tables import SelfTest
from care_platform.store.tables import Alarm, Event
from care_protocol.channels import Channel
from care_protocol.messages import Outcome, Priority, RobotState
from care_tests.conftest import World


def send_test(world: World, age_s: float = 0.0) -> None:
    stamp = world.clock.now() - timedelta(seconds=age_s)
    test = world.event("self_test", Priority.TECHNICAL, stamp=stamp)
    (answer,) = world.robot_says(Channel.EVENT, test)
    assert (answer.ack.id, answer.ack.outcome) == (test.id, Outcome.COMMITTED)


def live(world: World, seconds: int) -> None:
    """The robot tells its state, but sends no test alarm."""
    for _ in range(0, seconds, 10):
        world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now()))
        world.tick(10)


def missed(world: World, kind: str = TEST_MISSED) -> list[Alarm]:
    with world.platform.database.reading() as session:
        return [world.read(alarm.id) for alarm in session.scalars(select(Alarm).filter_by(kind=kind))]


def test_a_test_alarm_is_answered_and_disturbs_nobody(world: World) -> None:
    send_test(world)
    with world.platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Alarm)) == 0
        assert session.scalar(select(func.count()).select_from(Event)) == 0
        assert session.scalars(select(SelfTest)).one().received == world.clock.now()


def test_test_alarms_that_stop_are_a_technical_alarm_after_90_s(world: World) -> None:
    send_test(world)
    live(world, 90)
    assert missed(world) == []
    live(world, 10)
    (alarm,) = missed(world)
    assert (alarm.priority, alarm.state) == ("technical", "raised")
    live(world, 300)
    assert len(missed(world)) == 1


def test_test_alarms_that_come_are_no_alarm(world: World) -> None:
    for _ in range(10):
        send_test(world)
        live(world, 60)
    assert missed(world) == []


def test_a_test_alarm_that_comes_again_asks_nobody_further(world: World) -> None:
    send_test(world)
    live(world, 100)
    send_test(world)
    live(world, 60)
    (alarm,) = missed(world)
    assert ([step.step for step in alarm.steps], alarm.state, alarm.level) == (["restored"], "raised", 0)


def test_a_robot_whose_clock_was_set_back_is_not_missed(world: World) -> None:
    send_test(world)
    for _ in range(3):
        live(world, 60)
        send_test(world, age_s=3600)
    assert missed(world) == []


def test_a_robot_that_is_silent_altogether_is_one_alarm_and_not_two(world: World) -> None:
    send_test(world)
    world.tick(300)
    assert (len(missed(world)), len(missed(world, ROBOT_SILENT))) == (0, 1)


def test_a_silent_robot_that_speaks_again_asks_nobody_further(world: World) -> None:
    world.online()
    world.tick(91)
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now()))
    live(world, 90)
    (alarm,) = missed(world, ROBOT_SILENT)
    assert ([step.step for step in alarm.steps], alarm.level) == (["restored"], 0)


@pytest.mark.parametrize("pause_s", [60, 3600])
def test_a_platform_that_was_down_gives_robots_time_to_test(world: World, pause_s: float) -> None:
    send_test(world)
    world.clock.advance(pause_s)
    world.start()
    live(world, 80)
    assert missed(world) == []


def test_a_robot_that_never_tested_is_not_missed(world: World) -> None:
    live(world, 300)
    assert missed(world) == []
