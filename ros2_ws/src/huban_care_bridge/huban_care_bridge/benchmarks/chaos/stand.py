"""Broker, platform, its database and several robots, each of which can be killed and comes back by itself."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import TracebackType
from uuid import UUID

from sqlalchemy import select

from care_platform.config import Settings
from care_platform.service import Platform
from care_platform.services.accounts import add_robot
from care_platform.store.audit import SYSTEM
from care_platform.store.tables import Account
from care_platform.testing import BrokerProcess, PlatformProcess, until
from care_platform.testing_postgres import PostgresProcess
from huban_care_bridge.benchmarks.chaos.nurse import NURSE, Nurse
from huban_care_bridge.benchmarks.chaos.robot_process import RobotProcess

BROKER, PLATFORM, DATABASE, BRIDGE = VICTIMS = ("broker", "platform", "database", "bridge")
TENANT = "home"
RESPAWN_DELAY_S = 1.0
"""As in the launch files: so long after its death a process is started again."""

LOCKED_S = 6.0
"""So long the database is stuck before its user is killed: longer than the platform waits for it."""

DRAIN_TIMEOUT_S = 300.0
ANSWERS_TIMEOUT_S = 90.0
"""What people said is repeated to a robot after at most 60 s."""

_HOLD = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE robots SET tenant = 'nobody'")
print("held", flush=True)
time.sleep(600)
"""


@dataclass(frozen=True)
class Death:
    """The robots that notice, and what starts the dead one again, where something has to."""

    concerned: Sequence[RobotProcess]
    start: Callable[[], None] | None

    def revive(self) -> None:
        """As the supervisor of the launch files does."""
        if self.start is not None:
            time.sleep(RESPAWN_DELAY_S)
            self.start()


class ChaosStand:
    """Everything in one folder; with `postgresql` its server is the database that dies."""

    def __init__(self, folder: Path, robots: int, postgresql: bool) -> None:
        self.broker = BrokerProcess(folder)
        self._postgres = PostgresProcess() if postgresql else None
        self._options = ["--database", self._postgres.url] if self._postgres else []
        self.platform = PlatformProcess(folder, self.broker.port, self._options)
        names = ["huban", *(f"robot{number}" for number in range(2, robots + 1))]
        self.robots = [RobotProcess(folder, name, self.broker.port) for name in names]

    def __enter__(self) -> "ChaosStand":
        with ExitStack() as opened:
            opened.callback(self.broker.kill)
            self.broker.start()
            if self._postgres:
                opened.callback(self._postgres.remove)
                self._postgres.start()
            opened.callback(self.platform.kill)
            self.platform.start()
            self._register(self.robots[1:])
            for robot in self.robots:
                robot.start()
                opened.callback(robot.kill)
            self.nurse = Nurse(self.platform)
            self._opened = opened.pop_all()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._opened.close()

    def audit_problem(self) -> str | None:
        """What is wrong with the audit trail."""
        return self._opened_platform().audit.problem()

    def kill(self, victim: str, random: Random) -> Death:
        """Kills one without a word."""
        if victim == DATABASE:
            return self._kill_database()
        if victim == BRIDGE:
            robot = random.choice(self.robots)
            robot.kill()
            return Death([robot], robot.start)
        process = self.broker if victim == BROKER else self.platform
        process.kill()
        return Death(self.robots, process.start)

    def drain(self) -> None:
        """Waits until the robots have nothing left to say and know what the nurse answered."""
        for robot in self.robots:
            until(lambda robot=robot: robot.waiting() == 0, DRAIN_TIMEOUT_S, 0.2)
        with suppress(TimeoutError):
            until(lambda: all(map(self._knows, self.nurse.answered)), ANSWERS_TIMEOUT_S, 0.2)

    def _knows(self, alarm_id: UUID) -> bool:
        return any(robot.replies[alarm_id, "acknowledged"] for robot in self.robots)

    @property
    def database_url(self) -> str:
        return self._postgres.url if self._postgres else f"sqlite:///{self._file}"

    @property
    def _file(self) -> Path:
        return self.platform.state / "care.db"

    def _opened_platform(self) -> Platform:
        """The platform's own code on the same database, beside its process."""
        return Platform(Settings(self.platform.state, self.database_url))

    def _register(self, robots: Sequence[RobotProcess]) -> None:
        """Each robot gets an elder of its own, whom the demo's nurse looks after, too."""
        platform = self._opened_platform()
        with platform.database.writing() as session:
            nurse = session.scalars(select(Account).filter_by(name=NURSE)).one()
            for robot in robots:
                row = add_robot(session, platform.audit, TENANT, robot.robot_id)
                elder = platform.people.add_elder(session, SYSTEM, TENANT, {"en": robot.robot_id})
                platform.people.give_robot(session, SYSTEM, row, elder)
                platform.people.entrust(session, SYSTEM, nurse, elder)
        platform.database.close()

    def _kill_database(self) -> Death:
        if self._postgres is None:
            self._lock_database()
            return Death(self.robots, None)
        self._postgres.kill()
        return Death(self.robots, self._postgres.start)

    def _lock_database(self) -> None:
        """SQLite has no server: somebody holds it with half a transaction, and is killed in the middle of it."""
        command = [sys.executable, "-c", _HOLD, str(self._file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            time.sleep(LOCKED_S)
            holder.kill()
