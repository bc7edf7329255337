"""Lets other threads have something done in the thread that owns the simulation."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")


class Mailbox:
    """`call` from any thread, `run` in the owner's."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()

    def call(self, function: Callable[[], Result]) -> "Future[Result]":
        """Returns at once; the future holds what the function returned or raised."""
        future: Future[Result] = Future()
        self._waiting.put((future, function))
        return future

    def run(self) -> None:
        """Does everything that waits."""
        while True:
            try:
                future, function = self._waiting.get_nowait()
            except Empty:
                return
            if future.set_running_or_notify_cancel():
                _fulfil(future, function)


def _fulfil(future: "Future[Any]", function: Callable[[], Any]) -> None:
    try:
        future.set_result(function())
    except Exception as error:  # belongs to whoever called
        future.set_exception(error)
