"""Accounts: made by an administrator or by --demo; a real installation switches the demo's off."""

import json
import secrets
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform import secret_files
from care_platform.core.refusals import Unusable
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.tables import Account, Robot
from care_protocol.messages import Role

MINIMUM_PASSWORD = 12
DEMO_FILE = "demo_accounts.json"
DEMO_TENANT = "home"
DEMO_ROBOT = "huban"
DEMO_PEOPLE: tuple[tuple[str, Role, dict[str, str], int], ...] = (
    ("li", Role.NURSE, {"en": "Nurse Li", "zh-CN": "李护士"}, 0),
    ("daughter", Role.FAMILY, {"en": "Wang Fang (daughter)", "zh-CN": "女儿王芳"}, 1),
)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Accounts:
    def __init__(self, audit: AuditLog, hasher: PasswordHasher) -> None:
        self._audit = audit
        self._hasher = hasher

    def add(
        self,
        session: Session,
        name: str,
        role: Role,
        names: dict[str, str],
        password: str,
        tenant: str,
        duty: int | None = None,
        demo: bool = False,
    ) -> Account:
        """A new account; raises Unusable for a taken name or a short password."""
        if session.scalars(select(Account).filter_by(name=name)).one_or_none():
            raise Unusable("refused-name-taken")
        if len(password) < MINIMUM_PASSWORD:
            raise Unusable("refused-short-password")
        account = Account(tenant=tenant, name=name, names=names, role=role.value, duty=duty, demo=demo, active=True)
        account.password_hash = self._hasher.hash(password)
        session.add(account)
        self._audit.append(session, SYSTEM, "account_added", name, role=role.value, demo=demo)
        return account

    def prepare_demo(self, session: Session, state: Path) -> list[dict[str, Any]]:
        """The demo's robot and people; their passwords are made once and kept in the state folder."""
        add_robot(session, self._audit, DEMO_TENANT, DEMO_ROBOT)
        path = state / DEMO_FILE
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        people = [self._demo_person(session, *person, kept.get(person[0], "")) for person in DEMO_PEOPLE]
        secret_files.write(path, json.dumps({p["name"]: p["password"] for p in people}, indent=2).encode())
        return people

    def end_demo(self, session: Session) -> int:
        """Switches demo accounts off, for every start that is not a demo; how many there were."""
        accounts = session.scalars(select(Account).filter_by(demo=True, active=True)).all()
        for account in accounts:
            account.active = False
            self._audit.append(session, SYSTEM, "demo_account_off", account.name)
        return len(accounts)

    def _demo_person(
        self, session: Session, name: str, role: Role, names: dict[str, str], duty: int, password: str
    ) -> dict[str, Any]:
        account = session.scalars(select(Account).filter_by(name=name)).one_or_none()
        password = password or _readable_password()
        if account is None:
            self.add(session, name, role, names, password, DEMO_TENANT, duty, demo=True)
        else:
            account.active, account.password_hash = True, self._hasher.hash(password)
        return {"name": name, "password": password, "role": role.value, "names": names}


def add_robot(session: Session, audit: AuditLog, tenant: str, robot_id: str) -> Robot:
    """Registers a robot; one that is known stays as it is."""
    robot = session.scalars(select(Robot).filter_by(tenant=tenant, robot_id=robot_id)).one_or_none()
    if robot is None:
        robot = Robot(tenant=tenant, robot_id=robot_id)
        session.add(robot)
        audit.append(session, SYSTEM, "robot_added", f"{tenant}/{robot_id}")
    return robot


def _readable_password() -> str:
    """Three groups of five unmistakable characters (74 bits), to be typed on a phone."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    return "-".join(groups)
