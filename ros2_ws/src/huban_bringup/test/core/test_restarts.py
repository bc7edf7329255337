from huban_bringup.core.restarts import RestartPolicy, Restarts
from huban_common.core.clock import ManualClock

POLICY = RestartPolicy(window_s=60.0, most_in_window=3, shortest_delay_s=0.5, seldom_s=30.0)


def test_the_delay_doubles_with_each_death_in_the_window():
    restarts = Restarts(ManualClock(), POLICY, first_delay_s=1.0)
    assert [restarts.died() for _ in range(3)] == [1.0, 2.0, 4.0]
    assert not restarts.is_degraded


def test_no_delay_is_shorter_than_the_policy_allows():
    assert Restarts(ManualClock(), POLICY, first_delay_s=0.0).died() == 0.5


def test_one_death_too_many_degrades_it_and_makes_tries_seldom():
    restarts = Restarts(ManualClock(), POLICY, first_delay_s=1.0)
    assert [restarts.died() for _ in range(4)][-1] == 30.0
    assert restarts.is_degraded
    assert restarts.count == 4


def test_it_stays_degraded_while_it_dies_at_every_seldom_try():
    clock = ManualClock()
    restarts = Restarts(clock, POLICY, first_delay_s=1.0)
    for _ in range(4):
        restarts.died()
    for _ in range(5):
        clock.advance(31.0)
        assert restarts.died() == 30.0


def test_a_whole_window_without_a_death_makes_it_good_again():
    clock = ManualClock()
    restarts = Restarts(clock, POLICY, first_delay_s=1.0)
    for _ in range(4):
        restarts.died()
    clock.advance(60.1)
    assert not restarts.is_degraded
    assert restarts.died() == 1.0


def test_deaths_far_apart_do_not_add_up():
    clock = ManualClock()
    restarts = Restarts(clock, POLICY, first_delay_s=1.0)
    for _ in range(10):
        clock.advance(61.0)
        assert restarts.died() == 1.0
    assert not restarts.is_degraded
