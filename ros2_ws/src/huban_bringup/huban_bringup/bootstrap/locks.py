"""Who may change the checkout: one set-up at a time, and none under a running stack."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

POLL_S = 0.2


@contextmanager
def setup_lock(folder: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Holds the checkout for a set-up; says once who holds it where it must wait."""
    with _opened(folder / "setup.lock") as file:
        if not _take(file, fcntl.LOCK_EX):
            waiting(_holder(file))
            while not _take(file, fcntl.LOCK_EX):
                time.sleep(POLL_S)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def running_stack(folder: Path) -> Iterator[None]:
    """Marks the checkout as in use for as long as a stack runs; several may."""
    with _opened(folder / "running.lock") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_running(folder: Path) -> bool:
    """True while any stack of this checkout runs."""
    with _opened(folder / "running.lock") as file:
        return not _take(file, fcntl.LOCK_EX)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        yield file


def _take(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip()
