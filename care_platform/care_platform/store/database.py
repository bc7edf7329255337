"""The database: sessions for reading and for writing, SQLite made durable, migrations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from care_platform.store.encryption import FieldCipher, use_cipher

MIGRATIONS = Path(__file__).parent.parent / "migrations"
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")


AFTER_COMMIT = "after_commit"


class DatabaseError(OSError):
    """A database that can not be opened, in one line."""


class Database:
    """Opened by URL and brought to the newest schema; raises DatabaseError."""

    def __init__(self, url: str, cipher: FieldCipher) -> None:
        try:
            self._url = make_url(url)
            self._readers = create_engine(self._url)
        except (ArgumentError, ModuleNotFoundError) as error:
            raise DatabaseError(f"--database {url}: {error}") from error
        use_cipher(self._readers, cipher)
        if self._readers.dialect.name == "sqlite":
            _make_durable(self._readers)
        self._writers = self._readers.execution_options(writes=True)
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and changes nothing."""
        with Session(self._readers) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end; an exception undoes everything in it."""
        with Session(self._writers, expire_on_commit=False) as session:
            with session.begin():
                yield session
            for callback in session.info.get(AFTER_COMMIT, {}).values():
                callback()

    def problem(self) -> str | None:
        """Why the database does not answer, in one line."""
        try:
            with self._readers.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            return one_line(error)
        return None

    def tidy(self) -> None:
        """Empties SQLite's journal, so that what was erased or encrypted is not left in it."""
        if self._url.get_backend_name() == "sqlite":
            with self._readers.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._readers.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        try:
            with self._writers.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
            self.tidy()
        except SQLAlchemyError as error:
            raise DatabaseError(f"--database {self._url}: {one_line(error)}") from error


def after_commit(session: Session, name: str, callback: Callable[[], None]) -> None:
    """Calls back once, after the outermost commit; a second callback of the same name replaces the first."""
    session.info.setdefault(AFTER_COMMIT, {})[name] = callback


def worth_repeating(error: DBAPIError) -> bool:
    """Whether the database gave a transaction up in favour of another one: the same again will do."""
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def one_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _make_durable(engine: Engine) -> None:
    """Writers begin with the lock in hand, so that two of them queue up instead of failing in the middle."""

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
