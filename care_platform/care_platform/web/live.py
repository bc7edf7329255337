"""Keeps open pages fresh: parts that changed are pushed as server-sent events."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from care_platform.changes import wait_for_change
from care_platform.core.refusals import Unusable
from care_platform.services.sign_in import Visitor
from care_platform.web.look import Looks
from care_platform.web.render import Rendering
from care_platform.web.session import Asking, Service, session_cookie

MAXIMUM_PARTS = 6
BEAT_S = 10.0
"""A page that has heard nothing for three beats tells its reader; each beat also shows what only time has changed."""

router = APIRouter(include_in_schema=False)


def part_names(parts: str, renderer: Rendering, visitor: Asking, look: Looks) -> list[str]:
    """The parts a page asks for; raises Refused for one that this person can not see."""
    names = parts.split(",")
    if len(names) > MAXIMUM_PARTS:
        raise Unusable("refused-arguments")
    for name in names:
        renderer.part(name, look, visitor)
    return names


@router.get("/live", response_class=EventSourceResponse)
async def live(
    request: Request,
    names: Annotated[list[str], Depends(part_names)],
    renderer: Rendering,
    service: Service,
    visitor: Asking,
    look: Looks,
) -> AsyncIterator[ServerSentEvent]:
    """Sends each part at once and after every change of it, and a beat in between, until the session ends.

    Changes in a row count as one and only the newest text is sent, so a sleeping browser has no backlog.
    """
    sent: dict[str, str] = {}
    with service.changes.listening() as woken:
        while True:
            if not await wait_for_change(woken, BEAT_S):
                yield ServerSentEvent(event="beat", data="")
            if not await run_in_threadpool(_still_signed_in, request, service, visitor):
                yield ServerSentEvent(event="signed_out", data="")
                return
            for name in names:
                html = await run_in_threadpool(renderer.part, name, look, visitor)
                if sent.get(name) != html:
                    sent[name] = html
                    yield ServerSentEvent(event="part", data={"name": name, "html": html})


def _still_signed_in(request: Request, service: Service, visitor: Visitor) -> bool:
    now = service.sign_ins.visitor(session_cookie(request))
    return now is not None and now.account.key == visitor.account.key
