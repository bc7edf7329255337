"""The page of administrators: accounts, elders, and who cares for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import ADMINISTRATOR, AccountRole
from care_platform.core.refusals import NotFound, Refused
from care_platform.services import accounts
from care_platform.services.people import find_administered_elder
from care_platform.services.sign_in import Visitor
from care_platform.store.people_tables import Care, Elder
from care_platform.store.tables import Account
from care_platform.store.visibility import administered, administered_elders, administers, below
from care_platform.web.forms import Line, Short, chosen
from care_platform.web.look import Look, Looks
from care_platform.web.onward import to
from care_platform.web.people_models import account_view, elder_view
from care_platform.web.refuse import status_of
from care_platform.web.render import Renderer, Rendering
from care_platform.web.session import Asking, FormVisitor, Service

PEOPLE = "/people"
Key = Annotated[int, Form(ge=1, lt=2**31)]
router = APIRouter(include_in_schema=False)


def administering(visitor: Asking) -> Visitor:
    """Only for administrators; for everybody else the page does not exist."""
    if visitor.account.role != ADMINISTRATOR:
        raise NotFound("refused-unknown-page")
    return visitor


def administrator_form(visitor: FormVisitor) -> Visitor:
    return administering(visitor)


Administering = Annotated[Visitor, Depends(administering)]
AdministratorForm = Annotated[Visitor, Depends(administrator_form)]


@router.get(PEOPLE)
def people(look: Looks, renderer: Rendering, service: Service, visitor: Administering) -> HTMLResponse:
    return HTMLResponse(_people_page(look, renderer, service, visitor))


@router.post(f"{PEOPLE}/accounts")
def invite(
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: AdministratorForm,
    login: Short = "",
    role: Short = "",
    english: Line = "",
    chinese: Line = "",
    tenant: Short = "",
) -> HTMLResponse:
    """Answers with the password for the first sign-in, this once."""
    try:
        with _changing(service, visitor, tenant) as session:
            names = _names(english, chinese)
            _, password = service.accounts.invite(
                session, visitor.account, login, chosen(AccountRole, role), names, tenant
            )
    except Refused as refused:
        return _refused(look, renderer, service, visitor, refused)
    return _told(look, renderer, service, visitor, login, password)


@router.post(f"{PEOPLE}/accounts/{{name}}/reset")
def reset(name: str, look: Looks, renderer: Rendering, service: Service, visitor: AdministratorForm) -> HTMLResponse:
    with service.database.writing() as session:
        password = service.accounts.start_anew(session, visitor.account, name)
    service.changes.announce()
    return _told(look, renderer, service, visitor, name, password)


@router.post(f"{PEOPLE}/accounts/{{name}}/active")
def switch(name: str, service: Service, visitor: AdministratorForm, active: Short = "") -> Response:
    with service.database.writing() as session:
        service.accounts.switch(session, visitor.account, name, active == "yes")
    service.changes.announce()
    return to(PEOPLE)


@router.post(f"{PEOPLE}/accounts/{{name}}/cares")
def change_care(name: str, service: Service, visitor: AdministratorForm, elder: Key, end: Short = "") -> Response:
    """Entrusts an account with an elder, or takes it back."""
    actor = visitor.account
    with service.database.writing() as session:
        account, row = accounts.find(session, actor, name), find_administered_elder(session, actor, elder)
        change = service.people.dismiss if end else service.people.entrust
        change(session, actor.name, account, row)
    service.changes.announce()
    return to(PEOPLE)


@router.post(f"{PEOPLE}/elders")
def add_elder(
    look: Looks,
    renderer: Rendering,
    service: Service,
    visitor: AdministratorForm,
    english: Line = "",
    chinese: Line = "",
    tenant: Short = "",
    person_id: Short = "",
) -> Response:
    try:
        with _changing(service, visitor, tenant) as session:
            names = _names(english, chinese)
            service.people.add_elder(session, visitor.account.name, tenant, names, person_id or None)
    except Refused as refused:
        return _refused(look, renderer, service, visitor, refused)
    return to(PEOPLE)


@contextmanager
def _changing(service: Service, visitor: Visitor, tenant: str) -> Iterator[Session]:
    """A transaction in a tenant of this administrator; raises NotFound for another."""
    with service.database.writing() as session:
        if not administers(session, visitor.account, tenant):
            raise NotFound("refused-unknown-tenant")
        yield session


def _people_page(
    look: Look, renderer: Renderer, service: Service, visitor: Visitor, refusal: str = "", told: str = ""
) -> str:
    actor = visitor.account
    with service.database.reading() as session:
        rows = session.scalars(select(Account).where(administered(actor)).order_by(Account.tenant, Account.name)).all()
        elders = session.scalars(select(Elder).where(administered_elders(actor)).order_by(Elder.tenant, Elder.key))
        found = [elder_view(row, actor.role) for row in elders]
        tenants = [actor.tenant, *session.scalars(below(actor.tenant))]
        cares = {row.key: session.scalars(select(Care.elder_key).filter_by(account_key=row.key)).all() for row in rows}
        lines = [(account_view(row), [e for e in found if e.key in cares[row.key]]) for row in rows]
    return renderer.page(
        "people.html",
        look,
        visitor,
        here=PEOPLE,
        refusal=refusal,
        told=told,
        lines=lines,
        elders=found,
        tenants=tenants,
        roles=list(AccountRole),
    )


def _told(look: Look, renderer: Renderer, service: Service, visitor: Visitor, name: str, password: str) -> HTMLResponse:
    told = renderer.say("invited", look.language, name=name, password=password)
    return HTMLResponse(_people_page(look, renderer, service, visitor, told=told))


def _refused(look: Look, renderer: Renderer, service: Service, visitor: Visitor, refused: Refused) -> HTMLResponse:
    refusal = renderer.refusal(refused, look)
    return HTMLResponse(_people_page(look, renderer, service, visitor, refusal=refusal), status_of(refused))


def _names(english: str, chinese: str) -> dict[str, str]:
    given = {"en": english.strip(), "zh-CN": chinese.strip()}
    return {language: name[:100] for language, name in given.items() if name}
