"""The overview, a robot, a day, an event, and the forms that send a robot."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from care_platform.core.refusals import NotFound
from care_platform.store.tables import Account
from care_platform.store.visibility import find_robot
from care_platform.web import actions, day, overview, views
from care_platform.web.look import Looks
from care_platform.web.models import RobotView
from care_platform.web.onward import back, to
from care_platform.web.render import Rendering
from care_platform.web.session import Asking, FormVisitor, Service

NameField = Annotated[str, Form(max_length=64)]
OTHERS = 12
router = APIRouter(include_in_schema=False)


@router.get("/")
def home(visitor: Asking, look: Looks, service: Service, renderer: Rendering) -> HTMLResponse:
    """Everything at a glance; the buttons of a robot only where there is just one."""
    with service.database.reading() as session:
        seen = overview.addresses(session, visitor.account)
        only = find_robot(session, visitor.account, seen[0]) if len(seen) == 1 else None
        robot = views.robot(only, visitor.account) if only else None
    parts = ("alarms", "robots", "timeline", *([f"orders:{seen[0]}"] if robot else []))
    return HTMLResponse(renderer.page("home.html", look, visitor, parts, here="/", robot=robot))


@router.get("/robots/{tenant}/{robot_id}")
def robot(
    tenant: str, robot_id: str, visitor: Asking, look: Looks, service: Service, renderer: Rendering
) -> HTMLResponse:
    address = f"{tenant}/{robot_id}"
    with service.database.reading() as session:
        shown = views.robot(find_robot(session, visitor.account, address), visitor.account)
    part = f"robot:{address}"
    return HTMLResponse(renderer.page("robot.html", look, visitor, (part, f"orders:{address}"), part=part, robot=shown))


@router.post("/robots/{tenant}/{robot_id}/commands")
def command(
    tenant: str,
    robot_id: str,
    request: Request,
    service: Service,
    visitor: FormVisitor,
    look: Looks,
    skill: NameField = "",
    place: NameField = "",
) -> Response:
    args = {"place": place} if place else {}
    actions.call_skill(service, visitor, f"{tenant}/{robot_id}", skill, args, look.language)
    return back(request)


@router.get("/stop")
def stop(visitor: Asking, look: Looks, service: Service, renderer: Rendering) -> HTMLResponse:
    """One big button for each robot."""
    with service.database.reading() as session:
        robots = [robot for robot in views.robots(session, visitor.account) if overview.STOP in robot.skills]
    return HTMLResponse(renderer.page("stop.html", look, visitor, robots=robots))


@router.get("/day")
def some_day(visitor: Asking, service: Service) -> Response:
    """Today, of the first robot that this person sees."""
    with service.database.reading() as session:
        seen = overview.addresses(session, visitor.account)
    if not seen:
        raise NotFound("refused-no-robot")
    return to(f"/day/{seen[0]}")


@router.get("/day/{tenant}/{robot_id}")
def one_day(
    tenant: str,
    robot_id: str,
    visitor: Asking,
    look: Looks,
    service: Service,
    renderer: Rendering,
    date: str = "",
) -> HTMLResponse:
    now = service.clock.now()
    chosen = day.date_of(date) if date else now.astimezone(look.zone).date()
    with service.database.reading() as session:
        row = find_robot(session, visitor.account, f"{tenant}/{robot_id}")
        shown = day.day(session, row, chosen, look.zone, now)
        others = _others(session, visitor.account, f"{tenant}/{robot_id}")
    part = f"day:{chosen}:{tenant}/{robot_id}"
    page = renderer.page("day.html", look, visitor, (part,), here="/day", part=part, day=shown, others=others)
    return HTMLResponse(page)


@router.get("/events/{event_id}")
def event(event_id: UUID, visitor: Asking, look: Looks, service: Service, renderer: Rendering) -> HTMLResponse:
    with service.database.reading() as session:
        row = day.event(session, visitor.account, event_id)
        values = {
            "event": views.event(row),
            "card": overview.card(session, visitor.account, row.robot),
            "confidence": row.confidence,
            "received": row.received,
            "date": row.stamp.astimezone(look.zone).date(),
        }
    return HTMLResponse(renderer.page("event.html", look, visitor, here="/day", **values))


def _others(session: Session, account: Account, address: str) -> list[RobotView]:
    """The robots to change to, unless they are too many for a row of links."""
    others = [each for each in overview.addresses(session, account) if each != address]
    few = others if len(others) <= OTHERS else []
    return [views.robot(find_robot(session, account, each), account) for each in few]
