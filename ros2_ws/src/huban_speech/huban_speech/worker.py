"""One thread for the work that would hold up the executor."""

from collections.abc import Callable
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Worker(Generic[Item]):
    """Handles items in order; when too many wait, the oldest is dropped and counted."""

    def __init__(
        self, name: str, handle: Callable[[Item], None], limit: int, failed: Callable[[Exception], None]
    ) -> None:
        """`failed` is told what `handle` raised; the work goes on with the next item."""
        self._handle, self._failed = handle, failed
        self._items: Queue[Item | None] = Queue(limit)
        self._closing = Event()
        self.dropped = 0
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        return self._items.qsize()

    def put(self, item: Item) -> None:
        while True:
            try:
                return self._items.put_nowait(item)
            except Full:
                self._drop()

    def close(self, patience_s: float = 2.0) -> None:
        """Ends after the item in hand; one that takes longer than `patience_s` is left alone."""
        self._closing.set()
        self._drop_all()
        self._items.put(None)
        self._thread.join(patience_s)

    def _work(self) -> None:
        while (item := self._items.get()) is not None and not self._closing.is_set():
            try:
                self._handle(item)
            except Exception as error:
                if not self._closing.is_set():
                    self._failed(error)

    def _drop(self) -> None:
        try:
            self._items.get_nowait()
            self.dropped += 1
        except Empty:
            pass

    def _drop_all(self) -> None:
        while not self._items.empty():
            self._drop()
