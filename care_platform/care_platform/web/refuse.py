"""How the platform says no: a page for people, JSON for tools."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException

from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Refused, TooMany, Unavailable, Unusable
from care_platform.store.database import one_line
from care_platform.web.look import look_for
from care_platform.web.render import Renderer
from care_platform.web.session import NotSignedIn

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


class Refusal(BaseModel):
    """Why something did not happen: a key for programs, a sentence in the caller's language, and which fields."""

    reason: str
    text: str
    fields: list[str] = []


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal} for status in (400, 401, 403, 404, 409, 413, 422, 429, 503)
}
"""What any call of the JSON API may answer instead."""


def add_refusals(app: FastAPI) -> None:
    app.add_exception_handler(Refused, _refuse)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(HTTPException, _not_http)
    app.add_exception_handler(DataError, _not_storable)
    app.add_exception_handler(SQLAlchemyError, _database_gone)


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if isinstance(error, NotSignedIn) and not _for_tools(request):
        return RedirectResponse("/login", 303)
    if isinstance(error, (NotAllowed, TooMany)):
        who = request.client.host if request.client else ""
        log.warning("refused: %s %r from %s: %s", request.method, request.url.path, who, error.reason)
    headers = {"Retry-After": str(error.wait_s)} if isinstance(error, TooMany) else None
    return _answer(request, error, status_of(error), headers)


async def _misunderstood(request: Request, error: Exception) -> Response:
    """Names the fields and never says back what was in them: it may be a password."""
    assert isinstance(error, RequestValidationError)
    fields = [".".join(str(part) for part in problem["loc"]) for problem in error.errors()]
    return _answer(request, Unusable("refused-arguments"), 422, fields=fields)


async def _not_http(request: Request, error: Exception) -> Response:
    """An address that there is not, a method that it has not, a body that is none."""
    assert isinstance(error, HTTPException)
    reason = "refused-unknown-page" if error.status_code == 404 else "refused-arguments"
    return _answer(request, Unusable(reason), error.status_code, dict(error.headers or {}))


async def _not_storable(request: Request, _error: Exception) -> Response:
    return _answer(request, Unusable("refused-arguments"), 422)


async def _database_gone(request: Request, error: Exception) -> Response:
    log.error("database: %s", one_line(error))
    return _answer(request, Unavailable("refused-database"), 503)


def _answer(
    request: Request, refused: Refused, status: int, headers: dict[str, str] | None = None, fields: Sequence[str] = ()
) -> Response:
    """JSON for tools, a page for people."""
    renderer: Renderer = request.app.state.renderer
    look = look_for(request)
    text = renderer.refusal(refused, look)
    if _for_tools(request):
        refusal = Refusal(reason=refused.reason, text=text, fields=list(fields))
        return JSONResponse(refusal.model_dump(), status, headers)
    return HTMLResponse(renderer.page("refused.html", look, refusal=text), status, headers)


def _for_tools(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path == "/live"
