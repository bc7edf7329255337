"""How long something holds although single observations are wrong or missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huban_perception.core.duration import Duration


def observed(*observations: tuple[float, bool]) -> Duration:
    duration = Duration(tolerance_s=0.5)
    for stamp_s, holds in observations:
        duration.observe(stamp_s, holds)
    return duration


def test_it_counts_from_the_first_to_the_latest_observation() -> None:
    duration = observed((1.0, True), (1.2, True), (3.0, True))
    assert duration.lasted_s == 2.0
    assert duration.frames == 3


def test_a_short_contradiction_is_noise() -> None:
    duration = observed((1.0, True), (1.2, False), (1.4, False), (1.6, True))
    assert (round(duration.lasted_s, 3), duration.frames) == (0.6, 2)


def test_a_long_contradiction_ends_it() -> None:
    duration = observed((1.0, True), (2.0, False), (2.6, False))
    assert (duration.lasted_s, duration.frames, duration.since_s) == (0.0, 0, None)


def test_contradictions_apart_do_not_add_up() -> None:
    assert observed((1.0, True), (1.4, False), (1.6, True), (2.0, False), (2.2, True)).lasted_s > 1.0


@given(st.lists(st.booleans(), max_size=40))
def test_it_never_counts_frames_that_did_not_hold(held: list[bool]) -> None:
    duration = observed(*((0.1 * index, holds) for index, holds in enumerate(held)))
    assert duration.frames <= sum(held)
    assert 0.0 <= duration.lasted_s <= 0.1 * len(held)


def test_a_gap_that_is_too_long_begins_anew() -> None:
    held = Duration(0.5, gap_s=2.0)
    for stamp_s in (0.0, 1.0, 2.5, 5.0):
        held.observe(stamp_s, True)
    assert held.since_s == 5.0
    assert held.frames == 1


def test_the_share_counts_from_the_first_that_held() -> None:
    held = Duration(0.7)
    assert held.share == 0.0
    for stamp_s, holds in ((0.0, False), (0.2, True), (0.4, False), (0.6, True)):
        held.observe(stamp_s, holds)
    assert held.share == pytest.approx(2 / 3)
