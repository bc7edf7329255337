import pytest

from huban_common.core.clock import ManualClock
from huban_simulation.core.pace import Pace

PERIOD_S = 0.02


def steps_in(clock: ManualClock, pace: Pace, turns: int, turn_s: float) -> int:
    done = 0
    for _ in range(turns):
        clock.advance(turn_s)
        done += sum(1 for _ in pace.steps())
    return done


@pytest.mark.parametrize("speed", [0.5, 1.0, 3.0])
def test_simulated_time_keeps_the_speed_asked_for(speed: float) -> None:
    clock = ManualClock()
    pace = Pace(clock, speed, PERIOD_S)
    assert steps_in(clock, pace, turns=400, turn_s=0.013) * PERIOD_S == pytest.approx(5.2 * speed, abs=0.021)


def test_a_long_delay_is_not_made_up_for() -> None:
    clock = ManualClock()
    pace = Pace(clock, 1.0, PERIOD_S)
    assert steps_in(clock, pace, turns=1, turn_s=60.0) * PERIOD_S < 0.3


def test_the_measured_factor_tells_how_fast_time_really_ran() -> None:
    clock = ManualClock()
    pace = Pace(clock, 2.0, PERIOD_S)
    steps_in(clock, pace, turns=500, turn_s=0.02)
    assert pace.factor == pytest.approx(2.0, rel=0.02)


def test_without_a_limit_a_turn_is_filled_with_steps() -> None:
    clock = ManualClock()
    pace = Pace(clock, 0.0, PERIOD_S)
    done = 0
    for _ in pace.steps():
        clock.advance(0.001)
        done += 1
    assert 5 < done < 50


def test_steps_that_take_too_long_end_the_turn() -> None:
    clock = ManualClock()
    pace = Pace(clock, 100.0, PERIOD_S)
    clock.advance(0.2)
    done = 0
    for _ in pace.steps():
        clock.advance(0.1)
        done += 1
    assert done <= 4
