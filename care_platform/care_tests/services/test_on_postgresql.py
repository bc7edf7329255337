"""Rights, secrets and the trail on PostgreSQL, where constraints, locks and triggers are others than SQLite's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from care_platform.config import Settings
from care_platform.service import Platform
from care_platform.store.database import MIGRATIONS
from care_platform.store.people_tables import Elder
from care_platform.store.rotation import rotate_keys
from care_platform.store.tables import Alarm, AlarmStep, Event, Order, Robot
from care_platform.store.visibility import visible_robots
from care_platform.testing_postgres import PostgresProcess
from care_tests.conftest import World
from care_tests.services.test_encryption import OLD_ROWS


@pytest.fixture
def served(cluster: PostgresProcess, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "state", cluster.new_database())
    made.populate()
    yield made
    made.platform.database.close()


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_trail_refuses_changes(served: World, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), served.platform.database.writing() as session:
        session.execute(text(statement))
    assert served.platform.audit.problem() is None


def test_names_are_tokens_and_change_their_key(served: World) -> None:
    served.online()
    served.do("acknowledge", served.alarm(), "li", "coming at five")
    assert rotate_keys(served.platform.database, served.platform.cipher) > 5
    keys = served.settings.state / "fields.keys"
    keys.write_text(keys.read_text().split()[0])
    with served.platform.database.reading() as session:
        raw = session.execute(text("SELECT names::text FROM elders UNION ALL SELECT text FROM alarm_steps")).scalars()
        assert not any("Wang" in field or "coming" in field for field in raw)
        assert session.scalars(select(Elder)).one().names["en"] == "Mrs. Wang"
        assert session.scalars(select(AlarmStep.text)).one() == "coming at five"


def test_an_elder_is_erased_with_everything(served: World) -> None:
    alarm_id = served.alarm()
    for step in ("acknowledge", "attend"):
        served.do(step, alarm_id, "li")
    served.do("close", alarm_id, "li", "helped")
    with served.platform.database.writing() as session:
        elder = session.scalars(select(Elder)).one()
        served.platform.elder_data.export(session, "li", elder)
        served.platform.elder_data.erase(session, "li", elder)
        for entity in (Alarm, AlarmStep, Event, Order):
            assert session.scalars(select(entity)).all() == []
    assert served.platform.audit.problem() is None


def test_an_old_database_is_brought_along(cluster: PostgresProcess, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "state", cluster.new_database())
    engine = create_engine(settings.database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in OLD_ROWS:
            typed = statement.replace("'x', 0, 1)", "'x', false, true)").replace("x'756e66'", "'\\x756e66'")
            connection.execute(text(typed.replace(":", r"\:")))
    engine.dispose()
    platform = Platform(settings)
    with platform.database.writing() as session:
        elder = platform.people.add_elder(session, "test", "elm", {"en": "New"})
        assert elder.key == 3, "the numbers go on after those of the migration"
        robots = session.scalars(select(Robot)).all()
        assert {robot.elder.names.get("zh-CN") for robot in robots if robot.elder} == {"王奶奶", None}
        assert session.scalars(select(Order.kind)).one() == "alarm_reply"
    platform.database.close()


def test_families_see_their_own_elder(served: World) -> None:
    with served.platform.database.reading() as session:
        for name, seen in (("daughter", ["huban"]), ("li", ["huban"])):
            assert session.scalars(select(Robot.robot_id).where(visible_robots(served.account(name)))).all() == seen
