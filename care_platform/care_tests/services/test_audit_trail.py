"""Whoever can write to the database, but has not the key, changes nothing of the audit trail unseen."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from care_platform.core.refusals import NotFound
from care_platform.services.alarms import find
from care_platform.store.tables import AuditEntry
from care_tests.conftest import World

Rows = list[tuple[Any, ...]]
COLUMNS = ("number", "stamp", "actor", "action", "subject", "detail", "digest")
WITHOUT_TRIGGERS = ("DROP TRIGGER IF EXISTS audit_refuses_update", "DROP TRIGGER IF EXISTS audit_refuses_delete")


def database(world: World) -> sqlite3.Connection:
    """The file as somebody sees it who gets hold of the machine."""
    opened = sqlite3.connect(world.settings.state / "care.db")
    for statement in WITHOUT_TRIGGERS:
        opened.execute(statement)
    return opened


def rows(world: World) -> Rows:
    with database(world) as opened:
        return opened.execute(f"SELECT {', '.join(COLUMNS)} FROM audit ORDER BY number").fetchall()


def rewrite(world: World, trail: Rows) -> None:
    with database(world) as opened:
        opened.execute("DELETE FROM audit")
        opened.executemany(f"INSERT INTO audit VALUES ({', '.join('?' * len(COLUMNS))})", trail)


def tampered(world: World, statement: str) -> str | None:
    """What the verifier says after a statement was run on the file."""
    for _ in range(3):
        world.alarm()
    with database(world) as opened:
        opened.execute(statement)
    return world.platform.audit.problem()


@pytest.fixture
def trail(world: World) -> Rows:
    for _ in range(3):
        world.alarm()
    assert world.platform.audit.problem() is None
    return rows(world)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("SELECT 1", None),
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", "entry 2 was changed"),
        ("UPDATE audit SET detail = '{}' WHERE number = 4", "entry 4 was changed"),
        ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
        ("UPDATE audit SET stamp = '2020-01-01T00:00:00+00:00' WHERE number = 3", "entry 3 was changed"),
    ],
)
def test_the_first_changed_entry_is_named(world: World, statement: str, finding: str | None) -> None:
    assert tampered(world, statement) == finding


def test_each_field_of_each_entry_is_sealed(world: World, trail: Rows) -> None:
    for row in trail:
        for at, name in enumerate(COLUMNS):
            other = '{"x": 1}' if name == "detail" else 10_000 if name == "number" else f"{row[at]}x"
            changed = (*row[:at], other, *row[at + 1 :])
            rewrite(world, [changed if old is row else old for old in trail])
            assert world.platform.audit.problem(), f"{name} of entry {row[0]}"
    rewrite(world, trail)
    assert world.platform.audit.problem() is None


def test_each_end_that_is_cut_off_is_missed(world: World, trail: Rows) -> None:
    for length in range(len(trail)):
        rewrite(world, trail[:length])
        told = world.platform.audit.problem()
        assert told == f"the end is missing: {length} of at least {len(trail)} entries"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_choice_or_order_of_entries_but_the_whole_passes(world: World, trail: Rows, data: st.DataObject) -> None:
    """Also renumbered, so that no number is missing."""
    kept = data.draw(st.lists(st.sampled_from(trail), unique=True, max_size=len(trail)))
    renumbered = [(number, *row[1:]) for number, row in enumerate(kept, 1)]
    rewrite(world, renumbered)
    assert (world.platform.audit.problem() is None) == (renumbered == trail)


def test_an_entry_in_between_is_found(world: World, trail: Rows) -> None:
    made_up = (3, "2025-01-01T08:00:00+00:00", "li", "alarm_closed", str(uuid4()), "{}", trail[2][-1])
    later = [(row[0] + 1, *row[1:]) for row in trail[2:]]
    rewrite(world, [*trail[:2], made_up, *later])
    assert world.platform.audit.problem() == "entry 3 was changed"


def test_a_trail_that_was_cut_and_grown_again_is_found(world: World, trail: Rows) -> None:
    rewrite(world, trail[:-2])
    for _ in range(5):
        world.alarm()
    assert world.platform.audit.problem() == f"entry {len(trail)} is not the one that was anchored"


def cut_anchor(path: Path, trail: Rows) -> None:
    short = {"number": trail[2][0], "digest": trail[2][-1]}
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **short}), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        (lambda path, _trail: path.unlink(), "the anchor is missing"),
        (lambda path, _trail: path.write_text("{", encoding="utf-8"), "the anchor can not be read"),
        (lambda path, _trail: path.write_text("{}", encoding="utf-8"), "the anchor can not be read"),
        (cut_anchor, "the anchor was changed"),
    ],
)
def test_cutting_the_trail_and_its_anchor_is_found_and_stays_found(
    world: World, trail: Rows, spoil: Callable[[Path, Rows], object], finding: str
) -> None:
    rewrite(world, trail[:3])
    spoil(world.settings.state / "audit.anchor", trail)
    assert world.platform.audit.problem() == finding
    world.alarm()
    assert world.start().audit.problem() == finding


def test_an_earlier_anchor_from_elsewhere_shows_a_trail_that_was_put_back(world: World, tmp_path: Path) -> None:
    """Somebody puts database and anchor back to how both were; a copy taken in between tells."""
    world.alarm()
    anchor = world.settings.state / "audit.anchor"
    earlier, old_anchor = rows(world), anchor.read_bytes()
    world.alarm()
    copy = tmp_path / "copy.anchor"
    copy.write_bytes(anchor.read_bytes())
    rewrite(world, earlier)
    anchor.write_bytes(old_anchor)
    assert world.platform.audit.problem() is None
    assert "the end is missing" in (world.platform.audit.problem(copy) or "")


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


def test_the_trail_holds_no_words_that_people_wrote(world: World) -> None:
    """It can never be erased, so names and notes must not get into it."""
    alarm_id = world.alarm()
    world.do("acknowledge", alarm_id, "li", "Mrs. Wang fell again")
    with world.platform.database.reading() as session:
        told = " ".join(f"{row.subject} {row.detail}" for row in session.scalars(select(AuditEntry)))
    assert "fell again" not in told and "Wang" not in told and "王" not in told
