import pytest

from huban_common.core.clock import ManualClock
from huban_navigation.config import NavigationConfig
from huban_navigation.core.trouble import Patience, Senses, Trouble

CONFIG = NavigationConfig()


def well(clock: ManualClock) -> Senses:
    return Senses(odometry_s=clock.now_s(), scan_s=clock.now_s())


def test_fresh_senses_are_no_trouble() -> None:
    clock = ManualClock()
    assert Patience(CONFIG, clock).trouble(well(clock)) is None


@pytest.mark.parametrize(("lost", "trouble"), [("odometry_s", Trouble.NO_ODOMETRY), ("scan_s", Trouble.NO_SCAN)])
def test_a_lost_sense_is_named_and_borne_for_a_while(lost: str, trouble: Trouble) -> None:
    clock = ManualClock(100.0)
    patience, senses = Patience(CONFIG, clock), well(clock)
    setattr(senses, lost, 99.0)
    assert patience.trouble(senses) is trouble
    assert not patience.is_over(trouble)
    clock.advance(CONFIG.lost_s)
    assert patience.is_over(trouble)


def test_a_sense_that_comes_back_is_forgiven() -> None:
    clock = ManualClock(100.0)
    patience, senses = Patience(CONFIG, clock), Senses()
    patience.trouble(senses)
    clock.advance(CONFIG.lost_s - 0.1)
    patience.trouble(well(clock))
    clock.advance(CONFIG.lost_s - 0.1)
    assert not patience.is_over(Trouble.NO_ODOMETRY)


def test_a_halt_on_the_way_is_final_but_one_at_the_start_may_be_old_news() -> None:
    clock = ManualClock(100.0)
    patience, senses = Patience(CONFIG, clock), well(clock)
    senses.halted = True
    assert patience.trouble(senses) is Trouble.HALTED
    assert not patience.is_over(Trouble.HALTED)
    senses.halted = False
    assert patience.trouble(senses) is None
    senses.halted = True
    assert patience.trouble(senses) is Trouble.HALTED
    assert patience.is_over(Trouble.HALTED)
