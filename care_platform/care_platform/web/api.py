"""The JSON API for tools: the same session, the same rights; described in /openapi.json."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from care_platform.services import orders
from care_platform.services.alarms import find
from care_platform.web import actions, views
from care_platform.web.models import AlarmView, EventView, OrderView, RobotView
from care_platform.web.session import ApiVisitor, Asking, Language, Service

router = APIRouter(prefix="/api", tags=["care"])
Note = Annotated[str, Field(max_length=500)]


class Remark(BaseModel):
    """Words for the elder."""

    text: Note = ""


class Closing(BaseModel):
    """Why an alarm ends: helped, person_well, medical_help, false_alarm, repaired, other."""

    cause: str
    text: Note = ""


class SkillRequest(BaseModel):
    robot: str
    skill: str
    args: dict[str, Any] = {}


@router.get("/alarms")
def alarms(service: Service, visitor: Asking, closed: bool = False) -> list[AlarmView]:
    """Open alarms, most urgent first; with `closed` the last closed ones."""
    with service.database.reading() as db:
        return views.alarms(db, visitor.account, closed)


@router.get("/alarms/{alarm_id}")
def alarm(alarm_id: UUID, service: Service, visitor: Asking) -> AlarmView:
    with service.database.reading() as db:
        return views.alarm(find(db, visitor.account, alarm_id), visitor.account)


@router.post("/alarms/{alarm_id}/shown", status_code=204)
def shown(alarm_id: UUID, service: Service, visitor: ApiVisitor) -> None:
    """A screen of this person shows the alarm."""
    actions.show(service, visitor, alarm_id)


@router.post("/alarms/{alarm_id}/acknowledge")
def acknowledge(alarm_id: UUID, remark: Remark, service: Service, visitor: ApiVisitor) -> AlarmView:
    """This person takes the alarm."""
    return actions.acknowledge(service, visitor, alarm_id, remark.text)


@router.post("/alarms/{alarm_id}/attended")
def attended(alarm_id: UUID, remark: Remark, service: Service, visitor: ApiVisitor) -> AlarmView:
    """This person is with the elder."""
    return actions.attend(service, visitor, alarm_id, remark.text)


@router.post("/alarms/{alarm_id}/close")
def close(alarm_id: UUID, closing: Closing, service: Service, visitor: ApiVisitor) -> AlarmView:
    return actions.close(service, visitor, alarm_id, closing.cause, closing.text)


@router.get("/events")
def events(service: Service, visitor: Asking, alarm_id: UUID | None = None) -> list[EventView]:
    """The newest events; those of one alarm in the order they happened."""
    with service.database.reading() as db:
        return views.events(db, visitor.account, alarm_id)


@router.get("/robots")
def robots(service: Service, visitor: Asking) -> list[RobotView]:
    with service.database.reading() as db:
        return views.robots(db, visitor.account)


@router.post("/commands", status_code=201)
def command(request: SkillRequest, service: Service, visitor: ApiVisitor, language: Language) -> OrderView:
    """Calls a skill of a robot from afar; follow it at /api/commands/{id}."""
    return actions.call_skill(service, visitor, request.robot, request.skill, request.args, language)


@router.get("/commands/{order_id}")
def command_state(order_id: UUID, service: Service, visitor: Asking) -> OrderView:
    with service.database.reading() as db:
        return views.order(orders.find(db, visitor.account, order_id))
