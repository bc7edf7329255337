"""The pages of the caregiver app and their forms."""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from care_platform.core.refusals import NotAllowed, NotFound, TooMany
from care_platform.texts import LANGUAGES
from care_platform.web import actions, session
from care_platform.web.refuse import status_of
from care_platform.web.render import Rendering
from care_platform.web.session import LANGUAGE_COOKIE, ONE_YEAR_S, Asking, FormVisitor, Language, Service

NameField = Annotated[str, Form(max_length=64)]
PasswordField = Annotated[str, Form(max_length=256)]
TextField = Annotated[str, Form(max_length=500)]
router = APIRouter(include_in_schema=False)


@router.get("/")
def home(visitor: Asking, language: Language, renderer: Rendering) -> HTMLResponse:
    return HTMLResponse(renderer.home(language, visitor))


@router.get("/login")
def login_page(language: Language, renderer: Rendering) -> HTMLResponse:
    return HTMLResponse(renderer.page("login.html", language, refusal=""))


@router.post("/login")
def login(
    request: Request, language: Language, renderer: Rendering, name: NameField = "", password: PasswordField = ""
) -> Response:
    response = _to("/")
    try:
        session.sign_in(request, response, name.strip(), password)
    except (NotAllowed, TooMany) as refused:
        refusal = renderer.say(refused.reason, language, **refused.values)
        return HTMLResponse(renderer.page("login.html", language, refusal=refusal), status_of(refused))
    return response


@router.post("/logout")
def logout(request: Request, _visitor: FormVisitor) -> Response:
    response = _to("/login")
    session.sign_out(request, response)
    return response


@router.get("/language/{tag}")
def choose_language(tag: str, request: Request) -> Response:
    """Remembers the language in a cookie and goes back to where the person was."""
    if tag not in LANGUAGES:
        raise NotFound("refused-unknown-page")
    response = _to(urlsplit(request.headers.get("referer", "/")).path or "/")
    response.set_cookie(LANGUAGE_COOKIE, tag, max_age=ONE_YEAR_S, samesite="lax", httponly=True)
    return response


@router.get("/alarms/{alarm_id}")
def alarm(alarm_id: UUID, visitor: Asking, language: Language, renderer: Rendering) -> HTMLResponse:
    return HTMLResponse(renderer.alarm(language, visitor, alarm_id))


@router.post("/alarms/{alarm_id}/acknowledge")
def acknowledge(alarm_id: UUID, service: Service, visitor: FormVisitor, text: TextField = "") -> Response:
    actions.acknowledge(service, visitor, alarm_id, text)
    return _to(f"/alarms/{alarm_id}")


@router.post("/alarms/{alarm_id}/attended")
def attended(alarm_id: UUID, service: Service, visitor: FormVisitor, text: TextField = "") -> Response:
    actions.attend(service, visitor, alarm_id, text)
    return _to(f"/alarms/{alarm_id}")


@router.post("/alarms/{alarm_id}/close")
def close(
    alarm_id: UUID, service: Service, visitor: FormVisitor, cause: TextField = "", text: TextField = ""
) -> Response:
    actions.close(service, visitor, alarm_id, cause, text)
    return _to("/")


@router.post("/robots/{robot_id}/commands")
def command(
    robot_id: str,
    service: Service,
    visitor: FormVisitor,
    language: Language,
    skill: NameField = "",
    place: NameField = "",
) -> Response:
    actions.call_skill(service, visitor, robot_id, skill, {"place": place} if place else {}, language)
    return _to("/")


def _to(path: str) -> RedirectResponse:
    """Goes on to a page of ours."""
    return RedirectResponse("/" + path.lstrip("/\\"), status_code=303)
