"""The asyncio loop of the Mind beside the node's executor."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from huban_behaviors.core.timed_loop import TimedLoop, run_on
from huban_common.core.clock import Clock

END_S = 5.0


class LoopThread:
    """Runs one coroutine until `stop`; `post` is the only way in. `fault` is what ended it before."""

    def __init__(self, clock: Clock) -> None:
        self.fault: Exception | None = None
        self._loop = TimedLoop(clock)
        self._end = asyncio.Event()
        self._thread: threading.Thread | None = None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self._thread = threading.Thread(target=self._run, args=(work,), name="mind", daemon=True)
        self._thread.start()

    def post(self, call: Callable[..., Any], *args: Any) -> None:
        """Has a function called in the loop; what comes after the end is dropped."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *args)

    def stop(self) -> None:
        if self._thread is not None:
            self.post(self._end.set)
            self._thread.join(END_S)
            self._thread = None

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            run_on(self._loop, self._until_end(work))
        except Exception as error:
            self.fault = error

    async def _until_end(self, work: Coroutine[Any, Any, None]) -> None:
        working = asyncio.ensure_future(work)
        ending = asyncio.ensure_future(self._end.wait())
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
