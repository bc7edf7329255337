"""For those who look after many: all homes at once, and the audit trail."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from care_platform.core.authority import may_read_audit, may_supervise
from care_platform.core.refusals import NotAllowed
from care_platform.services.statistics import response_times
from care_platform.web import audit_trail
from care_platform.web.look import Looks
from care_platform.web.render import Rendering
from care_platform.web.session import Asking, Service

Number = Annotated[int | None, Query(ge=0, lt=2**63)]
Actor = Annotated[str, Query(max_length=64)]
DAYS = 30
"""How far back response times are counted."""

router = APIRouter(include_in_schema=False)


@router.get("/supervisor")
def supervisor(visitor: Asking, look: Looks, service: Service, renderer: Rendering) -> HTMLResponse:
    if not may_supervise(visitor.account.role):
        raise NotAllowed("refused-not-your-right")
    now = service.clock.now()
    with service.database.reading() as session:
        response = response_times(session, visitor.account, now - timedelta(days=DAYS), now)
    values = {"response": response, "days": DAYS}
    parts = ("fleet", "alarms")
    return HTMLResponse(renderer.page("supervisor.html", look, visitor, parts, here="/supervisor", **values))


@router.get("/audit")
def audit(
    visitor: Asking,
    look: Looks,
    service: Service,
    renderer: Rendering,
    before: Number = None,
    actor: Actor = "",
    check: bool = False,
) -> HTMLResponse:
    """With `check` the whole chain is verified first."""
    if not may_read_audit(visitor.account.role):
        raise NotAllowed("refused-not-your-right")
    with service.database.reading() as session:
        trail = audit_trail.trail(session, visitor.account, before, actor)
    values = {"trail": trail, "actor": actor, "checked": check, "problem": service.audit.problem() if check else None}
    return HTMLResponse(renderer.page("audit.html", look, visitor, here="/audit", **values))
