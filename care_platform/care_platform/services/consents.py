"""The register of consents: who agreed to what for whom, from when until when; withdrawn, never overwritten."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import may_keep_consents
from care_platform.core.clock import WallClock
from care_platform.core.consent import Capacity, Purpose, Term, agreed
from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.services.people import subject
from care_platform.store.audit import AuditLog
from care_platform.store.people_tables import Consent, Elder
from care_platform.store.tables import Account


class Consents:
    def __init__(self, clock: WallClock, audit: AuditLog) -> None:
        self._clock = clock
        self._audit = audit

    def give(
        self,
        session: Session,
        account: Account,
        elder: Elder,
        purpose: Purpose,
        given_by: str,
        capacity: Capacity,
        begins: datetime | None = None,
        ends: datetime | None = None,
        note: str = "",
    ) -> Consent:
        """Writes down a consent that `given_by` gave; it never begins in the past. Raises NotAllowed, Unusable."""
        _check_right(account)
        now = self._clock.now()
        begins = max(begins or now, now)
        if not given_by.strip() or (ends is not None and ends <= begins):
            raise Unusable("refused-consent-terms")
        consent = Consent(
            elder_key=elder.key, purpose=purpose.value, given_by=given_by.strip(), capacity=capacity.value
        )
        consent.begins, consent.ends, consent.note = begins, ends, note
        consent.recorded, consent.recorded_by = now, account.key
        session.add(consent)
        session.flush()
        self._audit.append(session, account.name, "consent_given", subject(elder), **_told(consent))
        return consent

    def withdraw(self, session: Session, account: Account, elder: Elder, key: int) -> Consent:
        """Ends a consent at once, and for good; raises NotAllowed, NotFound, OutOfTurn."""
        _check_right(account)
        consent = session.get(Consent, key, with_for_update=True)
        if consent is None or consent.elder_key != elder.key:
            raise NotFound("refused-unknown-consent")
        if consent.withdrawn is not None:
            raise OutOfTurn("refused-already-withdrawn")
        consent.withdrawn, consent.withdrawn_by = self._clock.now(), account.key
        self._audit.append(session, account.name, "consent_withdrawn", subject(elder), **_told(consent))
        return consent

    def holds(self, session: Session, elder_key: int | None, purpose: Purpose) -> bool:
        """Whether something may be done now; for nobody known nothing may."""
        query = select(Consent).where(Consent.elder_key == elder_key, Consent.purpose == purpose.value)
        return agreed((_term(consent) for consent in session.scalars(query)), self._clock.now())

    def register(self, session: Session, elder: Elder) -> list[Consent]:
        """All consents for an elder, also those that are over, the newest first."""
        query = select(Consent).where(Consent.elder_key == elder.key)
        return list(session.scalars(query.order_by(Consent.recorded.desc(), Consent.key.desc())))

    def in_force(self, consent: Consent) -> bool:
        return _term(consent).holds(self._clock.now())


def _term(consent: Consent) -> Term:
    return Term(consent.begins, consent.ends, consent.withdrawn)


def _told(consent: Consent) -> dict[str, str | int]:
    """What the audit trail tells: no name and no note."""
    return {"consent": consent.key, "purpose": consent.purpose, "capacity": consent.capacity}


def _check_right(account: Account) -> None:
    if not may_keep_consents(account.role):
        raise NotAllowed("refused-not-your-right")
