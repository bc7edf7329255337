import pytest
from builtin_interfaces.msg import Duration, Time
from hypothesis import given
from hypothesis import strategies as st

from huban_common.stamps import seconds, to_duration, to_time

NEAR = st.floats(-1e5, 1e5)


@given(NEAR)
def test_seconds_come_back_from_a_message_to_the_nanosecond(value_s):
    for made in (to_time(value_s), to_duration(value_s)):
        assert 0 <= made.nanosec < 10**9
        assert seconds(made) == pytest.approx(value_s, rel=0.0, abs=1e-9)


@given(st.integers(-(10**5), 10**5), st.integers(0, 10**9 - 1))
def test_messages_come_back_from_seconds(sec, nanosec):
    for stamp, back in ((Time, to_time), (Duration, to_duration)):
        message = stamp(sec=sec, nanosec=nanosec)
        assert back(seconds(message)) == message


@pytest.mark.parametrize(
    ("value_s", "sec", "nanosec"),
    [(4.25, 4, 250_000_000), (0.9999999999, 1, 0), (-0.25, -1, 750_000_000), (1.8e9, 1_800_000_000, 0)],
)
def test_whole_seconds_and_nanoseconds_are_those_of_ros(value_s, sec, nanosec):
    assert to_time(value_s) == Time(sec=sec, nanosec=nanosec)
    assert to_duration(value_s) == Duration(sec=sec, nanosec=nanosec)
