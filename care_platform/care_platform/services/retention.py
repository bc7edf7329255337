"""Deletes what was kept long enough, a little at a time, so that no alarm waits for it."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, select
from sqlalchemy.orm import Session

from care_platform.core.alarms import AlarmState
from care_platform.core.clock import WallClock
from care_platform.core.retention import Retention
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.database import Database
from care_platform.store.removal import remove
from care_platform.store.tables import Alarm, DeadLetterRow, Event, Order, SignIn

EVERY = timedelta(hours=1)
AT_ONCE = 500
"""Rows of one kind in one transaction."""

log = logging.getLogger(__name__)


class Retainer:
    def __init__(self, database: Database, clock: WallClock, audit: AuditLog, retention: Retention) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._retention = retention
        self._next: datetime | None = None

    def tick(self) -> None:
        """To be called often; works once an hour, and goes on at once while there is more."""
        now = self._clock.now()
        if self._next is not None and now < self._next:
            return
        with self._database.writing() as session:
            removed = self.purge(session)
        self._next = now if any(count >= AT_ONCE for count in removed.values()) else now + EVERY

    def purge(self, session: Session) -> dict[str, int]:
        """Deletes what is older than it may be; how much of what."""
        removed = {name: _remove_some(session, *what) for name, what in self._old().items()}
        told = {name: count for name, count in removed.items() if count}
        if told:
            self._audit.append(session, SYSTEM, "purged", "retention", **told)
            log.info("kept long enough and deleted: %s", told)
        return removed

    def _old(self) -> dict[str, tuple[type, ColumnElement[bool]]]:
        now, keep = self._clock.now(), self._retention
        closed = Alarm.state == AlarmState.CLOSED.value
        of_alarm = Event.alarm_id.in_(select(Alarm.id))
        return {
            "alarms": (Alarm, closed & (Alarm.raised < now - keep.alarms)),
            "events": (Event, (Event.received < now - keep.events) & (Event.alarm_id.is_(None) | ~of_alarm)),
            "orders": (Order, Order.next_try.is_(None) & (Order.created < now - keep.orders)),
            "sign_ins": (SignIn, SignIn.started < now - keep.sign_ins),
            "dead_letters": (DeadLetterRow, DeadLetterRow.received < now - keep.dead_letters),
        }


def _remove_some(session: Session, entity: type, condition: ColumnElement[bool]) -> int:
    table: FromClause = entity.__table__  # type: ignore[attr-defined]
    (key,) = table.primary_key
    some = session.scalars(select(key).where(condition).limit(AT_ONCE)).all()
    return remove(session, table, key.in_(some)) if some else 0
