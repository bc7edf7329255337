"""Names, contacts, notes and secrets are tokens in the database, and change their key while the platform runs."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, select, text

from care_platform.config import Settings
from care_platform.service import Platform
from care_platform.services.ingest import Packet
from care_platform.store.database import MIGRATIONS
from care_platform.store.encryption import EncryptedText, FieldCipher, UnreadableField
from care_platform.store.people_tables import Care, Elder
from care_platform.store.rotation import encrypted_columns, rotate_keys
from care_platform.store.tables import Account, AlarmStep, DeadLetterRow, Order, Robot
from care_platform.store.visibility import visible_robots
from care_protocol.channels import Channel
from care_protocol.messages import RobotState
from care_tests.conftest import World

WORDS = ("Mrs. Wang", "王奶奶", "Daughter", "coming at five", "doctor Zhou", "hears badly", "unfinished letter")
"""What people are called and wrote; nothing of it may be read in the files."""


def live(world: World) -> None:
    """Something of everything that is encrypted."""
    world.online()
    world.do("acknowledge", world.alarm(), "li", "coming at five")
    world.platform.ingest.store([_packet(b'{"unfinished letter')])
    with world.platform.database.writing() as session:
        elder = session.scalars(select(Elder)).one()
        world.platform.people.describe(session, "li", elder, {"doctor Zhou": "123"}, "hears badly")
        world.platform.factors.offer(session, world.account("li"))


def _packet(payload: bytes) -> Packet:
    return Packet("huban/v1/home/huban/event", payload)


def files(world: World) -> bytes:
    return b"".join(path.read_bytes() for path in world.settings.state.glob("care.db*"))


def read_all(world: World) -> list[object]:
    """Every encrypted field, decrypted."""
    with world.platform.database.reading() as session:
        return [list(session.execute(select(*table.primary_key, *c)).all()) for table, c in encrypted_columns()]


def test_the_database_holds_no_name_contact_or_note(world: World) -> None:
    live(world)
    content = files(world)
    assert b"alarm_acknowledged" in content
    for word in WORDS:
        assert word.encode() not in content, word
        assert word.encode("unicode_escape") not in content, word


def test_what_was_encrypted_is_read_as_it_was_written(world: World) -> None:
    live(world)
    with world.platform.database.reading() as session:
        elder = session.scalars(select(Elder)).one()
        assert (elder.names["zh-CN"], elder.contacts, elder.notes) == ("王奶奶", {"doctor Zhou": "123"}, "hears badly")
        assert "coming at five" in session.scalars(select(AlarmStep.text)).all()
        assert session.scalars(select(DeadLetterRow.payload)).one() == b'{"unfinished letter'
        assert session.scalars(select(Robot)).one().about["elder"]["en"] == "Mrs. Wang"


def test_every_personal_column_is_encrypted() -> None:
    """A new column for names, contacts, notes, words, addresses or secrets has to be one of the encrypted kinds."""
    columns = {f"{table.name}.{column.name}" for table, found in encrypted_columns() for column in found}
    assert columns >= {
        "accounts.names",
        "alarm_steps.text",
        "consents.given_by",
        "consents.note",
        "dead_letters.payload",
        "devices.names",
        "elders.contacts",
        "elders.names",
        "elders.notes",
        "notice_ways.address",
        "notice_ways.secret",
        "orders.body",
        "robots.about",
        "second_factors.secret",
        "tenants.names",
    }


def test_rotation_changes_every_token_and_no_value(world: World) -> None:
    live(world)
    before, raw = read_all(world), files(world)
    old = (world.settings.state / "fields.keys").read_text().split()
    count = rotate_keys(world.platform.database, world.platform.cipher)
    new = (world.settings.state / "fields.keys").read_text().split()
    assert count >= 10 and read_all(world) == before and files(world) != raw
    assert new[1:] == old and new[0] not in old
    (world.settings.state / "fields.keys").write_text(new[0])
    assert read_all(world) == before, "something is still closed with the old key"


def test_the_key_before_the_last_is_gone(world: World) -> None:
    live(world)
    first = (world.settings.state / "fields.keys").read_text().split()[0]
    for _ in range(3):
        rotate_keys(world.platform.database, world.platform.cipher)
    keys = (world.settings.state / "fields.keys").read_text().split()
    assert len(keys) == 2 and first not in keys
    assert read_all(world)


def test_a_running_process_goes_on_with_the_new_key(world: World) -> None:
    """It reads what the other process encrypted anew, and writes with the new key."""
    live(world)
    other = Platform(world.settings, world.clock)
    rotate_keys(other.database, other.cipher)
    world.online()
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li", "on the way")
    newest = (world.settings.state / "fields.keys").read_text().split()[0]
    (world.settings.state / "fields.keys").write_text(newest)
    assert world.read(alarm_id).steps[-1].text == "on the way"
    assert world.account("li").names["en"] == "Li"


def test_without_its_key_a_field_stays_closed(world: World) -> None:
    live(world)
    (world.settings.state / "fields.keys").write_text(Fernet.generate_key().decode())
    with pytest.raises(UnreadableField, match=r"fields\.keys"):
        world.account("li")


def test_a_field_that_was_tampered_with_is_refused(world: World) -> None:
    live(world)
    database = sqlite3.connect(world.settings.state / "care.db")
    database.execute("UPDATE elders SET notes = substr(notes, 1, 40) || 'AAAA' || substr(notes, 45)")
    database.commit()
    with world.platform.database.reading() as session, pytest.raises(UnreadableField):
        session.scalars(select(Elder.notes)).one()


def test_the_same_words_look_different_each_time(tmp_path: Path) -> None:
    cipher = FieldCipher(tmp_path / "fields.keys")
    assert cipher.encrypt(b"Mrs. Wang") != cipher.encrypt(b"Mrs. Wang")
    assert EncryptedText().cache_ok


def test_the_state_of_a_robot_is_no_secret_and_stays_searchable(world: World) -> None:
    world.robot_says(Channel.STATE, RobotState(stamp=world.clock.now(), room="kitchen"))
    with world.platform.database.reading() as session:
        assert session.scalar(select(Robot.state["room"].as_string())) == "kitchen"


@pytest.fixture
def old_installation(tmp_path: Path) -> Settings:
    """A database as the first version of the tables left it, with people in it."""
    settings = Settings(tmp_path)
    engine = create_engine(settings.database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in OLD_ROWS:
            connection.execute(text(statement.replace(":", r"\:")))
    engine.dispose()
    return settings


OLD_ROWS = (
    """INSERT INTO robots (key, tenant, robot_id, about, state) VALUES
       (7, 'home', 'huban', '{"elder": {"en": "Mrs. Wang", "zh-CN": "王奶奶"}}', '{}'),
       (8, 'elm', 'rosie', '{}', '{}')""",
    """INSERT INTO accounts (key, tenant, name, names, role, password_hash, demo, active) VALUES
       (1, 'home', 'li', '{"en": "Nurse Li"}', 'nurse', 'x', 0, 1),
       (2, 'home', 'daughter', '{"en": "Daughter"}', 'family', 'x', 0, 1),
       (3, 'elm', 'son', '{"en": "Son"}', 'family', 'x', 0, 1)""",
    """INSERT INTO alarms (id, robot_key, kind, priority, place, person_id, reason, raised, received, state, level)
       VALUES ('00000000000000000000000000000001', 7, 'fall', 'high', '', '', '',
       '2025-01-01 08:00:00.000000', '2025-01-01 08:00:00.000000', 'closed', 0)""",
    """INSERT INTO orders (id, robot_key, account_key, body, language, created, expires, state, message, tries) VALUES
       ('00000000000000000000000000000002', 7, 1, '{"kind": "alarm_reply", "text": "coming at five"}', 'en',
       '2025-01-01 08:00:00.000000', '2025-01-02 08:00:00.000000', 'succeeded', '', 1)""",
    """INSERT INTO alarm_steps (key, alarm_id, account_key, step, at, text) VALUES
       (1, '00000000000000000000000000000001', 1, 'closed', '2025-01-01 08:00:00.000000', 'coming at five')""",
    """INSERT INTO dead_letters (key, received, topic, reason, detail, size, payload) VALUES
       (1, '2025-01-01 08:00:00.000000', 't', 'not_json', '', 3, x'756e66')""",
    """INSERT INTO sign_ins (digest, account_key, started, used) VALUES
       ('d', 1, '2025-01-01 08:00:00.000000', '2025-01-01 08:00:00.000000')""",
)


def test_an_old_database_is_brought_along_and_nobody_loses_sight_of_anybody(old_installation: Settings) -> None:
    platform = Platform(old_installation)
    with platform.database.reading() as session:
        accounts = {account.name: account for account in session.scalars(select(Account))}
        seen = {
            name: list(session.scalars(select(Robot.robot_id).where(visible_robots(a)))) for name, a in accounts.items()
        }
        assert seen == {"li": ["huban"], "daughter": ["huban"], "son": ["rosie"]}
        assert accounts["li"].names == {"en": "Nurse Li"}
        elder = session.scalars(select(Elder).join(Robot).where(Robot.robot_id == "huban")).one()
        assert (elder.names["zh-CN"], elder.tenant) == ("王奶奶", "home")
        assert session.scalars(select(AlarmStep.text)).one() == "coming at five"
        assert session.scalars(select(DeadLetterRow.payload)).one() == b"unf"
        assert len(session.scalars(select(Care)).all()) == 2
        order = session.scalars(select(Order)).one()
        assert (order.kind, order.body["text"]) == ("alarm_reply", "coming at five")
    content = b"".join(path.read_bytes() for path in old_installation.state.glob("care.db*"))
    for word in ("Nurse Li", "王奶奶", "coming at five"):
        assert word.encode() not in content, word
