"""Tells whoever listens that something was committed; many changes in a row count as one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class _Listener:
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event


class Changes:
    """Safe to announce from any thread; a listener's event is set in its own loop."""

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()

    def announce(self) -> None:
        for listener in tuple(self._listeners):
            listener.loop.call_soon_threadsafe(listener.woken.set)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set from the start, so that the listener looks once at what is there already."""
        listener = _Listener(asyncio.get_running_loop(), asyncio.Event())
        listener.woken.set()
        self._listeners.add(listener)
        try:
            yield listener.woken
        finally:
            self._listeners.discard(listener)


async def wait_for_change(woken: asyncio.Event, timeout_s: float) -> bool:
    """Whether something was announced; False after `timeout_s` without."""
    try:
        await asyncio.wait_for(woken.wait(), timeout_s)
    except asyncio.TimeoutError:
        return False
    woken.clear()
    return True
