"""What a robot's card shows: its state, its map, what it is doing and on whose word; and the bar on every page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.alarms import URGENCY, WAITING, AlarmState
from care_platform.core.authority import ADMINISTRATOR, may_supervise, skills_of
from care_platform.core.floor_plan import FloorPlan, floor_plan
from care_platform.store.tables import Account, Alarm, Order, Robot
from care_platform.store.visibility import visible_robots
from care_platform.web import views
from care_platform.web.models import AlarmView, Names, OrderView, RobotView
from care_protocol.messages import Priority, Role

STOP = "stop"
IS_SKILL = Order.kind == "skill"
ORDERS_SHOWN = 5
ORDER_FRESH = timedelta(seconds=90)
"""How long the bar tells how far somebody's own command got."""


class Card(BaseModel):
    """A robot with its plan (None where its outlines are unknown) and its open alarms, most urgent first."""

    robot: RobotView
    plan: FloorPlan | None
    asked_by: Names
    alarms: list[AlarmView]


class Bar(BaseModel):
    """On every page: alarms that wait for somebody, and how far the person's own last command got."""

    hears_robots: bool
    waiting: list[AlarmView]
    order: OrderView | None


class Frame(BaseModel):
    """What stands around every page: tabs as (path, icon, text), and the robots to stop as tenant/robot."""

    here: str
    tabs: list[tuple[str, str, str]]
    stops: list[str]


def frame(session: Session, account: Account, here: str) -> Frame:
    """`here` is the path of the tab that the page belongs to."""
    seen = addresses(session, account)
    return Frame(here=here, tabs=_tabs(account, len(seen)), stops=seen if seen and _may_stop(account) else [])


def bar(session: Session, account: Account, now: datetime, hears_robots: bool) -> Bar:
    states = {state.value for state in WAITING}
    mine = select(Order).where(Order.account_key == account.key, Order.created > now - ORDER_FRESH, IS_SKILL)
    last = session.scalars(mine.order_by(Order.created.desc()).limit(1)).one_or_none()
    return Bar(
        hears_robots=hears_robots,
        waiting=[alarm for alarm in views.alarms(session, account) if alarm.state in states],
        order=views.order(last) if last else None,
    )


def addresses(session: Session, account: Account) -> list[str]:
    """The robots that this person sees, as tenant/robot."""
    query = select(Robot.tenant, Robot.robot_id).where(visible_robots(account))
    return [
        f"{tenant}/{robot_id}" for tenant, robot_id in session.execute(query.order_by(Robot.tenant, Robot.robot_id))
    ]


def card(session: Session, account: Account, robot: Robot) -> Card:
    query = select(Alarm).where(Alarm.robot_key == robot.key, Alarm.state != AlarmState.CLOSED.value)
    found = [views.alarm(row, account) for row in session.scalars(query.order_by(Alarm.raised))]
    found.sort(key=lambda alarm: -URGENCY.index(Priority(alarm.priority)))
    places = {alarm.place: alarm.priority for alarm in reversed(found) if not alarm.drill}
    return Card(
        robot=views.robot(robot, account),
        plan=floor_plan(robot.about, robot.state, places),
        asked_by=_asked_by(session, robot),
        alarms=found,
    )


def orders(session: Session, robot: Robot) -> list[OrderView]:
    """The last skills that people called on this robot."""
    query = select(Order).where(Order.robot_key == robot.key, IS_SKILL).order_by(Order.created.desc())
    return [views.order(row) for row in session.scalars(query.limit(ORDERS_SHOWN))]


def _asked_by(session: Session, robot: Robot) -> Names:
    """Who wanted what the robot is doing: an account, or the elder; nobody where it began by itself."""
    activity: Mapping[str, Any] = robot.state.get("activity") or {}
    caller = str(activity.get("caller") or "")
    account = session.scalars(select(Account).filter_by(name=caller, tenant=robot.tenant)).one_or_none()
    if account is not None:
        return account.names
    return views.elder_names(robot) if caller == Role.ELDER.value else {}


def _may_stop(account: Account) -> bool:
    return STOP in {skill.id for skill in skills_of(Role(account.role))}


def _tabs(account: Account, robots_seen: int) -> list[tuple[str, str, str]]:
    """An administrator sees nothing of anybody's care; a house with one robot needs no list of robots."""
    if account.role == ADMINISTRATOR:
        return [("/people", "duty", "nav-people"), ("/audit", "audit", "nav-audit")]
    tabs = [("/", "home", "nav-home"), ("/day", "day", "nav-day"), ("/duty", "duty", "nav-duty")]
    if may_supervise(account.role) and robots_seen > 1:
        tabs.append(("/supervisor", "fleet", "nav-supervisor"))
    return tabs
