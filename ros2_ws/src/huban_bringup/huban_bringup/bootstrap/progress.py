"""What the user sees while the set-up works: step n of m, what it does, for how long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

HEARTBEAT_S = 15.0
FRAME_S = 0.2
WIDTH = 100


class Progress:
    """One line a step; a terminal sees it move, a file gets a line now and then."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._moves = stream.isatty()
        self._total = total
        self._number = 0
        self._title = ""
        self._started_s = self._said_s = 0.0

    @contextmanager
    def step(self, title: str) -> Iterator[str]:
        """Frames one step; its last line tells how long it took, unless it failed."""
        self._number += 1
        self._title = f"[{self._number}/{self._total}] {title}"
        self._started_s = self._said_s = time.monotonic()
        self._write(f"{self._title} ...", final=not self._moves)
        try:
            yield title
        except BaseException:
            self._stream.write("\n" if self._moves else "")
            raise
        self._write(f"{self._title}: {self._elapsed_s:.0f} s", final=True)

    def moving(self, detail: str) -> None:
        """Shows the latest line of a running program; call it often."""
        now_s = time.monotonic()
        if now_s - self._said_s < (FRAME_S if self._moves else HEARTBEAT_S):
            return
        self._said_s = now_s
        self._write(f"{self._title}: {self._elapsed_s:.0f} s  {detail}", final=not self._moves)

    @property
    def _elapsed_s(self) -> float:
        return time.monotonic() - self._started_s

    def _write(self, line: str, final: bool) -> None:
        start = "\r" if self._moves else ""
        shown = f"{line[:WIDTH]:<{WIDTH}}" if self._moves else line
        self._stream.write(start + shown + ("\n" if final else ""))
        self._stream.flush()
