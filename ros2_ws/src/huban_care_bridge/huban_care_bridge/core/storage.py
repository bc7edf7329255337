"""One SQLite file that survives a power cut; a second process on the same file is refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

WAIT_FOR_LOCK_S = 1.0
PRAGMAS = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL")


class StorageError(OSError):
    """The disk does not take or give what it should."""


class StorageBusyError(StorageError):
    """Another process holds the file."""


class Storage:
    """Opens or creates `path`; without one everything is kept in memory only. Raises StorageError."""

    def __init__(self, path: Path | None) -> None:
        self._name = str(path) if path else ":memory:"
        try:
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self._name, timeout=WAIT_FOR_LOCK_S, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"{self._name}: {error}") from error
        for pragma in PRAGMAS:
            self.execute(f"PRAGMA {pragma}")
        with self.transaction():
            self.execute("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement; raises StorageError."""
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            kind = StorageBusyError if "locked" in str(error) else StorageError
            raise kind(f"{self._name}: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; on the disk when it ends."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._database.rollback()
            raise

    def room_bytes(self) -> int:
        """What fits in without the file growing: the pages of what was deleted."""
        ((pages,),), ((page_bytes,),) = self.execute("PRAGMA freelist_count"), self.execute("PRAGMA page_size")
        return int(pages) * int(page_bytes)

    def close(self) -> None:
        self._database.close()


def open_storage(path: Path) -> tuple[Storage, str]:
    """The storage and, in words, what is wrong with it.

    A broken file is set aside and a new one begun; where nothing can be written, memory has to do, because an
    alarm must get out even then. Raises StorageBusyError when another process holds the file.
    """
    try:
        return Storage(path), ""
    except StorageBusyError as error:
        raise StorageBusyError(f"{error}; another care bridge uses this folder") from error
    except StorageError as error:
        return _second_best(path, str(error))


def _second_best(path: Path, reason: str) -> tuple[Storage, str]:
    try:
        path.replace(path.with_suffix(".broken"))
        return Storage(path), f"{reason}; set aside as {path.with_suffix('.broken').name}"
    except OSError:
        return Storage(None), f"{reason}; alarms are kept in memory only"
