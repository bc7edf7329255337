"""Signing in: argon2 passwords, limited tries, tokens of which only a digest is kept."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from care_platform.core.clock import WallClock
from care_platform.core.login_limit import WINDOW, Failure, wait
from care_platform.core.refusals import NotAllowed, TooMany
from care_platform.store.audit import AuditLog
from care_platform.store.database import Database
from care_platform.store.tables import Account, LoginFailure, SignIn

LASTS = timedelta(hours=12)
"""One long shift."""

IDLE = timedelta(hours=4)
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in, with the token that each of their POSTs must carry."""

    account: Account
    csrf_token: str


class SignIns:
    def __init__(
        self, database: Database, clock: WallClock, audit: AuditLog, key: bytes, hasher: PasswordHasher
    ) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._key = key
        self._signer = URLSafeSerializer(key, salt="sign-in")
        self._hasher = hasher
        self._nobody = hasher.hash(secrets.token_hex())

    def sign_in(self, name: str, password: str, address: str) -> tuple[str, Visitor]:
        """The cookie and the visitor; raises NotAllowed for a wrong password, TooMany after too many."""
        with self._database.reading() as session:
            self._check_limit(session, name, address)
            account = session.scalars(select(Account).filter_by(name=name, active=True)).one_or_none()
        if not self._matches(account, password) or account is None:
            self._note_failure(name, address, known=account is not None)
            raise NotAllowed("refused-password")
        return self._begin(account, address)

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Who a cookie belongs to; None when it is wrong, ended or too old."""
        token = self._token(cookie)
        if token is None:
            return None
        with self._database.reading() as session:
            found = session.get(SignIn, _digest(token))
            if found is None or found.ended or not found.account.active or self._too_old(found):
                return None
            visitor, noted = Visitor(found.account, self._csrf(token)), found.used
        if self._clock.now() - noted > USE_NOTED_EVERY:
            self._note_use(token)
        return visitor

    def sign_out(self, cookie: str | None) -> None:
        token = self._token(cookie)
        if token is None:
            return
        with self._database.writing() as session:
            found = session.get(SignIn, _digest(token))
            if found is not None and found.ended is None:
                found.ended = self._clock.now()
                self._audit.append(session, found.account.name, "signed_out", found.account.name)

    def _begin(self, account: Account, address: str) -> tuple[str, Visitor]:
        token, now = secrets.token_urlsafe(32), self._clock.now()
        with self._database.writing() as session:
            session.add(SignIn(digest=_digest(token), account_key=account.key, started=now, used=now))
            session.execute(delete(LoginFailure).filter_by(account=account.name, address=address))
            self._audit.append(session, account.name, "signed_in", account.name, address=address)
        return str(self._signer.dumps(token)), Visitor(account, self._csrf(token))

    def _matches(self, account: Account | None, password: str) -> bool:
        """Takes as long for an unknown name as for a wrong password."""
        try:
            return self._hasher.verify(account.password_hash if account else self._nobody, password)
        except VerificationError:
            return False

    def _check_limit(self, session: Session, name: str, address: str) -> None:
        now = self._clock.now()
        query = select(LoginFailure).where(
            LoginFailure.at > now - WINDOW, or_(LoginFailure.account == name, LoginFailure.address == address)
        )
        failures = [Failure(row.account, row.address, row.at) for row in session.scalars(query)]
        pause = wait(failures, name, address, now)
        if pause:
            raise TooMany("refused-too-many", pause.total_seconds())

    def _note_failure(self, name: str, address: str, known: bool) -> None:
        """An unknown name stays out of the audit trail: it may be a password in the wrong field."""
        who = name if known else "unknown"
        with self._database.writing() as session:
            session.execute(delete(LoginFailure).where(LoginFailure.at <= self._clock.now() - WINDOW))
            session.add(LoginFailure(account=name, address=address, at=self._clock.now()))
            self._audit.append(session, who, "sign_in_failed", who, address=address)

    def _note_use(self, token: str) -> None:
        with self._database.writing() as session:
            found = session.get(SignIn, _digest(token))
            if found is not None:
                found.used = self._clock.now()

    def _too_old(self, found: SignIn) -> bool:
        now = self._clock.now()
        return now - found.started > LASTS or now - found.used > IDLE

    def _token(self, cookie: str | None) -> str | None:
        try:
            return str(self._signer.loads(cookie)) if cookie else None
        except BadData:
            return None

    def _csrf(self, token: str) -> str:
        return hmac.new(self._key, f"csrf:{token}".encode(), sha256).hexdigest()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
