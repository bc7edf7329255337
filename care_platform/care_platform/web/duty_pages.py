"""Who is on duty, and going on and off duty."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from care_platform.core.refusals import Unusable
from care_platform.services.duty import can_serve, chain, off_duty
from care_platform.web.look import Looks
from care_platform.web.onward import to
from care_platform.web.render import Rendering
from care_platform.web.session import Asking, FormVisitor, Service

FIRST, LAST, OFF = "first", "last", "off"
router = APIRouter(include_in_schema=False)


@router.get("/duty")
def duty(visitor: Asking, look: Looks, service: Service, renderer: Rendering) -> HTMLResponse:
    account = visitor.account
    with service.database.reading() as session:
        on, off = chain(session, account), off_duty(session, account)
    mine = next((place for place, each in enumerate(on) if each.key == account.key), None)
    return HTMLResponse(
        renderer.page("duty.html", look, visitor, here="/duty", on=on, off=off, mine=mine, serves=can_serve(account))
    )


@router.post("/duty")
def change_duty(service: Service, visitor: FormVisitor, place: Annotated[str, Form(max_length=16)] = "") -> Response:
    if place not in (FIRST, LAST, OFF):
        raise Unusable("refused-arguments")
    with service.database.writing() as session:
        if place == OFF:
            service.duty.end(session, visitor.account)
        else:
            service.duty.begin(session, visitor.account, place == FIRST)
    service.changes.announce()
    return to("/duty")
