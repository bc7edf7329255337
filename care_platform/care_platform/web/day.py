"""The day of an elder: what the robot told and what people did, each line with the page it comes from."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from care_platform.core.alarms import Step
from care_platform.core.refusals import NotFound
from care_platform.store.tables import Account, Alarm, AlarmStep, Event, Robot
from care_platform.store.visibility import visible_robots
from care_platform.web import views
from care_platform.web.models import EventView, Names
from care_protocol.messages import Priority

LONGEST = 400
"""Lines of one day; the newest are kept and the page says that there are more."""

YEARS = range(2000, 2100)
_WATCHES = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


class Line(BaseModel):
    """One thing that happened: an event of the robot, or a `step` that somebody took about an alarm."""

    at: datetime
    path: str
    what: str
    kind: str
    priority: str
    drill: bool = False
    place_names: Names = {}
    by: Names = {}
    text: str = ""


class Watch(BaseModel):
    """A quarter of the day and its lines, newest first."""

    name: str
    lines: list[Line]


class Day(BaseModel):
    """`alarms` and `events` count the whole day; `next` is None where it has not begun."""

    robot: str
    tenant: str
    elder: Names
    date: date
    previous: date
    next: date | None
    watches: list[Watch]
    alarms: int
    events: int
    more: bool


def date_of(text: str) -> date:
    """Raises NotFound for what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFound("refused-unknown-page") from None
    if day.year not in YEARS:
        raise NotFound("refused-unknown-page")
    return day


def day(session: Session, robot: Robot, date: date, zone: ZoneInfo, now: datetime) -> Day:
    """From midnight to midnight in the reader's zone."""
    begin, end = (_midnight(day, zone) for day in (date, date + timedelta(days=1)))
    lines = sorted(
        [*_told(session, robot, begin, end), *_done(session, robot, begin, end)], key=lambda line: line.at, reverse=True
    )
    return Day(
        robot=robot.robot_id,
        tenant=robot.tenant,
        elder=views.elder_names(robot),
        date=date,
        previous=date - timedelta(days=1),
        next=date + timedelta(days=1) if end <= now else None,
        watches=_watches(lines[:LONGEST], zone),
        alarms=sum(1 for line in lines if line.kind == "alarm_raised" and not line.drill),
        events=sum(1 for line in lines if line.what == "event"),
        more=len(lines) > LONGEST,
    )


def event(session: Session, account: Account, event_id: UUID) -> Event:
    """An event of a robot that this person sees; raises NotFound."""
    query = select(Event).join(Robot).where(visible_robots(account), Event.id == event_id)
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("refused-unknown-event")
    return row


def _told(session: Session, robot: Robot, begin: datetime, end: datetime) -> list[Line]:
    query = select(Event).where(Event.robot_key == robot.key, Event.stamp >= begin, Event.stamp < end)
    query = query.options(selectinload(Event.robot)).order_by(Event.stamp.desc()).limit(LONGEST + 1)
    return [_event_line(views.event(row)) for row in session.scalars(query)]


def _event_line(event: EventView) -> Line:
    return Line(
        at=event.stamp,
        path=f"/events/{event.id}",
        what="event",
        kind=event.kind,
        priority=event.priority,
        drill=bool(event.data.get("drill")),
        place_names=event.place_names,
        text=event.reason,
    )


def _done(session: Session, robot: Robot, begin: datetime, end: datetime) -> list[Line]:
    """What people did about alarms; that a screen showed one is no deed."""
    query = select(AlarmStep).join(Alarm).where(Alarm.robot_key == robot.key, AlarmStep.at >= begin, AlarmStep.at < end)
    query = query.where(AlarmStep.step != Step.DELIVERED.value).options(selectinload(AlarmStep.account))
    return [
        Line(
            at=row.at,
            path=f"/alarms/{row.alarm_id}",
            what="step",
            kind=row.step,
            priority=Priority.NONE.value,
            by=row.account.names if row.account else {},
            text=row.text,
        )
        for row in session.scalars(query.order_by(AlarmStep.at.desc()).limit(LONGEST + 1))
    ]


def _watches(lines: Iterable[Line], zone: ZoneInfo) -> list[Watch]:
    def watch(line: Line) -> str:
        return next(name for end, name in _WATCHES if line.at.astimezone(zone).hour < end)

    return [Watch(name=name, lines=list(group)) for name, group in groupby(lines, key=watch)]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(timezone.utc)
