"""A thread that always works on the newest item and drops what it cannot keep up with."""

from collections.abc import Callable
from threading import Condition, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


class NewestWorker(Generic[Item]):
    """Calls `work` in its own thread with the newest item that was offered; nothing queues up."""

    def __init__(self, name: str, work: Callable[[Item], None], fail: Callable[[Exception], None]) -> None:
        self._work = work
        self._fail = fail
        self._change = Condition()
        self._item: Item | None = None
        self._ended = False
        self.dropped = 0
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def offer(self, item: Item) -> None:
        """Hands over an item; one that still waits is dropped and counted."""
        with self._change:
            self.dropped += self._item is not None
            self._item = item
            self._change.notify()

    def close(self, timeout_s: float = 5.0) -> None:
        """Ends the thread after the item it works on."""
        with self._change:
            self._ended = True
            self._change.notify()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (item := self._next()) is not None:
            try:
                self._work(item)
            except Exception as error:  # one bad frame must not end seeing
                self._fail(error)

    def _next(self) -> Item | None:
        with self._change:
            self._change.wait_for(lambda: self._ended or self._item is not None)
            item, self._item = self._item, None
            return None if self._ended else item
