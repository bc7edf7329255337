"""The demo's robot and people; a real installation switches them off."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform import secret_files
from care_platform.core.authority import AccountRole
from care_platform.services.accounts import Accounts, add_robot
from care_platform.services.passwords import Passwords, readable_secret
from care_platform.services.people import People
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.people_tables import Elder
from care_platform.store.tables import Account

FILE = "demo_accounts.json"
TENANT = "home"
ROBOT = "huban"
ELDER_ID = "elder"
ELDER: dict[str, str] = {"en": "Mrs. Wang", "zh-CN": "王奶奶"}
PEOPLE: tuple[tuple[str, AccountRole, dict[str, str], int], ...] = (
    ("li", AccountRole.NURSE, {"en": "Nurse Li", "zh-CN": "李护士"}, 0),
    ("daughter", AccountRole.FAMILY, {"en": "Wang Fang (daughter)", "zh-CN": "女儿王芳"}, 1),
)


class Demo:
    def __init__(self, audit: AuditLog, accounts: Accounts, passwords: Passwords, people: People) -> None:
        self._audit = audit
        self._accounts = accounts
        self._passwords = passwords
        self._people = people

    def prepare(self, session: Session, state: Path) -> list[dict[str, Any]]:
        """The robot, the elder and who cares; passwords are made once and kept in the state folder."""
        path = state / FILE
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        elder = self._elder(session)
        people = [self._person(session, elder, *person, kept.get(person[0], "")) for person in PEOPLE]
        secret_files.write(path, json.dumps({p["name"]: p["password"] for p in people}, indent=2).encode())
        return people

    def end(self, session: Session) -> int:
        """Switches demo accounts off, for every start that is not a demo; how many there were."""
        accounts = session.scalars(select(Account).filter_by(demo=True, active=True)).all()
        for account in accounts:
            account.active = False
            self._audit.append(session, SYSTEM, "demo_account_off", account.name)
        return len(accounts)

    def _elder(self, session: Session) -> Elder:
        """Whom the demo's robot is there for."""
        robot = add_robot(session, self._audit, TENANT, ROBOT)
        if robot.elder is None:
            elder = self._people.add_elder(session, SYSTEM, TENANT, ELDER, ELDER_ID)
            self._people.give_robot(session, SYSTEM, robot, elder)
            return elder
        return robot.elder

    def _person(
        self, session: Session, elder: Elder, name: str, role: AccountRole, names: dict[str, str], duty: int, kept: str
    ) -> dict[str, Any]:
        account = session.scalars(select(Account).filter_by(name=name)).one_or_none()
        password = kept or readable_secret()
        if account is None:
            account = self._accounts.add(session, name, role, names, password, TENANT, duty, demo=True)
        else:
            account.active, account.password_hash = True, self._passwords.hash(password)
        self._people.entrust(session, SYSTEM, account, elder)
        return {"name": name, "password": password, "role": role.value, "names": names}
