"""How the platform says no: a page for people, JSON for tools."""

import logging

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Refused, TooMany, Unavailable, Unusable
from care_platform.store.database import one_line
from care_platform.web.render import Renderer
from care_platform.web.session import NotSignedIn, language_for

_STATUS: dict[type[Refused], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    OutOfTurn: 409,
    Unusable: 422,
    TooMany: 429,
    Unavailable: 503,
}
log = logging.getLogger(__name__)


def status_of(refused: Refused) -> int:
    return _STATUS[type(refused)]


def add_refusals(app: FastAPI) -> None:
    app.add_exception_handler(Refused, _refuse)
    app.add_exception_handler(SQLAlchemyError, _database_gone)


async def _database_gone(request: Request, error: Exception) -> Response:
    log.error("database: %s", one_line(error))
    return await _refuse(request, Unavailable("refused-database"))


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    renderer: Renderer = request.app.state.renderer
    language = language_for(request)
    text = renderer.say(error.reason, language, **error.values)
    headers = {"Retry-After": str(error.wait_s)} if isinstance(error, TooMany) else None
    if isinstance(error, NotSignedIn) and not _for_tools(request):
        return RedirectResponse("/login", 303)
    if _for_tools(request):
        return JSONResponse({"reason": error.reason, "text": text}, status_of(error), headers)
    return HTMLResponse(renderer.page("refused.html", language, refusal=text), status_of(error), headers)


def _for_tools(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path == "/live"
