import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, select, text

from care_platform import secret_files
from care_platform.config import Settings
from care_platform.service import Platform
from care_platform.services.demo import FILE as DEMO_FILE
from care_platform.store.database import Database, DatabaseError
from care_platform.store.encryption import FieldCipher
from care_platform.store.tables import Account, Base
from care_tests.conftest import World


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
def test_a_database_that_can_not_be_opened_is_named_in_one_line(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as caught:
        Database(url, FieldCipher(tmp_path / "fields.keys"))
    assert url.split("//")[0] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_keys_are_for_their_owner_only(world: World) -> None:
    for name in ("audit.key", "sign_in.key", "fields.keys"):
        assert (world.settings.state / name).stat().st_mode & 0o777 == 0o600


def test_of_several_that_begin_at_once_all_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_files.key(tmp_path / "state", "audit"), range(64)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["audit.key"]


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
