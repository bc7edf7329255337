"""The alarms: what a person sees and does about one; and the language."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from care_platform.core.refusals import NotFound
from care_platform.texts import LANGUAGES
from care_platform.web import actions
from care_platform.web.look import Looks
from care_platform.web.onward import back, to
from care_platform.web.render import Rendering
from care_platform.web.session import LANGUAGE_COOKIE, ONE_YEAR_S, Asking, FormVisitor, Service

NameField = Annotated[str, Form(max_length=64)]
PasswordField = Annotated[str, Form(max_length=256)]
TextField = Annotated[str, Form(max_length=500)]
router = APIRouter(include_in_schema=False)


@router.get("/language/{tag}")
def choose_language(tag: str, request: Request) -> Response:
    """Remembers the language in a cookie and goes back to where the person was."""
    if tag not in LANGUAGES:
        raise NotFound("refused-unknown-page")
    response = back(request)
    response.set_cookie(LANGUAGE_COOKIE, tag, max_age=ONE_YEAR_S, samesite="lax", httponly=True)
    return response


@router.get("/alarms/{alarm_id}")
def alarm(alarm_id: UUID, visitor: Asking, look: Looks, renderer: Rendering) -> HTMLResponse:
    part = f"alarm:{alarm_id}"
    return HTMLResponse(renderer.page("alarm.html", look, visitor, (part,), part=part))


@router.post("/alarms/{alarm_id}/acknowledge")
def acknowledge(alarm_id: UUID, service: Service, visitor: FormVisitor, text: TextField = "") -> Response:
    actions.acknowledge(service, visitor, alarm_id, text)
    return to(f"/alarms/{alarm_id}")


@router.post("/alarms/{alarm_id}/attended")
def attended(alarm_id: UUID, service: Service, visitor: FormVisitor, text: TextField = "") -> Response:
    actions.attend(service, visitor, alarm_id, text)
    return to(f"/alarms/{alarm_id}")


@router.post("/alarms/{alarm_id}/close")
def close(
    alarm_id: UUID, service: Service, visitor: FormVisitor, cause: TextField = "", text: TextField = ""
) -> Response:
    actions.close(service, visitor, alarm_id, cause, text)
    return to("/")
