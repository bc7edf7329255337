"""Commands about people: the first administrator, accounts, tenants, elders, robots, and who cares for whom."""

import sys
from typing import Annotated, Optional

import segno
import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import AccountRole
from care_platform.core.refusals import NotAllowed, NotFound
from care_platform.service import Platform
from care_platform.services.accounts import add_robot
from care_platform.services.people import TenantKind
from care_platform.store.audit import SYSTEM
from care_platform.store.people_tables import Elder
from care_platform.store.tables import Account, Robot
from care_protocol.channels import Address

CODE_TRIES = 3
app = typer.Typer()

Tenant = Annotated[str, typer.Option(help="Whose.")]
English = Annotated[str, typer.Option(help="Name for people in English.")]
Chinese = Annotated[str, typer.Option(help="Name for people in Chinese.")]
Password = Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)]
ElderKey = Annotated[int, typer.Argument(help="The elder's number, as add-elder tells it.")]


@app.command()
def init(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name to sign in with.")] = "admin",
    tenant: Tenant = "home",
    english: English = "",
    chinese: Chinese = "",
    password: Password = "",
) -> None:
    """Sets a new installation up: makes the first administrator, with an authenticator app as second factor."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        names = _names(name, english, chinese)
        account = platform.accounts.add_first_administrator(session, name, names, password, tenant)
        offer = platform.factors.offer(session, account)
    print("Scan this with an authenticator app on your telephone, or type the key:")
    segno.make(offer.uri, error="m").terminal(out=sys.stdout, compact=True)
    print(f"key: {offer.secret}")
    codes = _confirm(platform, account)
    print("Recovery codes: write them on paper; each is good once, and they are not shown again.")
    print("\n".join(f"  {code}" for code in codes))


@app.command()
def add_account(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    role: Annotated[AccountRole, typer.Argument(help="Role.")],
    tenant: Tenant = "home",
    english: English = "",
    chinese: Chinese = "",
    duty: Annotated[Optional[int], typer.Option(help="Place in the chain of those on duty.")] = None,  # noqa: UP045
    password: Password = "",
) -> None:
    """Adds an account."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        names = _names(name, english, chinese)
        platform.accounts.add(session, name, role, names, password, tenant, duty)


@app.command()
def set_tenant(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The tenant's key, as robots use it.")],
    kind: Annotated[TenantKind, typer.Option(help="What it is.")] = TenantKind.HOME,
    parent: Annotated[Optional[str], typer.Option(help="The institution or community above it.")] = None,  # noqa: UP045
    english: English = "",
    chinese: Chinese = "",
) -> None:
    """Adds a tenant, or changes its kind, names and what is above it; the staff above sees what is below."""
    key = Address(key, "any").tenant
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        platform.people.add_tenant(session, key, kind, parent, _names(key, english, chinese))


@app.command()
def add_elder(
    context: typer.Context,
    english: English = "",
    chinese: Chinese = "",
    tenant: Tenant = "home",
    robot: Annotated[str, typer.Option(help="Id of the robot that is there for this person.")] = "",
    person_id: Annotated[Optional[str], typer.Option(help="How the robots call this person.")] = None,  # noqa: UP045
) -> None:
    """Registers somebody to care for."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        names = _names(english or chinese, english, chinese)
        elder = platform.people.add_elder(session, SYSTEM, tenant, names, person_id)
        if robot:
            platform.people.give_robot(session, SYSTEM, _robot(session, tenant, robot), elder)
    print(f"elder {elder.key}")


@app.command("add-robot")
def register_robot(
    context: typer.Context,
    robot_id: Annotated[str, typer.Argument(help="The robot's id.")],
    tenant: Tenant = "home",
    elder: Annotated[Optional[int], typer.Option(help="Number of the elder whom it is there for.")] = None,  # noqa: UP045
) -> None:
    """Registers a robot: messages of others go to the dead letters."""
    address = Address(tenant, robot_id)
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        robot = add_robot(session, platform.audit, address.tenant, address.robot_id)
        if elder is not None:
            platform.people.give_robot(session, SYSTEM, robot, find_elder(session, elder))


@app.command()
def entrust(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the account.")],
    elder: ElderKey,
    end: Annotated[bool, typer.Option("--end", help="Takes it back.")] = False,
) -> None:
    """Lets an account see an elder: families see nobody else, staff everybody until they have such an elder."""
    platform = Platform(context.obj)
    with platform.database.writing() as session:
        change = platform.people.dismiss if end else platform.people.entrust
        change(session, SYSTEM, _account(session, name), find_elder(session, elder))


def find_elder(session: Session, key: int) -> Elder:
    """An elder by number, for who administers the machine itself; raises NotFound."""
    elder = session.get(Elder, key)
    if elder is None or elder.erased is not None:
        raise NotFound("refused-unknown-elder")
    return elder


def _confirm(platform: Platform, account: Account) -> list[str]:
    """Asks for a code of the app until it is right, a few times; whoever gives up enrols at the first sign-in."""
    for _ in range(CODE_TRIES - 1):
        try:
            return _try_code(platform, account)
        except NotAllowed:
            print("This code is wrong or too old.")
    return _try_code(platform, account)


def _try_code(platform: Platform, account: Account) -> list[str]:
    code = typer.prompt("Code of the app")
    with platform.database.writing() as session:
        return platform.factors.confirm(session, account, code)


def _names(name: str, english: str, chinese: str) -> dict[str, str]:
    return {"en": english or name, "zh-CN": chinese or english or name}


def _account(session: Session, name: str) -> Account:
    account = session.scalars(select(Account).filter_by(name=name)).one_or_none()
    if account is None:
        raise NotFound("refused-unknown-account")
    return account


def _robot(session: Session, tenant: str, robot_id: str) -> Robot:
    robot = session.scalars(select(Robot).filter_by(tenant=tenant, robot_id=robot_id)).one_or_none()
    if robot is None:
        raise NotFound("refused-unknown-robot")
    return robot
