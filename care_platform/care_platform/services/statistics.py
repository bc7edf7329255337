"""Response times of what this person may see; drills and faults of machines each on their own."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from care_platform.core.alarms import Step
from care_platform.core.response import Figures, Response, figures
from care_platform.store.notice_tables import SelfTest
from care_platform.store.tables import Account, Alarm, AlarmStep, Robot
from care_platform.store.visibility import visible_robots
from care_protocol.messages import Priority

ANSWERS = (Step.ACKNOWLEDGED.value, Step.ATTENDED.value)


class Group(str, Enum):
    """PEOPLE: real alarms about people."""

    PEOPLE = "people"
    TECHNICAL = "technical"
    DRILLS = "drills"


@dataclass(frozen=True)
class LastTest:
    """The last test alarm of a robot: when it got here and how long it took."""

    tenant: str
    robot: str
    received: datetime
    delay_s: float


def response_times(session: Session, account: Account, since: datetime, now: datetime) -> dict[Group, Figures]:
    """How fast alarms that came since then were answered."""
    answered = and_(AlarmStep.alarm_id == Alarm.id, AlarmStep.step.in_(ANSWERS), AlarmStep.at >= Alarm.received)
    query = (
        select(Alarm.drill, Alarm.priority, Alarm.received, func.min(AlarmStep.at))
        .join(Robot, Alarm.robot_key == Robot.key)
        .outerjoin(AlarmStep, answered)
        .where(visible_robots(account), Alarm.received >= since)
        .group_by(Alarm.id, Alarm.drill, Alarm.priority, Alarm.received)
    )
    responses: dict[Group, list[Response]] = {group: [] for group in Group}
    for drill, priority, received, first in session.execute(query):
        responses[_group(drill, priority)].append(Response(received, first))
    return {group: figures(each, now) for group, each in responses.items()}


def last_tests(session: Session, account: Account) -> list[LastTest]:
    """The oldest first: who has not tested for long comes on top."""
    query = select(Robot.tenant, Robot.robot_id, SelfTest.received, SelfTest.stamp).join(
        SelfTest, SelfTest.robot_key == Robot.key
    )
    rows = session.execute(query.where(visible_robots(account)).order_by(SelfTest.received))
    return [LastTest(tenant, robot, at, max(0.0, (at - sent).total_seconds())) for tenant, robot, at, sent in rows]


def _group(drill: bool, priority: str) -> Group:
    if drill:
        return Group.DRILLS
    return Group.TECHNICAL if priority == Priority.TECHNICAL.value else Group.PEOPLE
