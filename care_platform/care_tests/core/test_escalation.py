from datetime import datetime, timedelta, timezone

import pytest

from care_platform.core.escalation import asked, due, silent

NOON = datetime(2025, 1, 1, 12, 0, tzinfo=timezone.utc)


def test_the_next_is_asked_after_60_s_and_everybody_after_180_s() -> None:
    times = [due(NOON, level) for level in range(3)]
    assert times == [NOON + timedelta(seconds=60), NOON + timedelta(seconds=180), None]


def test_who_is_asked_grows_from_one_to_all() -> None:
    chain = ["a", "b", "c", "d"]
    assert [list(asked(chain, level)) for level in range(3)] == [["a"], ["a", "b"], chain]


def test_a_short_chain_is_no_problem() -> None:
    assert [list(asked(["a"], level)) for level in range(3)] == [["a"]] * 3


@pytest.mark.parametrize(("quiet_s", "expected"), [(89, False), (90, False), (91, True)])
def test_a_robot_is_silent_after_90_s(quiet_s: float, expected: bool) -> None:
    long_ago = NOON - timedelta(days=1)
    assert silent(NOON, long_ago, NOON + timedelta(seconds=quiet_s)) is expected


def test_a_platform_that_just_started_gives_robots_time_to_speak() -> None:
    yesterday = NOON - timedelta(days=1)
    assert not silent(yesterday, NOON, NOON + timedelta(seconds=30))


def test_a_robot_that_was_never_heard_is_not_silent_but_not_there_yet() -> None:
    assert not silent(None, NOON, NOON + timedelta(days=1))
