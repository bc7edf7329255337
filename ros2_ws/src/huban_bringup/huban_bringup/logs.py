"""One log file per process, kept from growing without end. A log that cannot be kept stops nothing."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

LARGEST_BYTES = 20 * 2**20
TAIL_BYTES = 8192


def begin(path: Path) -> None:
    """Keeps the log of the last run beside the new, empty one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(_previous(path))
    path.touch()


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def limit(path: Path, largest_bytes: int = LARGEST_BYTES) -> None:
    """Moves a large log's content aside; its writers, who append, go on in the same file."""
    if size(path) > largest_bytes:
        with suppress(OSError):
            shutil.copyfile(path, _previous(path))
        with suppress(OSError):
            os.truncate(path, 0)


def last_line(path: Path, start: int = 0) -> str:
    """What a process said last, or its last `error:` line, from a byte offset on; empty where it said nothing."""
    end = size(path)
    if end == 0:
        return ""
    with path.open("rb") as file:
        file.seek(max(start if start <= end else 0, end - TAIL_BYTES))
        lines = [line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("error:")]
    return (errors or lines or [""])[-1]


def _previous(path: Path) -> Path:
    return path.with_suffix(".log.1")
