"""Tables of people and their rights: tenants, elders, who cares for whom, consents, second factors."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care_platform.store.base import Base
from care_platform.store.encryption import EncryptedJson, EncryptedText

if TYPE_CHECKING:
    from care_platform.store.tables import Account


class Tenant(Base):
    """A home, an institution or a community; a community may have homes and institutions below it."""

    __tablename__ = "tenants"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("tenants.key"), index=True)
    names: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)


class Elder(Base):
    """Somebody who is cared for; `person_id` is how the robots call this person. Erased, only the row is left."""

    __tablename__ = "elders"
    __table_args__ = (UniqueConstraint("tenant", "person_id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str] = mapped_column(ForeignKey("tenants.key"))
    person_id: Mapped[str | None]
    names: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    contacts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    notes: Mapped[str] = mapped_column(EncryptedText, default="")
    created: Mapped[datetime]
    erased: Mapped[datetime | None]


class Device(Base):
    """A sensor or another thing of a home that reports by itself."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("tenant", "device_id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str] = mapped_column(ForeignKey("tenants.key"))
    device_id: Mapped[str]
    elder_key: Mapped[int | None] = mapped_column(ForeignKey("elders.key"), index=True)
    kind: Mapped[str]
    names: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    last_seen: Mapped[datetime | None]


class Care(Base):
    """Who cares for whom. Families see only these people; so do staff who have any such row."""

    __tablename__ = "cares"

    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), primary_key=True)
    elder_key: Mapped[int] = mapped_column(ForeignKey("elders.key"), primary_key=True, index=True)
    since: Mapped[datetime]

    account: Mapped["Account"] = relationship()
    elder: Mapped[Elder] = relationship()


class Consent(Base):
    """What somebody agreed to for an elder, from when until when; withdrawn, never deleted."""

    __tablename__ = "consents"

    key: Mapped[int] = mapped_column(primary_key=True)
    elder_key: Mapped[int] = mapped_column(ForeignKey("elders.key"), index=True)
    purpose: Mapped[str]
    given_by: Mapped[str] = mapped_column(EncryptedText)
    capacity: Mapped[str]
    begins: Mapped[datetime]
    ends: Mapped[datetime | None]
    recorded: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.key"))
    withdrawn: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.key"))
    note: Mapped[str] = mapped_column(EncryptedText, default="")

    elder: Mapped[Elder] = relationship()


class SecondFactor(Base):
    """The secret of somebody's authenticator app; `last_step` is the time step of the last code, valid once."""

    __tablename__ = "second_factors"

    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText)
    confirmed: Mapped[datetime | None]
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """A code on paper for the day the telephone is lost; only its digest is kept, and it is valid once."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), index=True)
    used: Mapped[datetime | None]
