"""What counts as sinking fast."""

import pytest

from huban_perception.core.falls.descent import DescentWatch


def watched(*heights: tuple[float, float]) -> DescentWatch:
    watch = DescentWatch(drop_m=0.5, within_s=1.2)
    for stamp_s, shoulders_m in heights:
        watch.observe(stamp_s, shoulders_m)
    return watch


def test_a_fast_drop_is_a_descent_with_its_size_and_time() -> None:
    found = watched((0.0, 1.3), (0.2, 1.3), (0.4, 1.0), (0.6, 0.6), (0.8, 0.3)).certain
    assert found is not None
    assert found.drop_m == pytest.approx(1.0)
    assert found.within_s <= 0.8


def test_the_same_drop_over_seconds_is_none() -> None:
    assert watched(*((0.2 * step, 1.3 - 0.05 * step) for step in range(20))).fast is None


def test_a_drop_is_over_when_the_shoulders_rest() -> None:
    down = ((0.0, 1.3), (0.2, 1.0), (0.4, 0.5))
    assert watched(*down).fast is not None
    assert watched(*down, *((0.6 + 0.2 * step, 0.5) for step in range(8))).fast is None


def test_a_spike_upwards_makes_no_descent() -> None:
    assert watched((0.0, 0.5), (0.2, 0.5), (0.4, 1.4), (0.6, 0.5), (0.8, 0.5)).fast is None


def test_a_drop_in_a_single_frame_is_not_certain() -> None:
    watch = watched((0.0, 1.3), (0.2, 1.3), (0.4, 0.4))
    assert watch.fast is not None
    assert watch.certain is None


def test_the_beginning_of_a_fall_is_certain_after_two_steps_down() -> None:
    assert watched((0.0, 1.3), (0.2, 1.3), (0.4, 1.22), (0.6, 0.98)).certain is not None
    assert watched((0.0, 1.3), (0.2, 1.3), (0.4, 1.28), (0.6, 0.98)).certain is None


def test_the_beginning_of_sitting_down_is_not() -> None:
    assert watched((0.0, 1.3), (0.2, 1.27), (0.4, 1.2), (0.6, 1.12)).certain is None


def test_nobody_saw_that_a_drop_across_a_gap_was_slow() -> None:
    assert watched((0.0, 1.3), (0.2, 1.3), (3.0, 0.3)).fast is not None
