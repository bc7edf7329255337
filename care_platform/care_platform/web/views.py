"""What pages and API show of the database, for one person."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import case, select
from sqlalchemy.orm import Session, selectinload

from care_platform.core.alarms import URGENCY, WAITING, AlarmState, Step, steps_open
from care_platform.core.authority import may_answer, skills_of
from care_platform.store.tables import Account, Alarm, AlarmStep, Asked, Event, Order, Robot
from care_protocol.messages import ConnectionState, Priority, Role

Names = dict[str, str]
NOTHING_KNOWN = {"battery": None, "charging": None, "room": None, "safety": None, "activity": None}
LATE = timedelta(seconds=30)
TIMELINE_LENGTH = 30
CLOSED_SHOWN = 20
ORDERS_SHOWN = 5


class StepView(BaseModel):
    """One thing done about an alarm; without `by` the clock did it."""

    step: str
    at: datetime
    by: Names | None
    text: str


class AskedView(BaseModel):
    names: Names
    at: datetime
    shown: datetime | None


class AlarmView(BaseModel):
    """An alarm for one person: `asks_me` while it waits for this person, `unseen` until a screen showed it."""

    id: UUID
    robot: str
    elder: Names
    kind: str
    priority: str
    state: str
    place: str
    place_names: Names
    reason: str
    raised: datetime
    received: datetime
    late: bool
    due: datetime | None
    level: int
    cause: str | None
    asks_me: bool
    unseen: bool
    next_steps: list[str]
    steps: list[StepView]
    asked: list[AskedView]


class RobotView(BaseModel):
    """A robot as it last told; `state` is a RobotState of care_protocol, `skills` what this person may call."""

    robot_id: str
    home: Names
    elder: Names
    online: bool
    connection: str | None
    last_seen: datetime | None
    state: dict[str, Any]
    room_names: Names
    activity_place: Names
    places: dict[str, Names]
    skills: list[str]


class EventView(BaseModel):
    id: UUID
    robot: str
    kind: str
    priority: str
    stamp: datetime
    place: str
    place_names: Names
    alarm_id: UUID | None
    reason: str
    data: dict[str, Any]


class OrderView(BaseModel):
    """A command of a person and how far the robot got; state `waiting` or one of ResultState."""

    id: UUID
    robot: str
    skill: str
    args: dict[str, Any]
    place_names: Names
    state: str
    message: str
    created: datetime
    by: Names


def alarms(session: Session, account: Account, closed: bool = False) -> list[AlarmView]:
    """The open alarms, most urgent and oldest first; or the last closed ones, newest first."""
    urgency = case({priority.value: rank for rank, priority in enumerate(URGENCY)}, value=Alarm.priority, else_=0)
    query = select(Alarm).join(Robot).where(Robot.tenant == account.tenant).options(*_WITH_PEOPLE)
    if closed:
        query = query.where(Alarm.state == AlarmState.CLOSED.value).order_by(Alarm.raised.desc()).limit(CLOSED_SHOWN)
    else:
        query = query.where(Alarm.state != AlarmState.CLOSED.value).order_by(urgency.desc(), Alarm.raised)
    return [alarm(row, account) for row in session.scalars(query)]


def alarm(row: Alarm, account: Account) -> AlarmView:
    about, waiting = row.robot.about, row.state in {state.value for state in WAITING}
    mine = next((call for call in row.asked if call.account_key == account.key), None)
    answers = may_answer(Role(account.role), Priority(row.priority))
    steps = steps_open(AlarmState(row.state), Priority(row.priority)) if answers else ()
    return AlarmView(
        id=row.id,
        robot=row.robot.robot_id,
        elder=about.get("elder", {}),
        kind=row.kind,
        priority=row.priority,
        state=row.state,
        place=row.place,
        place_names=_names(about, row.place),
        reason=row.reason,
        raised=row.raised,
        received=row.received,
        late=row.received - row.raised > LATE,
        due=row.due,
        level=row.level,
        cause=row.cause,
        asks_me=mine is not None and waiting,
        unseen=mine is not None and mine.shown is None and waiting,
        next_steps=[step.value for step in steps if step is not Step.DELIVERED],
        steps=[
            StepView(step=s.step, at=s.at, by=s.account.names if s.account else None, text=s.text) for s in row.steps
        ],
        asked=[AskedView(names=call.account.names, at=call.at, shown=call.shown) for call in row.asked],
    )


def robots(session: Session, account: Account) -> list[RobotView]:
    rows = session.scalars(select(Robot).filter_by(tenant=account.tenant).order_by(Robot.robot_id))
    return [robot(row, account) for row in rows]


def robot(row: Robot, account: Account) -> RobotView:
    about = row.about
    return RobotView(
        robot_id=row.robot_id,
        home=about.get("home", {}),
        elder=about.get("elder", {}),
        online=row.connection == ConnectionState.ONLINE.value,
        connection=row.connection,
        last_seen=row.last_seen,
        state={**NOTHING_KNOWN, **row.state},
        room_names=_names(about, row.state.get("room") or ""),
        activity_place=_names(about, _place_of(row.state.get("activity") or {})),
        places=about.get("places", {}),
        skills=[skill.id for skill in skills_of(Role(account.role))],
    )


def events(session: Session, account: Account, alarm_id: UUID | None = None) -> list[EventView]:
    """The newest events first; those of one alarm in the order they happened."""
    query = select(Event).join(Robot).where(Robot.tenant == account.tenant).options(selectinload(Event.robot))
    if alarm_id:
        query = query.where(Event.alarm_id == alarm_id).order_by(Event.stamp)
    else:
        query = query.order_by(Event.stamp.desc()).limit(TIMELINE_LENGTH)
    return [_event(row) for row in session.scalars(query)]


def orders(session: Session, account: Account) -> list[OrderView]:
    """The last commands that people of this tenant gave."""
    is_skill = Order.body["kind"].as_string() == "skill"
    query = select(Order).join(Robot).where(Robot.tenant == account.tenant, is_skill)
    rows = session.scalars(query.order_by(Order.created.desc()).limit(ORDERS_SHOWN))
    return [order(row) for row in rows]


def order(row: Order) -> OrderView:
    return OrderView(
        id=row.id,
        robot=row.robot.robot_id,
        skill=row.body.get("skill", ""),
        args=row.body.get("args", {}),
        place_names=_names(row.robot.about, _place_of(row.body)),
        state=row.state,
        message=row.message,
        created=row.created,
        by=row.account.names if row.account else {},
    )


def _event(row: Event) -> EventView:
    return EventView(
        id=row.id,
        robot=row.robot.robot_id,
        kind=row.kind,
        priority=row.priority,
        stamp=min(row.stamp, row.received),
        place=row.place,
        place_names=_names(row.robot.about, row.place),
        alarm_id=row.alarm_id,
        reason=row.reason,
        data=row.data,
    )


def _place_of(call: dict[str, Any]) -> str:
    """The place among the arguments of a skill call."""
    return str(call.get("args", {}).get("place", ""))


def _names(about: dict[str, Any], place: str) -> Names:
    """What a room or place is called; its id where the robot did not say."""
    names: Names = about.get("rooms", {}).get(place) or about.get("places", {}).get(place) or {}
    return names or ({"en": place, "zh-CN": place} if place else {})


_WITH_PEOPLE = (
    selectinload(Alarm.robot),
    selectinload(Alarm.steps).selectinload(AlarmStep.account),
    selectinload(Alarm.asked).selectinload(Asked.account),
)
