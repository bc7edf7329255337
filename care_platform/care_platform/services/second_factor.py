"""The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes on paper, each valid once."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from care_platform.core.clock import WallClock
from care_platform.core.refusals import NotAllowed, OutOfTurn
from care_platform.services.passwords import readable_secret
from care_platform.store.audit import AuditLog
from care_platform.store.people_tables import RecoveryCode, SecondFactor
from care_platform.store.tables import Account

ISSUER = "Huban"
STEP_S = 30
DRIFT = (-1, 0, 1)
"""Steps by which a telephone's clock may be wrong."""

RECOVERY_CODES = 10
RECOVERY_GROUPS = 5


@dataclass(frozen=True)
class Offer:
    """The secret for an authenticator app: as an otpauth URI for a QR code, and to be typed."""

    uri: str
    secret: str


class SecondFactors:
    def __init__(self, clock: WallClock, audit: AuditLog) -> None:
        self._clock = clock
        self._audit = audit

    def enrolled(self, session: Session, account: Account) -> bool:
        factor = session.get(SecondFactor, account.key)
        return factor is not None and factor.confirmed is not None

    def offer(self, session: Session, account: Account) -> Offer:
        """What the app needs; the same until it is confirmed. Raises OutOfTurn after that."""
        factor = session.get(SecondFactor, account.key)
        if factor is None:
            factor = SecondFactor(account_key=account.key, secret=pyotp.random_base32())
            session.add(factor)
        if factor.confirmed is not None:
            raise OutOfTurn("refused-already-enrolled")
        uri = pyotp.TOTP(factor.secret).provisioning_uri(name=account.name, issuer_name=ISSUER)
        return Offer(uri, factor.secret)

    def confirm(self, session: Session, account: Account, code: str) -> list[str]:
        """The app shows the right code: from now on it is asked for. The recovery codes, told this once."""
        factor = session.get(SecondFactor, account.key, with_for_update=True)
        if factor is None or factor.confirmed is not None:
            raise OutOfTurn("refused-already-enrolled")
        if not self._fits(factor, code):
            raise NotAllowed("refused-code")
        factor.confirmed = self._clock.now()
        self._audit.append(session, account.name, "second_factor_enrolled", account.name)
        return self.renew_recovery_codes(session, account)

    def accept(self, session: Session, account: Account, code: str) -> bool:
        """Whether this is a code of the app or a recovery code; it is used up."""
        factor = session.get(SecondFactor, account.key, with_for_update=True)
        if factor is None or factor.confirmed is None:
            return False
        return self._fits(factor, code) or self._recovers(session, account, code)

    def renew_recovery_codes(self, session: Session, account: Account) -> list[str]:
        session.execute(delete(RecoveryCode).filter_by(account_key=account.key))
        codes = [readable_secret(RECOVERY_GROUPS) for _ in range(RECOVERY_CODES)]
        session.add_all(RecoveryCode(digest=_digest(account, code), account_key=account.key) for code in codes)
        self._audit.append(session, account.name, "recovery_codes_made", account.name)
        return codes

    def recovery_codes_left(self, session: Session, account: Account) -> int:
        unused = select(RecoveryCode).where(RecoveryCode.account_key == account.key, RecoveryCode.used.is_(None))
        return len(session.scalars(unused).all())

    def remove(self, session: Session, actor: str, account: Account) -> None:
        """Without telephone and paper: the next sign-in enrols anew."""
        session.execute(delete(RecoveryCode).filter_by(account_key=account.key))
        if factor := session.get(SecondFactor, account.key):
            session.delete(factor)
            self._audit.append(session, actor, "second_factor_removed", account.name)

    def _fits(self, factor: SecondFactor, code: str) -> bool:
        """Only codes of later steps than the last one, so that nobody can use a code that was looked at."""
        totp, now = pyotp.TOTP(factor.secret), int(self._clock.now().timestamp()) // STEP_S
        digits = "".join(code.split())
        for step in (now + drift for drift in DRIFT):
            later = factor.last_step is None or step > factor.last_step
            if later and hmac.compare_digest(totp.at(step * STEP_S).encode(), digits.encode()):
                factor.last_step = step
                return True
        return False

    def _recovers(self, session: Session, account: Account, code: str) -> bool:
        found = session.get(RecoveryCode, _digest(account, code))
        if found is None or found.used is not None:
            return False
        found.used = self._clock.now()
        self._audit.append(session, account.name, "recovery_code_used", account.name)
        return True


def _digest(account: Account, code: str) -> str:
    """Without a salt: a code of 124 bits can not be guessed."""
    return sha256(f"{account.key}:{code.strip().lower()}".encode()).hexdigest()
