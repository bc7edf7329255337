"""What an administrator reads of the audit trail: entries about the accounts and robots they look after."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from care_platform.store.tables import Account, AuditEntry, Robot
from care_platform.store.visibility import below

LENGTH = 50


class EntryView(BaseModel):
    """`detail` holds ids and plain values, never names or notes (docs/adr/0023)."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


class Trail(BaseModel):
    """The newest entries before `before`; `older` leads on, None at the end."""

    entries: list[EntryView]
    older: int | None


def trail(session: Session, account: Account, before: int | None, actor: str) -> Trail:
    """Of one `actor`, or of everybody."""
    query = select(AuditEntry).where(_ours(session, account)).order_by(AuditEntry.number.desc()).limit(LENGTH + 1)
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if actor:
        query = query.where(AuditEntry.actor == actor)
    rows = [_entry(row) for row in session.scalars(query)]
    return Trail(entries=rows[:LENGTH], older=rows[LENGTH - 1].number if len(rows) > LENGTH else None)


def _ours(session: Session, account: Account) -> ColumnElement[bool]:
    """Done by or to an account of this administrator's tenants, or to a robot of them."""
    tenants = [account.tenant, *session.scalars(below(account.tenant))]
    names = select(Account.name).where(Account.tenant.in_(tenants))
    robots = select(Robot.tenant + "/" + Robot.robot_id).where(Robot.tenant.in_(tenants))
    return or_(AuditEntry.actor.in_(names), AuditEntry.subject.in_(names), AuditEntry.subject.in_(robots))


def _entry(row: AuditEntry) -> EntryView:
    return EntryView(
        number=row.number,
        at=datetime.fromisoformat(row.stamp),
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        detail=row.detail,
    )
