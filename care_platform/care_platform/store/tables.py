"""The tables of care. Every row belongs to a tenant; only retention and erasure delete any."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care_platform.store.base import Base, UtcDateTime
from care_platform.store.encryption import EncryptedBytes, EncryptedJson, EncryptedText
from care_platform.store.people_tables import Elder

__all__ = [
    "Account",
    "Alarm",
    "AlarmStep",
    "Asked",
    "AuditEntry",
    "Base",
    "DeadLetterRow",
    "Event",
    "LoginFailure",
    "Order",
    "Robot",
    "SignIn",
    "UtcDateTime",
]


class Robot(Base):
    """A robot and the last it said of itself; `about` and `state` are messages of care_protocol."""

    __tablename__ = "robots"
    __table_args__ = (UniqueConstraint("tenant", "robot_id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    robot_id: Mapped[str]
    elder_key: Mapped[int | None] = mapped_column(ForeignKey("elders.key"), index=True)
    about: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    connection: Mapped[str | None]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    last_seen: Mapped[datetime | None]

    elder: Mapped[Elder | None] = relationship()


class Event(Base):
    """A care event as the robot told it; `stamp` is the robot's time, `received` ours."""

    __tablename__ = "events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    robot_key: Mapped[int] = mapped_column(ForeignKey("robots.key"), index=True)
    stream: Mapped[UUID | None]
    sequence: Mapped[int | None]
    stamp: Mapped[datetime] = mapped_column(index=True)
    received: Mapped[datetime]
    alarm_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[str]
    priority: Mapped[str]
    person_id: Mapped[str]
    place: Mapped[str]
    confidence: Mapped[float | None]
    position: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]]

    robot: Mapped[Robot] = relationship()


class Alarm(Base):
    """An alarm and where it stands; `due` is when it goes to the next one on duty."""

    __tablename__ = "alarms"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    robot_key: Mapped[int] = mapped_column(ForeignKey("robots.key"), index=True)
    kind: Mapped[str]
    priority: Mapped[str]
    place: Mapped[str]
    person_id: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    raised: Mapped[datetime]
    received: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    level: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime | None] = mapped_column(index=True)
    cause: Mapped[str | None]
    drill: Mapped[bool] = mapped_column(default=False)

    robot: Mapped[Robot] = relationship()
    steps: Mapped[list["AlarmStep"]] = relationship(order_by="AlarmStep.key", back_populates="alarm")
    asked: Mapped[list["Asked"]] = relationship(order_by="Asked.level", back_populates="alarm")


class AlarmStep(Base):
    """One thing that was done about an alarm; without an account the clock did it."""

    __tablename__ = "alarm_steps"

    key: Mapped[int] = mapped_column(primary_key=True)
    alarm_id: Mapped[UUID] = mapped_column(ForeignKey("alarms.id"), index=True)
    account_key: Mapped[int | None] = mapped_column(ForeignKey("accounts.key"))
    step: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(EncryptedText, default="")

    alarm: Mapped[Alarm] = relationship(back_populates="steps")
    account: Mapped["Account | None"] = relationship()


class Asked(Base):
    """Who was asked to come, at which level, and when a screen of theirs showed it."""

    __tablename__ = "asked"

    alarm_id: Mapped[UUID] = mapped_column(ForeignKey("alarms.id"), primary_key=True)
    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), primary_key=True)
    level: Mapped[int]
    at: Mapped[datetime]
    shown: Mapped[datetime | None]

    alarm: Mapped[Alarm] = relationship(back_populates="asked")
    account: Mapped["Account"] = relationship()


class Account(Base):
    """Somebody who may sign in; `duty` is the place in the chain of those on duty, none when off.

    Until `initial_until` a password that somebody else chose is good for one thing: choosing an own one.
    """

    __tablename__ = "accounts"

    key: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    names: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    role: Mapped[str]
    password_hash: Mapped[str]
    initial_until: Mapped[datetime | None]
    duty: Mapped[int | None]
    demo: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class SignIn(Base):
    """A browser or tool that is signed in, or on its way there; only the digest of its token is kept.

    `stage` says what is still asked of this person before anything else opens (core/sign_in_stages.py).
    """

    __tablename__ = "sign_ins"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), index=True)
    started: Mapped[datetime]
    used: Mapped[datetime]
    ended: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(default="open")
    address: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")

    account: Mapped[Account] = relationship()


class LoginFailure(Base):
    __tablename__ = "login_failures"

    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Order(Base):
    """A command on its way to a robot: sent again until the robot answers or it expires."""

    __tablename__ = "orders"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    robot_key: Mapped[int] = mapped_column(ForeignKey("robots.key"), index=True)
    account_key: Mapped[int | None] = mapped_column(ForeignKey("accounts.key"))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    language: Mapped[str] = mapped_column(default="en")
    created: Mapped[datetime]
    expires: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    answered: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None] = mapped_column(index=True)

    robot: Mapped[Robot] = relationship()
    account: Mapped[Account | None] = relationship()


class DeadLetterRow(Base):
    """A message that could not be used, cut to its first 4 KiB."""

    __tablename__ = "dead_letters"

    key: Mapped[int] = mapped_column(primary_key=True)
    received: Mapped[datetime]
    topic: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    payload: Mapped[bytes] = mapped_column(EncryptedBytes)


class AuditEntry(Base):
    """A link of the audit chain (core/audit.py); the database refuses to change or delete it."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[str]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]
    digest: Mapped[str]
