"""Deleting rows with everything that hangs on them, in whatever table that is."""

from sqlalchemy import ColumnElement, FromClause, delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from care_platform.store.base import Base


def remove(session: Session, table: FromClause, condition: ColumnElement[bool]) -> int:
    """Deletes the rows of a table and all that refer to them; how many of the table itself."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                remove(session, other, key.parent.in_(select(key.column).where(condition)))
    session.flush()
    done = session.execute(delete(table).where(condition))  # type: ignore[arg-type]
    session.expire_all()
    return done.rowcount if isinstance(done, CursorResult) else 0
