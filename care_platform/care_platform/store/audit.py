"""Writes and checks the audit chain; the anchor file outside the database shows a cut-off end."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from care_platform.core.audit import Anchor, Entry, Sealed, seal, verify
from care_platform.core.clock import WallClock
from care_platform.store.database import Database, after_commit
from care_platform.store.tables import AuditEntry

SYSTEM = "system"
log = logging.getLogger(__name__)


class AuditLog:
    """Appends entries in the caller's transaction: what is not committed is not in the trail."""

    def __init__(self, database: Database, key: bytes, anchor_file: Path, clock: WallClock) -> None:
        self._database = database
        self._key = key
        self._anchor_file = anchor_file
        self._clock = clock
        self._lock = Lock()

    def append(self, session: Session, actor: str, action: str, subject: str, **detail: Any) -> None:
        """Adds who did what to what; `detail` holds JSON values."""
        last = self._last(session)
        entry = Entry(last.number + 1, self._clock.now().isoformat(), actor, action, subject, detail)
        digest = seal(self._key, last.digest, entry)
        session.add(AuditEntry(**vars(entry), digest=digest))
        session.flush()
        after_commit(session, "anchor", self._anchor)

    def problem(self) -> str | None:
        """What is wrong with the trail first; None when it is whole."""
        with self._database.reading() as session:
            return verify(self._key, _chain(session), self._read_anchor())

    def _last(self, session: Session) -> Anchor:
        """The end of the chain, which no other writer can extend until this transaction ends."""
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        return _end(session)

    def _anchor(self) -> None:
        """Writes down how long the committed chain is, unless the chain lost what was anchored before."""
        with self._lock, self._database.reading() as session:
            before, now = self._read_anchor(), _end(session)
            if before.number and not _holds(session, before):
                log.error("audit trail: entry %d is gone or was changed; the anchor stays", before.number)
            elif now.number > before.number:
                self._write_anchor(now)

    def _write_anchor(self, anchor: Anchor) -> None:
        draft = self._anchor_file.with_suffix(".new")
        try:
            draft.write_text(json.dumps(vars(anchor)), encoding="utf-8")
            os.replace(draft, self._anchor_file)
        except OSError as error:
            log.error("audit trail: the anchor was not written: %s", error)

    def _read_anchor(self) -> Anchor:
        try:
            return Anchor(**json.loads(self._anchor_file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Anchor()


def _end(session: Session) -> Anchor:
    row = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    return Anchor(row.number, row.digest) if row else Anchor()


def _holds(session: Session, anchor: Anchor) -> bool:
    row = session.get(AuditEntry, anchor.number)
    return row is not None and row.digest == anchor.digest


def _chain(session: Session) -> Iterator[Sealed]:
    for row in session.scalars(select(AuditEntry).order_by(AuditEntry.number)).yield_per(1000):
        yield Sealed(Entry(row.number, row.stamp, row.actor, row.action, row.subject, row.detail), row.digest)
