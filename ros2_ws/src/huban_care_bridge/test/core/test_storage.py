import sqlite3
from pathlib import Path

import pytest

from huban_care_bridge.core.storage import Storage, StorageBusyError, StorageError, open_storage


def test_a_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "a.sqlite")

    def write_and_fail() -> None:
        with storage.transaction():
            storage.execute("INSERT INTO facts VALUES ('x', '1')")
            storage.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StorageError):
        write_and_fail()
    assert storage.execute("SELECT * FROM facts") == []


def test_every_commit_is_flushed_to_the_disk(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "a.sqlite")
    full, wal = 2, "wal"
    assert storage.execute("PRAGMA synchronous") == [(full,)]
    assert storage.execute("PRAGMA journal_mode") == [(wal,)]


def test_a_second_process_on_the_same_file_is_refused_by_name(tmp_path: Path) -> None:
    first = Storage(tmp_path / "a.sqlite")
    first.execute("INSERT INTO facts VALUES ('x', '1')")
    with pytest.raises(StorageBusyError, match=r"a\.sqlite.*another care bridge"):
        open_storage(tmp_path / "a.sqlite")


def test_a_broken_file_is_set_aside_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"this is no database" * 100)
    storage, trouble = open_storage(path)
    storage.execute("INSERT INTO facts VALUES ('x', '1')")
    assert "a.broken" in trouble
    assert path.with_suffix(".broken").read_bytes().startswith(b"this is no database")


def test_where_nothing_can_be_written_memory_has_to_do_and_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    storage, trouble = open_storage(blocked / "a.sqlite")
    storage.execute("INSERT INTO facts VALUES ('x', '1')")
    assert "memory only" in trouble


def test_a_wrong_statement_is_a_storage_error_that_names_the_file(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "a.sqlite")
    with pytest.raises(StorageError, match=r"a\.sqlite"):
        storage.execute("SELECT * FROM nowhere")


def test_what_was_committed_is_there_after_the_process_died(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "a.sqlite")
    storage.execute("INSERT INTO facts VALUES ('x', '1')")
    for name in ("a.sqlite", "a.sqlite-wal"):
        (tmp_path / f"copy-{name}").write_bytes((tmp_path / name).read_bytes())
    (tmp_path / "copy-a.sqlite-wal").rename(tmp_path / "copy.sqlite-wal")
    (tmp_path / "copy-a.sqlite").rename(tmp_path / "copy.sqlite")
    assert sqlite3.connect(tmp_path / "copy.sqlite").execute("SELECT value FROM facts").fetchall() == [("1",)]
