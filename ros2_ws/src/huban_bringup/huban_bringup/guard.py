"""Ends processes whose owner is gone, even by kill -9. Standard library only.

The owner marks what it starts by an environment variable, which descendants inherit, and holds one end of a pipe. When
the pipe closes, for whatever reason, a small process at the other end looks for the mark in /proc and ends its bearers:
SIGTERM first, SIGKILL after GRACE_S.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from uuid import uuid4

GRACE_S = 3.0
POLL_S = 0.05
MARK = "HUBAN_GUARD"


class Guard:
    """The owner's end; `environment` marks what must not outlive the owner."""

    def __init__(self) -> None:
        mark = uuid4().hex
        self.environment = {MARK: mark}
        self._process = subprocess.Popen(
            [sys.executable, "-IS", __file__, mark], stdin=subprocess.PIPE, start_new_session=True
        )

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends every marked process that is left, and the guard itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def marked(mark: str) -> list[int]:
    """The running processes that bear the mark; what has ended but was not waited for bears none."""
    wanted = f"{MARK}={mark}".encode()
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if wanted in _environment(entry)]


def end(mark: str, grace_s: float = GRACE_S) -> None:
    """SIGTERM to every bearer of the mark, SIGKILL to those still there, or newly there, after the grace."""
    deadline_s = time.monotonic() + grace_s
    _signal(marked(mark), signal.SIGTERM)
    while (left := marked(mark)) and time.monotonic() < deadline_s + grace_s:
        if time.monotonic() > deadline_s:
            _signal(left, signal.SIGKILL)
        time.sleep(POLL_S)


def _environment(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _signal(processes: Iterable[int], number: int) -> None:
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            continue


def main(mark: str) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end(mark)


if __name__ == "__main__":
    main(sys.argv[1])
