from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.response import TARGETS, Response, figures

NOON = datetime(2025, 1, 1, 12, 0, tzinfo=timezone.utc)


def response(after_s: float | None, received_s: float = 0.0) -> Response:
    received = NOON + timedelta(seconds=received_s)
    return Response(received, None if after_s is None else received + timedelta(seconds=after_s))


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_targets_are_those_of_telecare() -> None:
    assert [(target.within_s, target.share) for target in TARGETS] == [(60, 0.975), (180, 0.99)]


def test_each_target_counts_who_answered_in_time() -> None:
    found = figures([response(10), response(60), response(61), response(200)], later(1000))
    assert [(each.met, each.judged) for each in found.reached] == [(2, 4), (3, 4)]
    assert [each.good for each in found.reached] == [False, False]


def test_an_alarm_that_nobody_answered_missed_the_target_as_soon_as_its_time_is_over() -> None:
    assert [each.judged for each in figures([response(None)], later(60)).reached] == [0, 0]
    assert [(each.met, each.judged) for each in figures([response(None)], later(61)).reached] == [(0, 1), (0, 0)]
    assert [(each.met, each.judged) for each in figures([response(None)], later(181)).reached] == [(0, 1), (0, 1)]


def test_a_target_is_met_at_its_very_share() -> None:
    just = [response(10)] * 39 + [response(100)]
    assert [each.good for each in figures(just, later(1000)).reached] == [True, True]
    assert figures([*just, response(100)], later(1000)).reached[0].good is False


def test_without_alarms_nothing_is_known() -> None:
    found = figures([], NOON)
    assert (found.alarms, found.median_s, found.p95_s) == (0, None, None)
    assert [(each.share, each.good) for each in found.reached] == [(None, None), (None, None)]


def test_median_and_p95_are_times_that_somebody_needed() -> None:
    found = figures([response(float(second)) for second in range(1, 101)], later(1000))
    assert (found.median_s, found.p95_s, found.answered) == (50, 95, 100)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1000)), max_size=50), st.floats(0, 2000))
def test_longer_targets_are_met_by_at_least_as_many(pauses: list[float | None], now_s: float) -> None:
    found = figures([response(pause) for pause in pauses], later(now_s))
    short, long = found.reached
    assert short.met <= long.met <= long.judged <= short.judged <= found.alarms
