from datetime import timedelta

from care_platform.services.statistics import Group, last_tests, response_times
from care_protocol.channels import Channel
from care_protocol.messages import Priority, Role
from care_tests.conftest import PASSWORD, World
from care_tests.services.test_drills import DRILL


def figures(world: World, who: str = "li", days: int = 1) -> dict[Group, tuple[int, int, list[tuple[int, int]]]]:
    now = world.clock.now()
    with world.platform.database.reading() as session:
        found = response_times(session, world.account(who), now - timedelta(days=days), now)
    return {
        group: (each.alarms, each.answered, [(reached.met, reached.judged) for reached in each.reached])
        for group, each in found.items()
    }


def test_the_first_who_takes_an_alarm_or_is_there_counts(world: World) -> None:
    first, second = world.alarm(), world.alarm()
    world.clock.advance(30)
    world.do("acknowledge", first, "li")
    world.clock.advance(60)
    world.do("attend", first, "li")
    world.do("attend", second, "daughter")
    assert figures(world)[Group.PEOPLE] == (2, 2, [(1, 2), (2, 2)])


def test_to_have_it_on_a_screen_is_no_answer(world: World) -> None:
    world.do("show", world.alarm(), "li")
    world.clock.advance(100)
    assert figures(world)[Group.PEOPLE] == (1, 0, [(0, 1), (0, 0)])


def test_drills_and_faults_are_never_mixed_with_real_alarms(world: World) -> None:
    world.do("acknowledge", world.alarm(data=DRILL), "li")
    world.do("acknowledge", world.alarm(Priority.TECHNICAL), "li")
    world.do("acknowledge", world.alarm(Priority.LOW), "li")
    assert {group: alarms for group, (alarms, _, _) in figures(world).items()} == dict.fromkeys(Group, 1)


def test_an_alarm_that_became_urgent_is_timed_from_then_on(world: World) -> None:
    alarm_id = world.alarm(Priority.LOW)
    world.do("acknowledge", alarm_id, "li")
    world.clock.advance(300)
    world.alarm(Priority.HIGH, alarm_id)
    world.clock.advance(70)
    assert figures(world)[Group.PEOPLE] == (1, 0, [(0, 1), (0, 0)])


def test_old_alarms_do_not_count(world: World) -> None:
    world.alarm()
    world.clock.advance(3 * 24 * 3600)
    assert figures(world)[Group.PEOPLE][0] == 0
    assert figures(world, days=7)[Group.PEOPLE][0] == 1


def test_nobody_sees_the_figures_of_others(world: World) -> None:
    with world.platform.database.writing() as session:
        world.platform.accounts.add(session, "eve", Role.NURSE, {"en": "Eve"}, PASSWORD, "elsewhere", demo=True)
    world.alarm()
    assert figures(world, "eve")[Group.PEOPLE][0] == 0


def test_the_last_test_alarm_tells_how_long_it_took(world: World) -> None:
    stamp = world.clock.now() - timedelta(seconds=0.5)
    world.robot_says(Channel.EVENT, world.event("self_test", Priority.TECHNICAL, stamp=stamp))
    with world.platform.database.reading() as session:
        (test,) = last_tests(session, world.account("li"))
    assert (test.robot, test.received, test.delay_s) == ("huban", world.clock.now(), 0.5)
