"""Pages about elders, for those who care for them: notes and the register of consents."""

from datetime import date, datetime, time

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import select

from care_platform.core.authority import may_keep_consents, may_read_notes
from care_platform.core.consent import Capacity, Purpose
from care_platform.core.refusals import NotFound, Unusable
from care_platform.services.people import find_elder
from care_platform.services.sign_in import Visitor
from care_platform.store.people_tables import Elder
from care_platform.store.visibility import visible_elders
from care_platform.web.forms import Line, Short, Words, chosen
from care_platform.web.look import Look, Looks
from care_platform.web.models import RowKey
from care_platform.web.onward import to
from care_platform.web.people_models import consent_view, elder_view
from care_platform.web.refuse import status_of
from care_platform.web.render import Renderer, Rendering
from care_platform.web.session import Asking, FormVisitor, Service

ELDERS = "/elders"
router = APIRouter(include_in_schema=False)


@router.get(ELDERS)
def elders(look: Looks, renderer: Rendering, service: Service, visitor: Asking) -> HTMLResponse:
    """The people that this person cares for."""
    with service.database.reading() as session:
        rows = session.scalars(select(Elder).where(visible_elders(visitor.account)).order_by(Elder.tenant, Elder.key))
        found = [elder_view(row, visitor.account.role) for row in rows]
    return HTMLResponse(renderer.page("elders.html", look, visitor, here=ELDERS, elders=found))


@router.get(f"{ELDERS}/{{key}}")
def elder(key: RowKey, look: Looks, renderer: Rendering, service: Service, visitor: Asking) -> HTMLResponse:
    return HTMLResponse(_elder_page(look, renderer, service, visitor, key))


@router.post(f"{ELDERS}/{{key}}/notes")
def keep_notes(key: RowKey, service: Service, visitor: FormVisitor, notes: Words = "") -> Response:
    with service.database.writing() as session:
        row = find_elder(session, visitor.account, key)
        if not may_read_notes(visitor.account.role):
            raise NotFound("refused-unknown-page")
        service.people.describe(session, visitor.account.name, row, None, notes)
    return to(f"{ELDERS}/{key}")


@router.post(f"{ELDERS}/{{key}}/consents")
def give_consent(
    key: RowKey,
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: FormVisitor,
    purpose: Short = "",
    given_by: Line = "",
    capacity: Short = "",
    until: Short = "",
    note: Words = "",
) -> Response:
    try:
        with service.database.writing() as session:
            row, ends = find_elder(session, visitor.account, key), _end_of(until, look)
            what, as_whom = chosen(Purpose, purpose), chosen(Capacity, capacity)
            service.consents.give(session, visitor.account, row, what, given_by, as_whom, ends=ends, note=note)
    except Unusable as refused:
        refusal = renderer.refusal(refused, look)
        return HTMLResponse(_elder_page(look, renderer, service, visitor, key, refusal), status_of(refused))
    return to(f"{ELDERS}/{key}")


@router.post(f"{ELDERS}/{{key}}/consents/{{consent}}/withdraw")
def withdraw_consent(key: RowKey, consent: RowKey, service: Service, visitor: FormVisitor) -> Response:
    with service.database.writing() as session:
        service.consents.withdraw(session, visitor.account, find_elder(session, visitor.account, key), consent)
    return to(f"{ELDERS}/{key}")


def _elder_page(look: Look, renderer: Renderer, service: Service, visitor: Visitor, key: int, refusal: str = "") -> str:
    role = visitor.account.role
    with service.database.reading() as session:
        row = find_elder(session, visitor.account, key)
        register = service.consents.register(session, row) if may_read_notes(role) else []
        consents = [consent_view(consent, service.consents.in_force(consent)) for consent in register]
        view = elder_view(row, role)
    return renderer.page(
        "elder.html",
        look,
        visitor,
        here=ELDERS,
        elder=view,
        consents=consents,
        refusal=refusal,
        may_keep=may_keep_consents(role),
        purposes=list(Purpose),
        capacities=list(Capacity),
    )


def _end_of(day: str, look: Look) -> datetime | None:
    """The end of a day as the reader counts days; None for none."""
    try:
        return datetime.combine(date.fromisoformat(day), time.max, look.zone) if day else None
    except ValueError as error:
        raise Unusable("refused-consent-terms") from error
