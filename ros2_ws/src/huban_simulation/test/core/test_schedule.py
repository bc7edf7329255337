import pytest

from huban_simulation.core.schedule import Rate


@pytest.mark.parametrize("rate_hz", [1.0, 5.0, 7.0, 20.0, 25.0])
def test_things_happen_at_their_rate_even_when_it_is_no_multiple_of_the_step(rate_hz: float) -> None:
    rate = Rate(rate_hz)
    times = [step * 0.02 for step in range(500)]
    assert sum(rate.due(time_s) for time_s in times) == pytest.approx(10 * rate_hz, abs=1)


def test_a_pause_is_not_followed_by_a_burst() -> None:
    rate = Rate(10.0)
    rate.due(0.0)
    assert sum(rate.due(5.0 + step * 0.02) for step in range(5)) <= 2
