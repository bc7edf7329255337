"""Reads what pages and API show from the database, for one person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session, selectinload

from care_platform.core.alarms import URGENCY, WAITING, AlarmState, Step, steps_open
from care_platform.core.authority import may_answer, skills_of
from care_platform.core.places import place_names
from care_platform.store.tables import Account, Alarm, AlarmStep, Asked, Event, Order, Robot
from care_platform.store.visibility import visible_robots
from care_platform.web.models import AlarmView, AskedView, EventView, HistoryView, Names, OrderView, RobotView, StepView
from care_protocol.messages import ConnectionState, Priority, Role

NOTHING_KNOWN = {
    **dict.fromkeys(("battery", "charging", "room", "safety", "activity", "camera")),
    "safety_cause": "",
}
LATE = timedelta(seconds=30)
TIMELINE_LENGTH = 30
CLOSED_SHOWN = 20
ORDERS_SHOWN = 5


def alarms(session: Session, account: Account, closed: bool = False) -> list[AlarmView]:
    """The open alarms, most urgent and oldest first; or the last closed ones, newest first."""
    urgency = case({priority.value: rank for rank, priority in enumerate(URGENCY)}, value=Alarm.priority, else_=0)
    query = select(Alarm).join(Robot).where(visible_robots(account)).options(*_WITH_PEOPLE)
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
        tenant=row.robot.tenant,
        robot=row.robot.robot_id,
        elder=elder_names(row.robot),
        kind=row.kind,
        priority=row.priority,
        state=row.state,
        place=row.place,
        place_names=place_names(about, row.place),
        reason=row.reason,
        raised=row.raised,
        received=row.received,
        late=row.received - row.raised > LATE,
        drill=row.drill,
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


def history(alarm: AlarmView, events: list[EventView]) -> list[HistoryView]:
    """What the robot told and what people did, in the order it happened."""
    lines = [HistoryView(at=e.stamp, what="event", name=e.kind, text=e.reason, priority=e.priority) for e in events]
    lines += [HistoryView(at=a.at, what="asked", name="", by=a.names, shown=a.shown) for a in alarm.asked]
    lines += [
        HistoryView(at=step.at, what="step", name=step.step, by=step.by, text=step.text)
        for step in alarm.steps
        if step.step != Step.DELIVERED.value
    ]
    return sorted(lines, key=lambda line: line.at)


def robots(session: Session, account: Account) -> list[RobotView]:
    query = select(Robot).where(visible_robots(account)).options(selectinload(Robot.elder))
    rows = session.scalars(query.order_by(Robot.tenant, Robot.robot_id))
    return [robot(row, account) for row in rows]


def robot(row: Robot, account: Account) -> RobotView:
    about = row.about
    return RobotView(
        tenant=row.tenant,
        robot_id=row.robot_id,
        home=about.get("home", {}),
        elder=elder_names(row),
        online=row.connection == ConnectionState.ONLINE.value,
        connection=row.connection,
        last_seen=row.last_seen,
        state={**NOTHING_KNOWN, **row.state},
        room_names=place_names(about, row.state.get("room") or ""),
        activity_place=place_names(about, _place_of(row.state.get("activity") or {})),
        places=about.get("places", {}),
        skills=[skill.id for skill in skills_of(Role(account.role))],
    )


def events(session: Session, account: Account, alarm_id: UUID | None = None) -> list[EventView]:
    """The newest events first; those of one alarm in the order they happened."""
    query = select(Event).join(Robot).where(visible_robots(account)).options(selectinload(Event.robot))
    if alarm_id:
        query = query.where(Event.alarm_id == alarm_id).order_by(Event.stamp)
    else:
        query = query.order_by(Event.stamp.desc()).limit(TIMELINE_LENGTH)
    return [event(row) for row in session.scalars(query)]


def orders(session: Session, account: Account) -> list[OrderView]:
    """The last commands to the robots that this person sees."""
    is_skill = Order.kind == "skill"
    query = select(Order).join(Robot).where(visible_robots(account), is_skill)
    rows = session.scalars(query.order_by(Order.created.desc()).limit(ORDERS_SHOWN))
    return [order(row) for row in rows]


def order(row: Order) -> OrderView:
    return OrderView(
        id=row.id,
        tenant=row.robot.tenant,
        robot=row.robot.robot_id,
        skill=row.body.get("skill", ""),
        args=row.body.get("args", {}),
        place_names=place_names(row.robot.about, _place_of(row.body)),
        state=row.state,
        message=row.message,
        created=row.created,
        by=row.account.names if row.account else {},
    )


def event(row: Event) -> EventView:
    return EventView(
        id=row.id,
        tenant=row.robot.tenant,
        robot=row.robot.robot_id,
        kind=row.kind,
        priority=row.priority,
        stamp=min(row.stamp, row.received),
        place=row.place,
        place_names=place_names(row.robot.about, row.place),
        alarm_id=row.alarm_id,
        reason=row.reason,
        data=row.data,
    )


def elder_names(robot: Robot) -> Names:
    """Who the robot is there for: as the platform knows this person, else as the robot says."""
    names: Names = (robot.elder.names if robot.elder else {}) or robot.about.get("elder", {})
    return names


def _place_of(call: dict[str, Any]) -> str:
    """The place among the arguments of a skill call."""
    return str(call.get("args", {}).get("place", ""))


_WITH_PEOPLE = (
    selectinload(Alarm.robot).selectinload(Robot.elder),
    selectinload(Alarm.steps).selectinload(AlarmStep.account),
    selectinload(Alarm.asked).selectinload(Asked.account),
)
