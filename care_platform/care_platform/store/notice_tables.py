"""Tables of what leaves the platform to find somebody, and of the test alarms that prove that alarms get here."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care_platform.store.base import Base
from care_platform.store.encryption import EncryptedText

if TYPE_CHECKING:
    from care_platform.store.tables import Account, Alarm, Robot


class NoticeWay(Base):
    """How somebody is reached who has no page open: a channel, an address there, from which priority on."""

    __tablename__ = "notice_ways"

    key: Mapped[int] = mapped_column(primary_key=True)
    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), index=True)
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(EncryptedText)
    secret: Mapped[str] = mapped_column(EncryptedText, default="")
    language: Mapped[str] = mapped_column(default="en")
    least: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)

    account: Mapped["Account"] = relationship()


class Notice(Base):
    """A message about an alarm on one way, once per occasion.

    `next_try` is also the lease of who is sending it: a process that dies leaves it to the others after that.
    """

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("alarm_id", "way_key", "occasion"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    alarm_id: Mapped[UUID] = mapped_column(ForeignKey("alarms.id"))
    way_key: Mapped[int] = mapped_column(ForeignKey("notice_ways.key"), index=True)
    occasion: Mapped[str]
    urgency: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    created: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None] = mapped_column(index=True)
    ended: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")

    alarm: Mapped["Alarm"] = relationship()
    way: Mapped[NoticeWay] = relationship()


class SelfTest(Base):
    """The last test alarm of a robot that got here: when it was sent there (`stamp`) and when it was stored here."""

    __tablename__ = "self_tests"

    robot_key: Mapped[int] = mapped_column(ForeignKey("robots.key"), primary_key=True)
    stamp: Mapped[datetime]
    received: Mapped[datetime]

    robot: Mapped["Robot"] = relationship()
