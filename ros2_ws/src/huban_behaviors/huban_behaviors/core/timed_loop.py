"""An asyncio loop that runs on a Clock, so that sleeps and limits follow simulated time."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from huban_common.core.clock import Clock

MAX_WAIT_S = 0.05
"""How long the loop sleeps at most while a timer is set: the clock may run faster than real time."""


END_S = 2.0
"""How long cancelled work may take to end."""
Result = TypeVar("Result")


class TimedLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers follow `clock`; where that jumps back, as a restarted simulator's, time goes on."""

    def __init__(self, clock: Clock, selector: selectors.BaseSelector | None = None) -> None:
        self._ticker = clock
        self._latest_s = clock.now_s()
        self._ahead_s = 0.0
        super().__init__(selector or _ShortWaits())

    def time(self) -> float:
        now_s = self._ticker.now_s() + self._ahead_s
        self._ahead_s += max(0.0, self._latest_s - now_s)
        self._latest_s = max(self._latest_s, now_s)
        return self._latest_s


class _ShortWaits(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout if timeout is None else min(timeout, MAX_WAIT_S))


def run_on(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Result]) -> Result:
    """Runs a coroutine to its end, cancels what it left running, and closes the loop."""
    try:
        return loop.run_until_complete(work)
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=END_S))
        loop.close()
