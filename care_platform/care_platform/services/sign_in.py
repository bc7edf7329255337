"""Signing in: a password, then what else is asked (core/sign_in_stages.py), with limited tries."""

from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from care_platform.core.authority import must_have_second_factor
from care_platform.core.clock import WallClock
from care_platform.core.login_limit import WINDOW, Failure, wait
from care_platform.core.refusals import NotAllowed, OutOfTurn, TooMany
from care_platform.core.sign_in_stages import Stage, next_stage
from care_platform.services.passwords import Passwords
from care_platform.services.second_factor import Offer, SecondFactors
from care_platform.services.sessions import IDLE, LASTS, Client, Sessions, Visitor
from care_platform.store.audit import AuditLog
from care_platform.store.database import Database
from care_platform.store.tables import Account, LoginFailure

__all__ = ["IDLE", "LASTS", "Client", "SignIns", "Visitor"]


class SignIns:
    def __init__(
        self,
        database: Database,
        clock: WallClock,
        audit: AuditLog,
        sessions: Sessions,
        passwords: Passwords,
        factors: SecondFactors,
    ) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._sessions = sessions
        self._passwords = passwords
        self._factors = factors

    def sign_in(self, name: str, password: str, address: str, agent: str = "") -> tuple[str, Visitor]:
        """The cookie and the visitor, who may have to do more; raises NotAllowed for a wrong password, TooMany."""
        with self._database.reading() as session:
            self._check_limit(session, name, address)
            account = session.scalars(select(Account).filter_by(name=name, active=True)).one_or_none()
        if not self._passwords.fits(account, password) or account is None:
            self._note_failure(name, address, known=account is not None)
            raise NotAllowed("refused-password")
        if account.initial_until is not None and account.initial_until < self._clock.now():
            raise NotAllowed("refused-initial-password-too-old")
        with self._database.writing() as session:
            stage = self._stage(session, account, code_given=False)
            if stage is not Stage.CODE:
                self._forget_failures(session, account, address)
            return self._sessions.begin(session, account, Client(address, agent), stage)

    def give_code(self, cookie: str | None, code: str, client: Client) -> tuple[str, Visitor]:
        """Goes on with a code of the app or a recovery code; raises NotAllowed, TooMany."""
        account = self._at(cookie, Stage.CODE).account
        with self._database.writing() as session:
            self._check_limit(session, account.name, client.address)
            accepted = self._factors.accept(session, account, code)
            if accepted:
                self._forget_failures(session, account, client.address)
                return self._go_on(session, cookie, account, client)
        self._note_failure(account.name, client.address, known=True)
        raise NotAllowed("refused-code")

    def give_new_password(self, cookie: str | None, password: str, client: Client) -> tuple[str, Visitor]:
        """Goes on with a password of one's own choice; raises Unusable for one that is too easy."""
        account = self._at(cookie, Stage.NEW_PASSWORD).account
        if self._passwords.fits(account, password):
            raise OutOfTurn("refused-same-password")
        with self._database.writing() as session:
            self._set_password(session, account, password)
            return self._go_on(session, cookie, account, client)

    def offer_factor(self, cookie: str | None) -> Offer:
        """What the app of somebody who has to enrol needs."""
        account = self._at(cookie, Stage.ENROL).account
        with self._database.writing() as session:
            return self._factors.offer(session, account)

    def enrol(self, cookie: str | None, code: str, client: Client) -> tuple[str, Visitor, list[str]]:
        """Goes on with the first code of the app; with the recovery codes."""
        account = self._at(cookie, Stage.ENROL).account
        with self._database.writing() as session:
            codes = self._factors.confirm(session, account, code)
            return *self._go_on(session, cookie, account, client), codes

    def change_password(self, visitor: Visitor, old: str, new: str, client: Client) -> None:
        """A new password; every other session of this account ends. Raises NotAllowed, TooMany, Unusable."""
        self.check_password(visitor, old, client)
        with self._database.writing() as session:
            self._set_password(session, visitor.account, new)
            self._sessions.end_others(session, visitor.account.name, visitor.account, but=visitor.session_id)

    def check_password(self, visitor: Visitor, password: str, client: Client) -> None:
        """That whoever sits there is still the one who signed in; raises NotAllowed, TooMany."""
        name = visitor.account.name
        with self._database.reading() as session:
            self._check_limit(session, name, client.address)
        if not self._passwords.fits(visitor.account, password):
            self._note_failure(name, client.address, known=True)
            raise NotAllowed("refused-wrong-password")

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Who is signed in with this cookie, all asked and answered."""
        visitor = self._sessions.visitor(cookie)
        return visitor if visitor is not None and visitor.stage is Stage.OPEN else None

    def unfinished(self, cookie: str | None) -> Visitor | None:
        """Who is on the way in with this cookie, and at which stage."""
        visitor = self._sessions.visitor(cookie)
        return visitor if visitor is not None and visitor.stage is not Stage.OPEN else None

    def sign_out(self, cookie: str | None) -> None:
        self._sessions.end(cookie)

    def _at(self, cookie: str | None, stage: Stage) -> Visitor:
        visitor = self._sessions.visitor(cookie)
        if visitor is None or visitor.stage is not stage:
            raise OutOfTurn("refused-sign-in-anew")
        return visitor

    def _go_on(self, session: Session, cookie: str | None, account: Account, client: Client) -> tuple[str, Visitor]:
        """The next stage gets a token of its own."""
        self._sessions.replace(session, cookie)
        account = session.get_one(Account, account.key)
        return self._sessions.begin(session, account, client, self._stage(session, account, code_given=True))

    def _stage(self, session: Session, account: Account, code_given: bool) -> Stage:
        enrolled = self._factors.enrolled(session, account)
        return next_stage(
            code_due=enrolled and not code_given,
            password_due=account.initial_until is not None,
            factor_due=not enrolled and must_have_second_factor(account.role) and not account.demo,
        )

    def _set_password(self, session: Session, account: Account, password: str) -> None:
        row = session.get_one(Account, account.key)
        row.password_hash = self._passwords.hash(password, row.name, *row.names.values())
        row.initial_until = None
        self._audit.append(session, row.name, "password_changed", row.name)

    def _check_limit(self, session: Session, name: str, address: str) -> None:
        now = self._clock.now()
        query = select(LoginFailure).where(
            LoginFailure.at > now - WINDOW, or_(LoginFailure.account == name, LoginFailure.address == address)
        )
        failures = [Failure(row.account, row.address, row.at) for row in session.scalars(query)]
        pause: timedelta = wait(failures, name, address, now)
        if pause:
            raise TooMany("refused-too-many", pause.total_seconds())

    def _note_failure(self, name: str, address: str, known: bool) -> None:
        """An unknown name stays out of the audit trail: it may be a password in the wrong field."""
        who = name if known else "unknown"
        with self._database.writing() as session:
            session.execute(delete(LoginFailure).where(LoginFailure.at <= self._clock.now() - WINDOW))
            session.add(LoginFailure(account=name, address=address, at=self._clock.now()))
            self._audit.append(session, who, "sign_in_failed", who, address=address)

    def _forget_failures(self, session: Session, account: Account, address: str) -> None:
        session.execute(delete(LoginFailure).filter_by(account=account.name, address=address))
