"""Who is asking, in which language, and with which right to change something."""

import hmac
from typing import Annotated

from fastapi import Depends, Form, Header, Request, Response

from care_platform.core.refusals import NotAllowed, Refused
from care_platform.service import Platform
from care_platform.services.sign_in import LASTS, Client, Visitor
from care_platform.texts import LANGUAGES, language_of

SESSION_COOKIE = "huban_session"
SECURE_PREFIX = "__Host-"
"""Browsers take a cookie of such a name over TLS only, and from this very host."""

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


def session_cookie(request: Request) -> str | None:
    """The cookie of this browser's session, as it came."""
    return request.cookies.get(_cookie_name(request))


def visitor_for(request: Request) -> Visitor:
    """The signed-in person; raises NotSignedIn."""
    visitor = platform_of(request).sign_ins.visitor(session_cookie(request))
    if visitor is None:
        raise NotSignedIn
    return visitor


def arriving_for(request: Request) -> Visitor:
    """Somebody who is on the way in; raises NotSignedIn."""
    visitor = platform_of(request).sign_ins.unfinished(session_cookie(request))
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


def form_arriving(visitor: Annotated[Visitor, Depends(arriving_for)], csrf: Annotated[str, Form()] = "") -> Visitor:
    return _checked(visitor, csrf)


def api_arriving(
    visitor: Annotated[Visitor, Depends(arriving_for)], x_csrf_token: Annotated[str, Header()] = ""
) -> Visitor:
    return _checked(visitor, x_csrf_token)


def _checked(visitor: Visitor, token: str) -> Visitor:
    if not hmac.compare_digest(token.encode(), visitor.csrf_token.encode()):
        raise NotAllowed("refused-csrf")
    return visitor


def client_of(request: Request) -> Client:
    return Client(request.client.host if request.client else "", request.headers.get("user-agent", ""))


def sign_in(request: Request, response: Response, name: str, password: str) -> Visitor:
    """Starts a session and hands its cookie to the browser; the browser's old session ends."""
    client, sign_ins = client_of(request), platform_of(request).sign_ins
    sign_ins.sign_out(session_cookie(request))
    cookie, visitor = sign_ins.sign_in(name, password, client.address, client.agent)
    hand_over(request, response, cookie)
    return visitor


def hand_over(request: Request, response: Response, cookie: str) -> None:
    """Gives the browser the cookie of its session."""
    lasts = int(LASTS.total_seconds())
    secure = _is_secure(request)
    response.set_cookie(
        _cookie_name(request), cookie, max_age=lasts, httponly=True, samesite="lax", secure=secure, path="/"
    )


def sign_out(request: Request, response: Response) -> None:
    platform_of(request).sign_ins.sign_out(session_cookie(request))
    response.delete_cookie(_cookie_name(request), secure=_is_secure(request), httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'


def _cookie_name(request: Request) -> str:
    return f"{SECURE_PREFIX}{SESSION_COOKIE}" if _is_secure(request) else SESSION_COOKIE


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


Asking = Annotated[Visitor, Depends(visitor_for)]
Arriving = Annotated[Visitor, Depends(arriving_for)]
FormVisitor = Annotated[Visitor, Depends(form_visitor)]
FormArriving = Annotated[Visitor, Depends(form_arriving)]
ApiVisitor = Annotated[Visitor, Depends(api_visitor)]
ApiArriving = Annotated[Visitor, Depends(api_arriving)]
Service = Annotated[Platform, Depends(platform_of)]
Language = Annotated[str, Depends(language_for)]
