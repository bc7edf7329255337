"""Who is asking, in which language, and with which right to change something."""

import hmac
from typing import Annotated

from fastapi import Depends, Form, Header, Request, Response

from care_platform.core.refusals import NotAllowed, Refused
from care_platform.service import Platform
from care_platform.services.sign_in import LASTS, Visitor
from care_platform.texts import LANGUAGES, language_of

SESSION_COOKIE = "huban_session"
LANGUAGE_COOKIE = "huban_language"
ONE_YEAR_S = 365 * 24 * 3600


class NotSignedIn(Refused):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("refused-not-signed-in")


def platform_of(request: Request) -> Platform:
    platform: Platform = request.app.state.platform
    return platform


def language_for(request: Request) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else language_of(request.headers.get("accept-language", ""))


def visitor_for(request: Request) -> Visitor:
    """The signed-in person; raises NotSignedIn."""
    visitor = platform_of(request).sign_ins.visitor(request.cookies.get(SESSION_COOKIE))
    if visitor is None:
        raise NotSignedIn
    return visitor


def form_visitor(visitor: Annotated[Visitor, Depends(visitor_for)], csrf: Annotated[str, Form()] = "") -> Visitor:
    """The signed-in person behind a form of ours; raises NotAllowed without its token."""
    return _checked(visitor, csrf)


def api_visitor(
    visitor: Annotated[Visitor, Depends(visitor_for)], x_csrf_token: Annotated[str, Header()] = ""
) -> Visitor:
    """The signed-in person behind a call of the JSON API; raises NotAllowed without the token."""
    return _checked(visitor, x_csrf_token)


def _checked(visitor: Visitor, token: str) -> Visitor:
    if not hmac.compare_digest(token.encode(), visitor.csrf_token.encode()):
        raise NotAllowed("refused-csrf")
    return visitor


def sign_in(request: Request, response: Response, name: str, password: str) -> Visitor:
    """Starts a session and hands its cookie to the browser."""
    address = request.client.host if request.client else ""
    platform = platform_of(request)
    platform.sign_ins.sign_out(request.cookies.get(SESSION_COOKIE))
    cookie, visitor = platform.sign_ins.sign_in(name, password, address)
    secure = request.url.scheme == "https"
    response.set_cookie(
        SESSION_COOKIE, cookie, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure
    )
    return visitor


def sign_out(request: Request, response: Response) -> None:
    platform_of(request).sign_ins.sign_out(request.cookies.get(SESSION_COOKIE))
    response.delete_cookie(SESSION_COOKIE)


Asking = Annotated[Visitor, Depends(visitor_for)]
FormVisitor = Annotated[Visitor, Depends(form_visitor)]
ApiVisitor = Annotated[Visitor, Depends(api_visitor)]
Service = Annotated[Platform, Depends(platform_of)]
Language = Annotated[str, Depends(language_for)]
