"""The one question that is open to the people in the room."""

import asyncio
from collections.abc import Awaitable

from huban_behaviors.core.types import Answer
from huban_common.core.questions import Asking

LONGEST_SPEECH_S = 30.0
"""By then a question has been spoken; only matters where its end can not be told any more."""


class Questions:
    """Asks one thing at a time: a newer question closes the older one without an answer."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._pending: asyncio.Future[Answer | None] | None = None
        self._id = ""

    async def ask(self, text: str, spoken: Awaitable[object], timeout_s: float) -> Answer | None:
        """Waits until the question is spoken and answered, at most `timeout_s` after its last word."""
        self._close()
        pending = self._pending = asyncio.get_running_loop().create_future()
        question = self._asking.open(text, LONGEST_SPEECH_S + timeout_s)
        self._id = str(question.id)
        speaking = asyncio.ensure_future(spoken)
        try:
            await asyncio.wait({pending, speaking}, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait({pending}, timeout=timeout_s)
            return pending.result() if pending.done() else None
        finally:
            speaking.cancel()
            pending.cancel()
            self._asking.close(question.id)

    def answer(self, answer: Answer, question: str = "") -> bool:
        """Gives the answer to the open question or, if that is it, to the one with this id; False where it is not."""
        if self._pending is None or self._pending.done() or question not in ("", self._id):
            return False
        self._pending.set_result(answer)
        return True

    def _close(self) -> None:
        if self._pending is not None and not self._pending.done():
            self._pending.set_result(None)
