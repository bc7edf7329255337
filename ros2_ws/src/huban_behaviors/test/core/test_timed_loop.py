"""The loop of the behaviours follows its clock."""

import asyncio

import pytest

from huban_behaviors.core.timed_loop import TimedLoop, run_on
from huban_behaviors.simulation import run_fast
from huban_common.core.clock import MonotonicClock

MACHINE = MonotonicClock()


class HalfSpeed:
    """Simulated time that passes half as fast."""

    def now_s(self) -> float:
        return MACHINE.now_s() / 2


def test_an_hour_passes_at_once_on_simulated_time():
    async def wait():
        start = asyncio.get_running_loop().time()
        await asyncio.sleep(3600.0)
        return asyncio.get_running_loop().time() - start

    before = MACHINE.now_s()
    assert run_fast(wait()) == pytest.approx(3600.0)
    assert MACHINE.now_s() - before < 5.0


def test_a_slow_clock_makes_sleeps_longer():
    before = MACHINE.now_s()
    run_on(TimedLoop(HalfSpeed()), asyncio.sleep(0.1))
    assert MACHINE.now_s() - before >= 0.19


class Restarted:
    """A simulated clock that begins again after 0.05 s."""

    def __init__(self) -> None:
        self._start_s = MACHINE.now_s()

    def now_s(self) -> float:
        passed_s = MACHINE.now_s() - self._start_s
        return 1000.0 + passed_s if passed_s < 0.05 else passed_s


def test_a_clock_that_begins_again_does_not_hold_up_what_waits():
    before = MACHINE.now_s()
    run_on(TimedLoop(Restarted()), asyncio.sleep(0.2))
    assert 0.15 <= MACHINE.now_s() - before < 2.0


def test_waiting_for_nothing_is_found_out():
    async def wait():
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="no timer"):
        run_fast(wait())


def test_what_is_left_running_is_cancelled_at_the_end():
    ended = []

    async def linger():
        try:
            await asyncio.sleep(100.0)
        finally:
            ended.append(True)

    async def leave():
        asyncio.ensure_future(linger())  # noqa: RUF006
        await asyncio.sleep(0)

    run_fast(leave())
    assert ended == [True]
