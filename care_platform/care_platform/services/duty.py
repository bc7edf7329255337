"""Who is on duty, in which order: each goes on and off by their own word, and the audit trail has it."""

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from care_platform.core.authority import ADMINISTRATOR, may_answer
from care_platform.core.refusals import NotAllowed
from care_platform.store.audit import AuditLog
from care_platform.store.tables import Account, Robot
from care_platform.store.visibility import those_who_see, visible_robots
from care_protocol.messages import Priority, Role


class Duty:
    def __init__(self, audit: AuditLog) -> None:
        self._audit = audit

    def begin(self, session: Session, account: Account, first: bool) -> None:
        """This person is asked before all others, or after them; raises NotAllowed for who answers no alarm."""
        if not can_serve(account):
            raise NotAllowed("refused-not-your-right")
        others = [each for each in _locked_chain(session, account.tenant) if each.key != account.key]
        me = session.get_one(Account, account.key)
        _number([me, *others] if first else [*others, me])
        self._audit.append(session, account.name, "duty_begun", account.name, place=me.duty)

    def end(self, session: Session, account: Account) -> None:
        """This person is not asked any more, unless nobody is on duty: then everybody is."""
        chain = _locked_chain(session, account.tenant)
        me = session.get_one(Account, account.key)
        if me.duty is not None:
            me.duty = None
            _number([each for each in chain if each.key != account.key])
            self._audit.append(session, account.name, "duty_ended", account.name)


def can_serve(account: Account) -> bool:
    """Whether there are alarms that this person may answer."""
    if account.role == ADMINISTRATOR:
        return False
    return any(may_answer(Role(account.role), priority) for priority in Priority)


def chain(session: Session, account: Account) -> list[Account]:
    """Those on duty whom this person may know of, in the order in which they are asked."""
    return list(session.scalars(_on_duty(account.tenant).where(_known_to(session, account))))


def off_duty(session: Session, account: Account) -> list[Account]:
    """Those who could be on duty and are not."""
    query = select(Account).where(Account.tenant == account.tenant, Account.active, Account.duty.is_(None))
    rows = session.scalars(query.where(_known_to(session, account)).order_by(Account.name))
    return [each for each in rows if can_serve(each)]


def _known_to(session: Session, account: Account) -> ColumnElement[bool]:
    """Families know of each other only where they care for the same person."""
    if account.role != Role.FAMILY.value:
        return true()
    robots = session.scalars(select(Robot).where(visible_robots(account)))
    return or_(Account.key == account.key, *(those_who_see(robot) for robot in robots))


def _locked_chain(session: Session, tenant: str) -> list[Account]:
    return list(session.scalars(_on_duty(tenant).with_for_update()))


def _on_duty(tenant: str) -> Select[tuple[Account]]:
    query = select(Account).where(Account.tenant == tenant, Account.active, Account.duty.is_not(None))
    return query.order_by(Account.duty, Account.key)


def _number(accounts: list[Account]) -> None:
    for place, account in enumerate(accounts):
        account.duty = place
