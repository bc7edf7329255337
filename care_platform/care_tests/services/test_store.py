import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import IntegrityError

from care_platform.config import Settings
from care_platform.core.refusals import NotFound
from care_platform.service import Platform
from care_platform.services.accounts import DEMO_FILE
from care_platform.services.alarms import find
from care_platform.store.database import Database, DatabaseError
from care_platform.store.tables import Account, AuditEntry, Base
from care_tests.conftest import World

Tamper = Callable[[sqlite3.Connection], object]
WITHOUT_TRIGGERS = ("DROP TRIGGER audit_refuses_update", "DROP TRIGGER audit_refuses_delete")


def test_the_migrations_make_the_tables_that_the_code_uses(world: World) -> None:
    engine = create_engine(world.settings.database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_a_commit_is_on_the_disk(world: World) -> None:
    with world.platform.database.writing() as session:
        pragmas = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
    full = 2
    assert pragmas == ["wal", full]


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////nowhere/at/all.db", "mysql+pymysql://x/y"])
def test_a_database_that_can_not_be_opened_is_named_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        Database(url)
    assert url.split("//")[0] in str(caught.value)
    assert "\n" not in str(caught.value)


def tampered(world: World, change: Tamper) -> str | None:
    """What the verifier says after somebody with access to the file changed it."""
    for _ in range(3):
        world.alarm()
    database = sqlite3.connect(world.settings.state / "care.db")
    for statement in WITHOUT_TRIGGERS:
        database.execute(statement)
    change(database)
    database.commit()
    database.close()
    return world.platform.audit.problem()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("SELECT 1", None),
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", "entry 2 was changed"),
        ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM audit WHERE number > 4", "the end is missing: 4 of at least 7 entries"),
        ("DELETE FROM audit", "the end is missing: 0 of at least 7 entries"),
        ("UPDATE audit SET stamp = '2020-01-01T00:00:00+00:00' WHERE number = 3", "entry 3 was changed"),
    ],
)
def test_every_change_of_the_audit_trail_is_found(world: World, statement: str, finding: str | None) -> None:
    assert tampered(world, lambda database: database.execute(statement)) == finding


def test_a_trail_that_was_cut_and_grown_again_is_found(world: World) -> None:
    tampered(world, lambda database: database.execute("DELETE FROM audit WHERE number > 5"))
    for _ in range(5):
        world.alarm()
    assert world.platform.audit.problem() == "entry 7 is not the one that was anchored"


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_rewrite_the_trail(world: World, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), world.platform.database.writing() as session:
        session.execute(text(statement))


def test_what_was_undone_is_not_in_the_trail_and_the_trail_stays_whole(world: World) -> None:
    def append_and_fail() -> None:
        with world.platform.database.writing() as session:
            world.platform.audit.append(session, "li", "did_something", "x")
            find(session, world.account("li"), uuid4())

    with pytest.raises(NotFound):
        append_and_fail()
    with world.platform.database.reading() as session:
        assert "did_something" not in session.scalars(select(AuditEntry.action)).all()
    assert world.platform.audit.problem() is None


def test_the_keys_are_for_their_owner_only(world: World) -> None:
    for name in ("audit.key", "sign_in.key"):
        assert (world.settings.state / name).stat().st_mode & 0o777 == 0o600


def test_demo_passwords_are_kept_and_new_in_every_installation(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    people = Platform(Settings(first, demo=True)).prepare_people()
    again = Platform(Settings(first, demo=True)).prepare_people()
    others = Platform(Settings(second, demo=True)).prepare_people()
    assert [p["password"] for p in people] == [p["password"] for p in again]
    assert {p["password"] for p in people}.isdisjoint(p["password"] for p in others)
    kept = json.loads((first / DEMO_FILE).read_text(encoding="utf-8"))
    assert kept == {p["name"]: p["password"] for p in people}
    assert (first / DEMO_FILE).stat().st_mode & 0o777 == 0o600


def test_a_real_installation_switches_demo_accounts_off(tmp_path: Path) -> None:
    Platform(Settings(tmp_path, demo=True)).prepare_people()
    real = Platform(Settings(tmp_path))
    assert real.prepare_people() == []
    with real.database.reading() as session:
        assert not any(session.scalars(select(Account.active)))
