"""What a supervisor of an institution or a district sees: the open alarms, who is silent, each home as a tile."""

from collections import Counter
from datetime import datetime
from enum import Enum

from pydantic import BaseModel
from sqlalchemy import Row, select
from sqlalchemy.orm import Session, selectinload

from care_platform.core.alarms import URGENCY, WAITING, AlarmState
from care_platform.core.escalation import SILENCE_S
from care_platform.store.tables import Account, Alarm, Robot
from care_platform.store.visibility import visible_robots
from care_platform.web import views
from care_platform.web.models import Names
from care_protocol.messages import ConnectionState, Priority

TILES = 200
"""Homes on one page, the most urgent first; the counts are of all."""


class Condition(str, Enum):
    """What a tile tells besides an open alarm."""

    WELL = "well"
    SILENT = "silent"
    OFF = "off"
    NEVER = "never"


class Tile(BaseModel):
    """A home: its most urgent open alarm (`priority` empty without one) and whether its robot is heard."""

    tenant: str
    robot_id: str
    elder: Names
    home: Names
    condition: Condition
    last_seen: datetime | None
    priority: str
    waiting: bool


class Fleet(BaseModel):
    robots: int
    alarms: int
    waiting: int
    silent: int
    tiles: list[Tile]


def fleet(session: Session, account: Account, now: datetime) -> Fleet:
    """All robots that this person sees; names are read only of those that are shown."""
    alarms = _open_alarms(session, account)
    query = select(Robot.key, Robot.connection, Robot.last_seen).where(visible_robots(account))
    rows = session.execute(query.order_by(Robot.tenant, Robot.robot_id)).all()
    conditions = {row.key: _condition(row, now) for row in rows}
    counts = Counter(conditions.values())
    shown = sorted(rows, key=lambda row: _rank(alarms.get(row.key, []), conditions[row.key]))[:TILES]
    named = select(Robot).where(Robot.key.in_([row.key for row in shown])).options(selectinload(Robot.elder))
    robots = {robot.key: robot for robot in session.scalars(named)}
    return Fleet(
        robots=len(rows),
        alarms=sum(len(each) for each in alarms.values()),
        waiting=sum(waiting for each in alarms.values() for _, waiting in each),
        silent=counts[Condition.SILENT],
        tiles=[_tile(robots[row.key], alarms.get(row.key, []), conditions[row.key]) for row in shown],
    )


_Alarms = list[tuple[Priority, bool]]


def _open_alarms(session: Session, account: Account) -> dict[int, _Alarms]:
    """Of each robot the priorities of its open alarms, and whether they wait for somebody; drills do not count."""
    waiting = {state.value for state in WAITING}
    query = select(Alarm.robot_key, Alarm.priority, Alarm.state).join(Robot).where(visible_robots(account))
    found: dict[int, _Alarms] = {}
    for row in session.execute(query.where(Alarm.state != AlarmState.CLOSED.value, ~Alarm.drill)):
        found.setdefault(row.robot_key, []).append((Priority(row.priority), row.state in waiting))
    return found


def _condition(row: Row[tuple[int, str | None, datetime | None]], now: datetime) -> Condition:
    if row.last_seen is None:
        return Condition.NEVER
    if row.connection == ConnectionState.OFFLINE.value:
        return Condition.OFF
    quiet = (now - row.last_seen).total_seconds() > SILENCE_S
    return Condition.SILENT if quiet or row.connection == ConnectionState.CONNECTION_BROKEN.value else Condition.WELL


def _rank(alarms: _Alarms, condition: Condition) -> tuple[int, bool]:
    worst = max((URGENCY.index(priority) + len(URGENCY) * waiting for priority, waiting in alarms), default=-1)
    return -worst, condition is not Condition.SILENT


def _tile(robot: Robot, alarms: _Alarms, condition: Condition) -> Tile:
    worst = max(alarms, key=lambda each: (each[1], URGENCY.index(each[0])), default=None)
    return Tile(
        tenant=robot.tenant,
        robot_id=robot.robot_id,
        elder=views.elder_names(robot),
        home=robot.about.get("home") or {},
        condition=condition,
        last_seen=robot.last_seen,
        priority=worst[0].value if worst else "",
        waiting=bool(worst and worst[1]),
    )
