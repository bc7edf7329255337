"""Accounts: made by an administrator; whoever gets one chooses an own password at the first sign-in."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import ADMINISTRATOR, AccountRole
from care_platform.core.clock import WallClock
from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.services.passwords import Passwords, readable_secret
from care_platform.services.people import ensure_tenant
from care_platform.services.second_factor import SecondFactors
from care_platform.services.sessions import Sessions
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.tables import Account, Robot
from care_platform.store.visibility import administered
from care_protocol.channels import IDENTIFIER

INITIAL_LASTS = timedelta(days=7)
"""How long a password is good that somebody else made."""


class Accounts:
    def __init__(
        self, clock: WallClock, audit: AuditLog, passwords: Passwords, factors: SecondFactors, sessions: Sessions
    ) -> None:
        self._clock = clock
        self._audit = audit
        self._passwords = passwords
        self._factors = factors
        self._sessions = sessions

    def add(
        self,
        session: Session,
        name: str,
        role: str,
        names: dict[str, str],
        password: str,
        tenant: str,
        duty: int | None = None,
        demo: bool = False,
        actor: str = SYSTEM,
    ) -> Account:
        """A new account; raises Unusable for a name that is taken or no identifier, or a short or weak password."""
        if not IDENTIFIER.fullmatch(name):
            raise Unusable("refused-name")
        if session.scalars(select(Account).filter_by(name=name)).one_or_none():
            raise Unusable("refused-name-taken")
        ensure_tenant(session, tenant)
        kind = AccountRole(role).value
        account = Account(tenant=tenant, name=name, names=names, role=kind, duty=duty, demo=demo, active=True)
        account.password_hash = self._passwords.hash(password, name, *names.values())
        session.add(account)
        session.flush()
        self._audit.append(session, actor, "account_added", name, role=kind, demo=demo)
        return account

    def add_first_administrator(
        self, session: Session, name: str, names: dict[str, str], password: str, tenant: str
    ) -> Account:
        """Raises OutOfTurn when there is one already: that one makes all others."""
        if session.scalars(select(Account.key).filter_by(role=ADMINISTRATOR, active=True)).first():
            raise OutOfTurn("refused-already-set-up")
        return self.add(session, name, ADMINISTRATOR, names, password, tenant)

    def invite(
        self, session: Session, actor: Account, name: str, role: str, names: dict[str, str], tenant: str
    ) -> tuple[Account, str]:
        """A new account below an administrator, and the password for its first sign-in, told this once."""
        password = readable_secret()
        account = self.add(session, name, role, names, password, tenant, actor=actor.name)
        account.initial_until = self._clock.now() + INITIAL_LASTS
        find(session, actor, name)
        return account, password

    def start_anew(self, session: Session, actor: Account, name: str) -> str:
        """For who lost telephone or password: sessions and second factor end; a password for the first sign-in."""
        account = find(session, actor, name)
        password = readable_secret()
        account.password_hash = self._passwords.hash(password)
        account.initial_until = self._clock.now() + INITIAL_LASTS
        self._factors.remove(session, actor.name, account)
        self._sessions.end_others(session, actor.name, account)
        self._audit.append(session, actor.name, "account_reset", account.name)
        return password

    def switch(self, session: Session, actor: Account, name: str, active: bool) -> Account:
        """Lets somebody in or out, at once; nobody locks oneself out."""
        account = find(session, actor, name)
        if account.key == actor.key:
            raise NotAllowed("refused-own-account")
        account.active = active
        if not active:
            account.duty = None
            self._sessions.end_others(session, actor.name, account)
        self._audit.append(session, actor.name, "account_on" if active else "account_off", account.name)
        return account


def find(session: Session, actor: Account, name: str) -> Account:
    """An account that this administrator looks after; raises NotFound."""
    account = session.scalars(select(Account).where(Account.name == name, administered(actor))).one_or_none()
    if account is None:
        raise NotFound("refused-unknown-account")
    return account


def add_robot(session: Session, audit: AuditLog, tenant: str, robot_id: str) -> Robot:
    """Registers a robot; one that is known stays as it is."""
    robot = session.scalars(select(Robot).filter_by(tenant=tenant, robot_id=robot_id)).one_or_none()
    if robot is None:
        ensure_tenant(session, tenant)
        robot = Robot(tenant=tenant, robot_id=robot_id)
        session.add(robot)
        session.flush()
        audit.append(session, SYSTEM, "robot_added", f"{tenant}/{robot_id}")
    return robot
