"""Writes and checks the audit chain; the anchor file outside the database shows a cut-off end."""

import hmac
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from care_platform import secret_files
from care_platform.core.audit import Anchor, Entry, Sealed, seal, seal_anchor, verify
from care_platform.core.clock import WallClock
from care_platform.store.database import Database, after_commit
from care_platform.store.tables import AuditEntry

SYSTEM = "system"
log = logging.getLogger(__name__)


class BadAnchor(ValueError):
    """The anchor is not the one that was written last."""


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

    def begin(self) -> None:
        """Anchors the empty trail of a new installation: from then on there always is an anchor."""
        self._write_anchor(Anchor())

    def problem(self, anchor_file: Path | None = None) -> str | None:
        """What is wrong with the trail first; None when it is whole. Also against a copy of an earlier anchor."""
        try:
            anchor = self._read_anchor(anchor_file or self._anchor_file)
        except BadAnchor as error:
            return str(error)
        with self._database.reading() as session:
            return verify(self._key, _chain(session), anchor)

    def _last(self, session: Session) -> Anchor:
        """The end of the chain, which no other writer can extend until this transaction ends."""
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        return _end(session)

    def _anchor(self) -> None:
        """Writes down how long the committed chain is, unless the chain lost what was anchored before."""
        with self._lock, self._database.reading() as session:
            try:
                before, now = self._read_anchor(self._anchor_file), _end(session)
            except BadAnchor as error:
                log.error("audit trail: %s", error)
                return
            if before.number and not _holds(session, before):
                log.error("audit trail: entry %d is gone or was changed; the anchor stays", before.number)
            elif now.number > before.number:
                self._write_anchor(now)

    def _write_anchor(self, anchor: Anchor) -> None:
        content = {**vars(anchor), "seal": seal_anchor(self._key, anchor)}
        try:
            secret_files.write(self._anchor_file, json.dumps(content).encode())
        except OSError as error:
            log.error("audit trail: the anchor was not written: %s", error)

    def _read_anchor(self, path: Path) -> Anchor:
        """Raises BadAnchor."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            anchor, told = Anchor(int(content["number"]), str(content["digest"])), str(content["seal"])
        except FileNotFoundError as error:
            raise BadAnchor("the anchor is missing") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadAnchor("the anchor can not be read") from error
        if not hmac.compare_digest(told.encode(), seal_anchor(self._key, anchor).encode()):
            raise BadAnchor("the anchor was changed")
        return anchor


def _end(session: Session) -> Anchor:
    row = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    return Anchor(row.number, row.digest) if row else Anchor()


def _holds(session: Session, anchor: Anchor) -> bool:
    row = session.get(AuditEntry, anchor.number)
    return row is not None and row.digest == anchor.digest


def _chain(session: Session) -> Iterator[Sealed]:
    for row in session.scalars(select(AuditEntry).order_by(AuditEntry.number)).yield_per(1000):
        yield Sealed(Entry(row.number, row.stamp, row.actor, row.action, row.subject, row.detail), row.digest)
