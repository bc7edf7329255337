"""The door: signing in, step by step, and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from care_platform.core.refusals import NotAllowed, OutOfTurn, Refused, TooMany, Unusable
from care_platform.core.sign_in_stages import Stage
from care_platform.services.sign_in import Visitor
from care_platform.web import qr, session
from care_platform.web.look import Look, Looks
from care_platform.web.onward import to
from care_platform.web.refuse import status_of
from care_platform.web.render import Renderer, Rendering
from care_platform.web.session import Arriving, FormArriving, FormVisitor, Service, client_of, session_cookie

NameField = Annotated[str, Form(max_length=64)]
PasswordField = Annotated[str, Form(max_length=256)]
CodeField = Annotated[str, Form(max_length=64)]
STEP = "/login/step"
router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request, look: Looks, renderer: Rendering, service: Service) -> Response:
    if service.sign_ins.unfinished(session_cookie(request)):
        return to(STEP)
    return HTMLResponse(renderer.page("login.html", look, refusal=""))


@router.post("/login")
def login(
    request: Request, look: Looks, renderer: Rendering, name: NameField = "", password: PasswordField = ""
) -> Response:
    response = to("/")
    try:
        session.sign_in(request, response, name.strip(), password)
    except (NotAllowed, TooMany) as refused:
        refusal = renderer.refusal(refused, look)
        return HTMLResponse(renderer.page("login.html", look, refusal=refusal), status_of(refused))
    return response


@router.get(STEP)
def step(request: Request, look: Looks, renderer: Rendering, service: Service, visitor: Arriving) -> HTMLResponse:
    """What is still asked: a code, an own password, or to enrol an authenticator app."""
    return HTMLResponse(_step_page(request, look, renderer, service, visitor))


@router.post("/login/code")
def give_code(
    request: Request, look: Looks, renderer: Rendering, service: Service, visitor: FormArriving, code: CodeField = ""
) -> Response:
    response = to("/")
    try:
        cookie, _ = service.sign_ins.give_code(session_cookie(request), code, client_of(request))
    except (NotAllowed, TooMany) as refused:
        return _again(request, look, renderer, service, visitor, refused)
    session.hand_over(request, response, cookie)
    return response


@router.post("/login/password")
def give_new_password(
    request: Request,
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: FormArriving,
    password: PasswordField = "",
    again: PasswordField = "",
) -> Response:
    response = to("/")
    try:
        if password != again:
            raise Unusable("refused-passwords-differ")
        cookie, _ = service.sign_ins.give_new_password(session_cookie(request), password, client_of(request))
    except (OutOfTurn, Unusable) as refused:
        return _again(request, look, renderer, service, visitor, refused)
    session.hand_over(request, response, cookie)
    return response


@router.post("/login/enrol")
def enrol(
    request: Request, look: Looks, renderer: Rendering, service: Service, visitor: FormArriving, code: CodeField = ""
) -> Response:
    """The app shows the right code; answers with the recovery codes, this once."""
    try:
        cookie, _, codes = service.sign_ins.enrol(session_cookie(request), code, client_of(request))
    except NotAllowed as refused:
        return _again(request, look, renderer, service, visitor, refused)
    response = HTMLResponse(renderer.page("recovery_codes.html", look, codes=codes))
    session.hand_over(request, response, cookie)
    return response


@router.post("/login/leave")
def leave(request: Request, _visitor: FormArriving) -> Response:
    """Gives up signing in."""
    response = to("/login")
    session.sign_out(request, response)
    return response


@router.post("/logout")
def logout(request: Request, _visitor: FormVisitor) -> Response:
    response = to("/login")
    session.sign_out(request, response)
    return response


def _step_page(
    request: Request, look: Look, renderer: Renderer, service: Service, visitor: Visitor, refusal: str = ""
) -> str:
    values = {"stage": visitor.stage.value, "csrf": visitor.csrf_token, "refusal": refusal, "uri": "", "secret": ""}
    if visitor.stage is Stage.ENROL:
        offer = service.sign_ins.offer_factor(session_cookie(request))
        values.update(uri=qr.svg(offer.uri, renderer.say("enrol-picture", look.language)), secret=offer.secret)
    return renderer.page("login_step.html", look, **values)


def _again(
    request: Request, look: Look, renderer: Renderer, service: Service, visitor: Visitor, refused: Refused
) -> HTMLResponse:
    refusal = renderer.refusal(refused, look)
    return HTMLResponse(_step_page(request, look, renderer, service, visitor, refusal), status_of(refused))
