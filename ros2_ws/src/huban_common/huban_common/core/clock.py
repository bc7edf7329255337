"""Time as a port: nothing else in Huban reads a clock."""

import time
from typing import Protocol


class Clock(Protocol):
    """A source of time that tests can drive."""

    def now_s(self) -> float:
        """Seconds since an arbitrary, fixed origin; never runs backwards."""
        ...


class MonotonicClock:
    """The machine's monotonic clock."""

    def now_s(self) -> float:
        return time.monotonic()


class ManualClock:
    """A clock that stands still until `advance` moves it."""

    def __init__(self, start_s: float = 0.0) -> None:
        self._now_s = start_s

    def now_s(self) -> float:
        return self._now_s

    def advance(self, seconds: float) -> None:
        """Moves time forward; raises ValueError for a negative step."""
        if seconds < 0:
            raise ValueError(f"time cannot go back: {seconds} s")
        self._now_s += seconds
