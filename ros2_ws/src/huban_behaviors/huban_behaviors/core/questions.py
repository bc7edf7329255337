"""The one question that is open to the people in the room."""

import asyncio
from collections.abc import Awaitable

from huban_behaviors.core.types import Answer


class Questions:
    """Asks one thing at a time: a newer question closes the older one without an answer."""

    def __init__(self) -> None:
        self._pending: asyncio.Future[Answer | None] | None = None

    @property
    def open(self) -> bool:
        return self._pending is not None and not self._pending.done()

    async def ask(self, spoken: Awaitable[object], timeout_s: float) -> Answer | None:
        """Waits until the question is spoken and answered, at most `timeout_s` after its last word."""
        self._close()
        pending = self._pending = asyncio.get_running_loop().create_future()
        speaking = asyncio.ensure_future(spoken)
        try:
            await asyncio.wait({pending, speaking}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({pending}, timeout=timeout_s)
            return pending.result() if pending.done() else None
        finally:
            speaking.cancel()
            pending.cancel()

    def answer(self, answer: Answer) -> bool:
        """Gives the answer; False where nothing was asked."""
        if self._pending is None or self._pending.done():
            return False
        self._pending.set_result(answer)
        return True

    def _close(self) -> None:
        if self._pending is not None and not self._pending.done():
            self._pending.set_result(None)
