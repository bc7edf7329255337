"""One's own account: password, authenticator app, recovery codes, and where else one is signed in."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Refused, TooMany, Unusable
from care_platform.services.sign_in import Visitor
from care_platform.web import qr
from care_platform.web.look import Look, Looks
from care_platform.web.onward import to
from care_platform.web.refuse import status_of
from care_platform.web.render import Renderer, Rendering
from care_platform.web.session import Asking, FormVisitor, Service, client_of

PAGE = "/account"
PasswordField = Annotated[str, Form(max_length=256)]
CodeField = Annotated[str, Form(max_length=64)]
router = APIRouter(include_in_schema=False)


@router.get(PAGE)
def account(look: Looks, renderer: Rendering, service: Service, visitor: Asking) -> HTMLResponse:
    return HTMLResponse(_page(look, renderer, service, visitor))


@router.post(f"{PAGE}/password")
def change_password(
    request: Request,
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: FormVisitor,
    old: PasswordField = "",
    password: PasswordField = "",
    again: PasswordField = "",
) -> Response:
    """A new password; every other session ends."""
    try:
        if password != again:
            raise Unusable("refused-passwords-differ")
        service.sign_ins.change_password(visitor, old, password, client_of(request))
    except (NotAllowed, TooMany, Unusable) as refused:
        return _again(look, renderer, service, visitor, refused)
    return to(PAGE)


@router.post(f"{PAGE}/factor")
def start_enrolment(
    request: Request,
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: FormVisitor,
    old: PasswordField = "",
) -> Response:
    """Shows the picture for the authenticator app to whoever still knows the password."""
    try:
        service.sign_ins.check_password(visitor, old, client_of(request))
        with service.database.writing() as session:
            offer = service.factors.offer(session, visitor.account)
    except (NotAllowed, TooMany, OutOfTurn) as refused:
        return _again(look, renderer, service, visitor, refused)
    picture = qr.svg(offer.uri, renderer.say("enrol-picture", look.language))
    return HTMLResponse(renderer.page("enrol.html", look, visitor, here=PAGE, picture=picture, secret=offer.secret))


@router.post(f"{PAGE}/enrol")
def enrol(look: Looks, renderer: Rendering, service: Service, visitor: FormVisitor, code: CodeField = "") -> Response:
    """The app shows the right code; answers with the recovery codes, this once."""
    try:
        with service.database.writing() as session:
            codes = service.factors.confirm(session, visitor.account, code)
            service.sessions.end_others(session, visitor.account.name, visitor.account, but=visitor.session_id)
    except (NotAllowed, OutOfTurn) as refused:
        return _again(look, renderer, service, visitor, refused)
    return HTMLResponse(renderer.page("recovery_codes.html", look, codes=codes))


@router.post(f"{PAGE}/recovery-codes")
def renew_recovery_codes(
    request: Request,
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: FormVisitor,
    old: PasswordField = "",
) -> Response:
    try:
        service.sign_ins.check_password(visitor, old, client_of(request))
    except (NotAllowed, TooMany) as refused:
        return _again(look, renderer, service, visitor, refused)
    with service.database.writing() as session:
        if not service.factors.enrolled(session, visitor.account):
            raise NotFound("refused-unknown-page")
        codes = service.factors.renew_recovery_codes(session, visitor.account)
    return HTMLResponse(renderer.page("recovery_codes.html", look, codes=codes))


@router.post(f"{PAGE}/sessions/end-others")
def end_others(service: Service, visitor: FormVisitor) -> Response:
    with service.database.writing() as session:
        service.sessions.end_others(session, visitor.account.name, visitor.account, but=visitor.session_id)
    service.changes.announce()
    return to(PAGE)


@router.post(f"{PAGE}/sessions/{{session_id}}/end")
def end_session(session_id: str, service: Service, visitor: FormVisitor) -> Response:
    with service.database.writing() as session:
        service.sessions.end_one(session, visitor.account.name, visitor.account, session_id)
    service.changes.announce()
    return to(PAGE)


def _page(look: Look, renderer: Renderer, service: Service, visitor: Visitor, refusal: str = "") -> str:
    with service.database.reading() as session:
        enrolled = service.factors.enrolled(session, visitor.account)
        left = service.factors.recovery_codes_left(session, visitor.account)
    return renderer.page(
        "account.html",
        look,
        visitor,
        here=PAGE,
        refusal=refusal,
        enrolled=enrolled,
        codes_left=left,
        sessions=service.sessions.of(visitor.account),
    )


def _again(look: Look, renderer: Renderer, service: Service, visitor: Visitor, refused: Refused) -> HTMLResponse:
    refusal = renderer.refusal(refused, look)
    return HTMLResponse(_page(look, renderer, service, visitor, refusal), status_of(refused))
