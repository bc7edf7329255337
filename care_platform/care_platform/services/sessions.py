"""Sessions of browsers and tools: tokens of which only a digest is kept, with an idle and an absolute end."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from care_platform.core.clock import WallClock
from care_platform.core.refusals import NotFound
from care_platform.core.sign_in_stages import Stage
from care_platform.store.audit import AuditLog
from care_platform.store.database import Database
from care_platform.store.tables import Account, SignIn

LASTS = timedelta(hours=12)
"""One long shift."""

IDLE = timedelta(hours=4)
UNFINISHED_LASTS = timedelta(minutes=10)
"""For whoever still has to give a code or choose a password."""

USE_NOTED_EVERY = timedelta(minutes=1)
ID_LENGTH = 16
AGENT_LENGTH = 120


@dataclass(frozen=True)
class Client:
    """Where somebody signs in from: address and what the browser calls itself."""

    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in, with the token that each of their POSTs must carry."""

    account: Account
    csrf_token: str
    stage: Stage = Stage.OPEN
    session_id: str = ""


@dataclass(frozen=True)
class OpenSession:
    """A session for the list of its owner."""

    id: str
    started: datetime
    used: datetime
    address: str
    agent: str


class Sessions:
    def __init__(self, database: Database, clock: WallClock, audit: AuditLog, key: bytes) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._key = key
        self._signer = URLSafeSerializer(key, salt="sign-in")

    def begin(self, session: Session, account: Account, client: Client, stage: Stage) -> tuple[str, Visitor]:
        """The cookie of a new session, and its owner."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        row = SignIn(digest=_digest(token), account_key=account.key, started=now, used=now, stage=stage.value)
        row.address, row.agent = client.address, client.agent[:AGENT_LENGTH]
        session.add(row)
        if stage is Stage.OPEN:
            self._audit.append(session, account.name, "signed_in", account.name, address=client.address)
        return str(self._signer.dumps(token)), self._visitor(account, token, stage)

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Who a cookie belongs to, at whatever stage; None when it is wrong, ended or too old."""
        token = self._token(cookie)
        if token is None:
            return None
        with self._database.reading() as session:
            found = session.get(SignIn, _digest(token))
            if found is None or found.ended or not found.account.active or self._too_old(found):
                return None
            visitor, noted = self._visitor(found.account, token, Stage(found.stage)), found.used
        if self._clock.now() - noted > USE_NOTED_EVERY:
            self._note_use(token)
        return visitor

    def end(self, cookie: str | None) -> None:
        token = self._token(cookie)
        if token is None:
            return
        with self._database.writing() as session:
            found = session.get(SignIn, _digest(token))
            if found is not None and found.ended is None:
                found.ended = self._clock.now()
                self._audit.append(session, found.account.name, "signed_out", found.account.name)

    def replace(self, session: Session, cookie: str | None) -> None:
        """Ends a session that another one follows: a token never gains rights."""
        found = session.get(SignIn, _digest(self._token(cookie) or ""))
        if found is not None:
            found.ended = found.ended or self._clock.now()

    def of(self, account: Account) -> list[OpenSession]:
        """The sessions of an account that are open, the last used first."""
        with self._database.reading() as session:
            rows = session.scalars(_open(account).order_by(SignIn.used.desc())).all()
            return [
                OpenSession(row.digest[:ID_LENGTH], row.started, row.used, row.address, row.agent)
                for row in rows
                if not self._too_old(row)
            ]

    def end_one(self, session: Session, actor: str, account: Account, session_id: str) -> None:
        """Raises NotFound for a session that is not open or not of this account."""
        rows = [row for row in session.scalars(_open(account)) if row.digest[:ID_LENGTH] == session_id]
        if not rows:
            raise NotFound("refused-unknown-session")
        self._end_all(session, actor, account, rows)

    def end_others(self, session: Session, actor: str, account: Account, but: str = "") -> None:
        """Ends the sessions of an account except one, or all of them."""
        rows = [row for row in session.scalars(_open(account)) if row.digest[:ID_LENGTH] != but]
        self._end_all(session, actor, account, rows)

    def _end_all(self, session: Session, actor: str, account: Account, rows: list[SignIn]) -> None:
        for row in rows:
            row.ended = self._clock.now()
        if rows:
            self._audit.append(session, actor, "sessions_ended", account.name, count=len(rows))

    def _visitor(self, account: Account, token: str, stage: Stage) -> Visitor:
        return Visitor(account, self._csrf(token), stage, _digest(token)[:ID_LENGTH])

    def _note_use(self, token: str) -> None:
        with self._database.writing() as session:
            found = session.get(SignIn, _digest(token))
            if found is not None:
                found.used = self._clock.now()

    def _too_old(self, found: SignIn) -> bool:
        now = self._clock.now()
        lasts = LASTS if found.stage == Stage.OPEN.value else UNFINISHED_LASTS
        return now - found.started > lasts or now - found.used > IDLE

    def _token(self, cookie: str | None) -> str | None:
        try:
            return str(self._signer.loads(cookie)) if cookie else None
        except BadData:
            return None

    def _csrf(self, token: str) -> str:
        return hmac.new(self._key, f"csrf:{token}".encode(), sha256).hexdigest()


def _open(account: Account) -> Select[tuple[SignIn]]:
    return select(SignIn).where(SignIn.account_key == account.key, SignIn.ended.is_(None))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
