"""People as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from care_platform.core.authority import AccountRole, may_read_notes
from care_platform.core.consent import Capacity, Purpose
from care_platform.store.people_tables import Consent, Elder
from care_platform.store.tables import Account
from care_protocol.channels import IDENTIFIER
from care_protocol.messages import Names

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=f"^{IDENTIFIER.pattern}$")]
Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=2000)]


class ElderView(BaseModel):
    """Somebody who is cared for; contacts and notes are null for roles that do not care for people."""

    key: int
    tenant: str
    person_id: str | None
    names: dict[str, str]
    contacts: dict[str, str] | None
    notes: str | None


class ElderChange(BaseModel):
    """What carers keep about somebody; what is left out stays as it is."""

    contacts: dict[Line, Line] | None = None
    notes: Words | None = None


class NewElder(BaseModel):
    tenant: Name
    names: Names
    person_id: Name | None = None


class ConsentView(BaseModel):
    """A consent; `in_force` says whether it holds now."""

    key: int
    purpose: Purpose
    given_by: str
    capacity: Capacity
    begins: datetime
    ends: datetime | None
    recorded: datetime
    withdrawn: datetime | None
    note: str
    in_force: bool


class NewConsent(BaseModel):
    """Who agreed to what, as what, and from when (at once) until when (until withdrawn)."""

    purpose: Purpose
    given_by: Annotated[str, Field(min_length=1, max_length=200)]
    capacity: Capacity
    begins: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    note: Words = ""


class AccountView(BaseModel):
    name: str
    names: dict[str, str]
    role: str
    tenant: str
    active: bool
    demo: bool
    duty: int | None


class NewAccount(BaseModel):
    name: Name
    role: AccountRole
    names: Names
    tenant: Name


class Invited(BaseModel):
    """An account with the password for its first sign-in, told this once."""

    account: AccountView
    password: str


class Active(BaseModel):
    active: bool


class Entrusted(BaseModel):
    """The key of an elder."""

    elder: Annotated[int, Field(ge=1, lt=2**31)]


def elder_view(elder: Elder, role: str) -> ElderView:
    private = may_read_notes(role)
    return ElderView(
        key=elder.key,
        tenant=elder.tenant,
        person_id=elder.person_id,
        names=elder.names,
        contacts=elder.contacts if private else None,
        notes=elder.notes if private else None,
    )


def consent_view(consent: Consent, in_force: bool) -> ConsentView:
    fields = {name: getattr(consent, name) for name in ConsentView.model_fields if name != "in_force"}
    return ConsentView(**fields, in_force=in_force)


def account_view(account: Account) -> AccountView:
    return AccountView(**{name: getattr(account, name) for name in AccountView.model_fields})
