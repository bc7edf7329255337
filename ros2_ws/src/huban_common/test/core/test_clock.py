import pytest

from huban_common.core.clock import ManualClock, MonotonicClock


def test_a_manual_clock_moves_only_when_told():
    clock = ManualClock(5.0)
    clock.advance(1.5)
    assert clock.now_s() == 6.5


def test_time_cannot_go_back():
    with pytest.raises(ValueError, match="cannot go back"):
        ManualClock().advance(-1.0)


def test_the_monotonic_clock_never_runs_backwards():
    clock = MonotonicClock()
    assert clock.now_s() <= clock.now_s()
