"""People over the JSON API: elders and their consents for carers, accounts and rights for administrators."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import select

from care_platform.core.authority import ADMINISTRATOR, may_read_notes
from care_platform.core.refusals import NotAllowed, NotFound
from care_platform.services import accounts
from care_platform.services.people import find_administered_elder, find_elder
from care_platform.services.sign_in import Visitor
from care_platform.store.people_tables import Elder
from care_platform.store.tables import Account
from care_platform.store.visibility import administered, administered_elders, administers, visible_elders
from care_platform.web.models import RowKey
from care_platform.web.people_models import (
    AccountView,
    Active,
    ConsentView,
    ElderChange,
    ElderView,
    Entrusted,
    Invited,
    NewAccount,
    NewConsent,
    NewElder,
    account_view,
    consent_view,
    elder_view,
)
from care_platform.web.session import ApiVisitor, Asking, Service
from care_protocol.channels import IDENTIFIER

router = APIRouter(prefix="/api", tags=["people"])
AccountName = Annotated[str, Path(max_length=64, pattern=f"^{IDENTIFIER.pattern}$")]


@router.get("/elders")
def elders(service: Service, visitor: Asking) -> list[ElderView]:
    """The people that this person cares for; for an administrator those to entrust to somebody."""
    account = visitor.account
    condition = administered_elders(account) if account.role == ADMINISTRATOR else visible_elders(account)
    with service.database.reading() as db:
        rows = db.scalars(select(Elder).where(condition).order_by(Elder.tenant, Elder.key))
        return [elder_view(row, account.role) for row in rows]


@router.post("/elders", status_code=201)
def add_elder(body: NewElder, service: Service, visitor: ApiVisitor) -> ElderView:
    """An administrator registers somebody to care for."""
    actor = _administrator(visitor)
    with service.database.writing() as db:
        if not administers(db, actor, body.tenant):
            raise NotFound("refused-unknown-tenant")
        elder = service.people.add_elder(db, actor.name, body.tenant, dict(body.names), body.person_id)
        return elder_view(elder, actor.role)


@router.get("/elders/{key}")
def elder(key: RowKey, service: Service, visitor: Asking) -> ElderView:
    with service.database.reading() as db:
        return elder_view(find_elder(db, visitor.account, key), visitor.account.role)


@router.post("/elders/{key}")
def change_elder(key: RowKey, body: ElderChange, service: Service, visitor: ApiVisitor) -> ElderView:
    """Carers keep contacts and notes."""
    with service.database.writing() as db:
        row = find_elder(db, visitor.account, key)
        if not may_read_notes(visitor.account.role):
            raise NotAllowed("refused-not-your-right")
        service.people.describe(db, visitor.account.name, row, body.contacts, body.notes)
        return elder_view(row, visitor.account.role)


@router.get("/elders/{key}/consents")
def consents(key: RowKey, service: Service, visitor: Asking) -> list[ConsentView]:
    """The register of an elder, also what is over or withdrawn; the newest first."""
    with service.database.reading() as db:
        row = find_elder(db, visitor.account, key)
        if not may_read_notes(visitor.account.role):
            raise NotAllowed("refused-not-your-right")
        register = service.consents.register(db, row)
        return [consent_view(consent, service.consents.in_force(consent)) for consent in register]


@router.post("/elders/{key}/consents", status_code=201)
def give_consent(key: RowKey, body: NewConsent, service: Service, visitor: ApiVisitor) -> ConsentView:
    with service.database.writing() as db:
        row = find_elder(db, visitor.account, key)
        consent = service.consents.give(db, visitor.account, row, **dict(body))
        return consent_view(consent, service.consents.in_force(consent))


@router.post("/elders/{key}/consents/{consent}/withdraw")
def withdraw_consent(key: RowKey, consent: RowKey, service: Service, visitor: ApiVisitor) -> ConsentView:
    with service.database.writing() as db:
        row = service.consents.withdraw(db, visitor.account, find_elder(db, visitor.account, key), consent)
        return consent_view(row, service.consents.in_force(row))


@router.get("/accounts")
def list_accounts(service: Service, visitor: Asking) -> list[AccountView]:
    """The accounts that this administrator looks after."""
    actor = _administrator(visitor)
    with service.database.reading() as db:
        rows = db.scalars(select(Account).where(administered(actor)).order_by(Account.tenant, Account.name))
        return [account_view(row) for row in rows]


@router.post("/accounts", status_code=201)
def invite(body: NewAccount, service: Service, visitor: ApiVisitor) -> Invited:
    actor = _administrator(visitor)
    with service.database.writing() as db:
        if not administers(db, actor, body.tenant):
            raise NotFound("refused-unknown-tenant")
        made = service.accounts.invite(db, actor, body.name, body.role, dict(body.names), body.tenant)
        return Invited(account=account_view(made[0]), password=made[1])


@router.post("/accounts/{name}/reset")
def reset(name: AccountName, service: Service, visitor: ApiVisitor) -> Invited:
    """For who lost telephone or password: everything of the sign-in begins anew."""
    actor = _administrator(visitor)
    with service.database.writing() as db:
        password = service.accounts.start_anew(db, actor, name)
        account = account_view(accounts.find(db, actor, name))
    service.changes.announce()
    return Invited(account=account, password=password)


@router.post("/accounts/{name}/active")
def switch(name: AccountName, body: Active, service: Service, visitor: ApiVisitor) -> AccountView:
    """Lets somebody in or out, at once."""
    actor = _administrator(visitor)
    with service.database.writing() as db:
        account = account_view(service.accounts.switch(db, actor, name, body.active))
    service.changes.announce()
    return account


@router.post("/accounts/{name}/cares", status_code=204)
def entrust(name: AccountName, body: Entrusted, service: Service, visitor: ApiVisitor) -> None:
    """This account may see this elder."""
    actor = _administrator(visitor)
    with service.database.writing() as db:
        account, row = accounts.find(db, actor, name), find_administered_elder(db, actor, body.elder)
        service.people.entrust(db, actor.name, account, row)
    service.changes.announce()


@router.post("/accounts/{name}/cares/{elder}/end", status_code=204)
def dismiss(name: AccountName, elder: RowKey, service: Service, visitor: ApiVisitor) -> None:
    """This account does not see this elder any more."""
    actor = _administrator(visitor)
    with service.database.writing() as db:
        account, row = accounts.find(db, actor, name), find_administered_elder(db, actor, elder)
        service.people.dismiss(db, actor.name, account, row)
    service.changes.announce()


def _administrator(visitor: Visitor) -> Account:
    if visitor.account.role != ADMINISTRATOR:
        raise NotAllowed("refused-not-your-right")
    return visitor.account
