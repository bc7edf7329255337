"""A platform in a temporary folder, with a clock to set, one robot and three people who need no second factor."""

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

if find_spec("care_protocol") is None:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import select

from care_platform.config import Settings
from care_platform.core.clock import ManualClock
from care_platform.service import Platform
from care_platform.services.accounts import add_robot
from care_platform.services.ingest import Answer, Packet
from care_platform.store.tables import Account, Alarm
from care_platform.testing_postgres import PostgresProcess, postgres_programs
from care_platform.web.app import create_app
from care_protocol.channels import Address, Channel
from care_protocol.messages import About, Connection, ConnectionState, Event, Message, Priority, Role, encode

PASSWORD = "a good long password"
ROBOT = Address("home", "huban")
ELDER = {"en": "Mrs. Wang", "zh-CN": "王奶奶"}
PEOPLE: tuple[tuple[str, Role, int | None], ...] = (
    ("li", Role.NURSE, 0),
    ("daughter", Role.FAMILY, 1),
    ("tom", Role.TECHNICIAN, None),
)


class World:
    """The platform and what a test does to it from the robot's and the people's side."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.clock = ManualClock()
        self.settings = Settings(folder, database)
        self.platform = self.start()

    def populate(self) -> None:
        """The robot and the people."""
        with self.platform.database.writing() as session:
            robot = add_robot(session, self.platform.audit, ROBOT.tenant, ROBOT.robot_id)
            elder = self.platform.people.add_elder(session, "test", ROBOT.tenant, ELDER, "elder")
            self.platform.people.give_robot(session, "test", robot, elder)
            for name, role, duty in PEOPLE:
                names = {"en": name.title(), "zh-CN": f"{name}（中文）"}
                account = self.platform.accounts.add(session, name, role, names, PASSWORD, "home", duty, demo=True)
                if role is Role.FAMILY:
                    self.platform.people.entrust(session, "test", account, elder)

    def start(self) -> Platform:
        """A platform as after a restart, on the same database."""
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.platform = Platform(self.settings, self.clock, cheap)
        return self.platform

    def robot_says(self, channel: Channel, message: Message, address: Address = ROBOT) -> list[Answer]:
        answers = self.platform.ingest.store([Packet(address.topic(channel), encode(message))])
        self.platform.changes.announce()
        return answers

    def online(self) -> None:
        """The robot connects and says what its places are called."""
        kitchen = {"en": "kitchen", "zh-CN": "厨房"}
        about = About(elder=ELDER, rooms={"kitchen": kitchen}, places={"kitchen": kitchen})
        hello = Connection(stamp=self.clock.now(), state=ConnectionState.ONLINE, about=about)
        self.robot_says(Channel.CONNECTION, hello)

    def event(self, kind: str = "fall_detected", priority: Priority = Priority.MEDIUM, **fields: Any) -> Event:
        defaults = {"id": uuid4(), "stream": UUID(int=1), "sequence": 1, "stamp": self.clock.now(), "place": "kitchen"}
        return Event(kind=kind, priority=priority, **{**defaults, **fields})

    def alarm(self, priority: Priority = Priority.HIGH, alarm_id: UUID | None = None, **fields: Any) -> UUID:
        """The robot raises an alarm."""
        fields = {"data": {"trigger": "fall_detected"}, "reason": "on the floor", **fields}
        event = self.event("alarm_raised", priority, alarm_id=alarm_id or uuid4(), **fields)
        self.robot_says(Channel.EVENT, event)
        assert event.alarm_id is not None
        return event.alarm_id

    def account(self, name: str) -> Account:
        with self.platform.database.reading() as session:
            return session.scalars(select(Account).filter_by(name=name)).one()

    def read(self, alarm_id: UUID) -> Alarm:
        """An alarm with its steps and who was asked."""
        with self.platform.database.reading() as session:
            alarm = session.get_one(Alarm, alarm_id)
            _ = [step.account for step in alarm.steps], [call.account for call in alarm.asked], alarm.robot
            return alarm

    def do(self, name: str, alarm_id: UUID, *more: str) -> None:
        """Somebody acknowledges, attends or closes: do("acknowledge", id, "li")."""
        step, (who, *rest) = getattr(self.platform.desk, name), more
        with self.platform.database.writing() as session:
            step(session, self.account(who), alarm_id, *rest)

    def tick(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.platform.watch.tick()


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgresProcess]:
    """A PostgreSQL of its own for a file of tests."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    process = PostgresProcess()
    process.start()
    yield process
    process.remove()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a platform that was just set up; making it once saves each test a migration."""
    folder = tmp_path_factory.mktemp("founded") / "state"
    world = World(folder)
    world.populate()
    world.platform.database.close()
    return folder


@pytest.fixture
def world(tmp_path: Path, founded: Path) -> Iterator[World]:
    made = World(Path(shutil.copytree(founded, tmp_path / "state")))
    yield made
    made.platform.database.close()


@pytest.fixture
def browser(world: World) -> TestClient:
    """A browser that nobody is signed in with."""
    return TestClient(create_app(world.platform), base_url="http://care.test", follow_redirects=False)


@pytest.fixture
def signed_in(world: World, browser: TestClient) -> Callable[[str], TestClient]:
    """Signs somebody in; the client then sends the token that the API asks for."""

    def sign_in(name: str) -> TestClient:
        answer = browser.post("/api/login", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return browser

    return sign_in
