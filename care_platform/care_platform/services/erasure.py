"""One elder's data: handed out as a whole, or erased so that only the trail of what was done remains, without names."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from care_platform.core.alarms import AlarmState
from care_platform.core.clock import WallClock
from care_platform.core.refusals import OutOfTurn
from care_platform.services.people import subject
from care_platform.store.audit import AuditLog
from care_platform.store.base import Base
from care_platform.store.notice_tables import NoticeWay
from care_platform.store.people_tables import Care, Consent, Device, Elder, RecoveryCode, SecondFactor
from care_platform.store.removal import remove
from care_platform.store.tables import Account, Alarm, DeadLetterRow, Event, Order, Robot, SignIn
from care_protocol.channels import ROOT
from care_protocol.messages import Role


class ElderData:
    def __init__(self, clock: WallClock, audit: AuditLog) -> None:
        self._clock = clock
        self._audit = audit

    def export(self, session: Session, actor: str, elder: Elder) -> dict[str, Any]:
        """Everything that is kept about an elder, as JSON values but for times and ids."""
        robots = _robots(session, elder)
        keys = [robot.key for robot in robots]
        carers = session.scalars(select(Account).join(Care).where(Care.elder_key == elder.key)).all()
        self._audit.append(session, actor, "elder_exported", subject(elder))
        return {
            "exported": self._clock.now(),
            "elder": _row(elder),
            "cared_for_by": [{"names": account.names, "role": account.role} for account in carers],
            "consents": _rows(session, Consent, Consent.elder_key == elder.key),
            "devices": _rows(session, Device, Device.elder_key == elder.key),
            "robots": [_row(robot) for robot in robots],
            "events": _rows(session, Event, Event.robot_key.in_(keys)),
            "alarms": [_alarm(alarm) for alarm in session.scalars(select(Alarm).where(Alarm.robot_key.in_(keys)))],
            "commands": _rows(session, Order, Order.robot_key.in_(keys)),
        }

    def erase(self, session: Session, actor: str, elder: Elder) -> None:
        """Deletes what is kept about an elder; the row and the consents stay, without a word about who it was.

        Families who cared for nobody else lose their accounts. Raises OutOfTurn while an alarm is open.
        """
        robots = _robots(session, elder)
        keys = [robot.key for robot in robots]
        if session.scalar(select(Alarm.id).where(Alarm.robot_key.in_(keys), Alarm.state != AlarmState.CLOSED.value)):
            raise OutOfTurn("refused-alarm-open")
        for entity in (Alarm, Event, Order):
            remove(session, entity.__table__, entity.robot_key.in_(keys))
        for robot in robots:
            _forget_robot(session, robot)
        self._forget_families(session, elder)
        remove(session, Care.__table__, Care.elder_key == elder.key)
        remove(session, Device.__table__, Device.elder_key == elder.key)
        for consent in session.scalars(select(Consent).where(Consent.elder_key == elder.key)):
            consent.given_by, consent.note = "", ""
        elder.person_id, elder.names, elder.contacts, elder.notes = None, {}, {}, ""
        elder.erased = self._clock.now()
        self._audit.append(session, actor, "elder_erased", subject(elder))

    def _forget_families(self, session: Session, elder: Elder) -> None:
        others = select(Care.account_key).where(Care.elder_key != elder.key)
        families = (
            select(Account)
            .join(Care)
            .where(Care.elder_key == elder.key, Account.role == Role.FAMILY.value, Account.key.not_in(others))
        )
        for account in session.scalars(families).all():
            for entity in (SecondFactor, RecoveryCode, SignIn, NoticeWay):
                remove(session, entity.__table__, entity.account_key == account.key)
            account.name, account.names = f"erased-{account.key}", {}
            account.active, account.password_hash, account.duty = False, "", None


def _robots(session: Session, elder: Elder) -> Sequence[Robot]:
    return session.scalars(select(Robot).where(Robot.elder_key == elder.key)).all()


def _forget_robot(session: Session, robot: Robot) -> None:
    """The robot tells its home's names again when it connects: take them from its home description before."""
    topics = f"{ROOT}/{robot.tenant}/{robot.robot_id}/"
    remove(session, DeadLetterRow.__table__, DeadLetterRow.topic.startswith(topics, autoescape=True))
    robot.elder, robot.about, robot.state = None, {}, {}


def _rows(session: Session, entity: type[Base], condition: Any) -> list[dict[str, Any]]:
    return [_row(row) for row in session.scalars(select(entity).where(condition))]


def _row(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        **_row(alarm),
        "steps": [{**_row(step), "by": step.account.names if step.account else None} for step in alarm.steps],
        "asked": [{**_row(call), "who": call.account.names} for call in alarm.asked],
    }
