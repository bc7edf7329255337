from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.patience import LONGEST_PAUSE_S, pause_s


def test_pauses_double() -> None:
    assert [pause_s(tries) for tries in range(1, 8)] == [2, 4, 8, 16, 32, 60, 60]


@given(st.integers(1, 100_000), st.floats(0, 1))
def test_pauses_grow_up_to_a_minute_and_never_vanish(tries: int, chance: float) -> None:
    assert 1.0 <= pause_s(tries, chance) <= pause_s(tries + 5) <= LONGEST_PAUSE_S
