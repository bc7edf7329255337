"""The platform as a whole: every part, put together once."""

import asyncio
import logging
import signal
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.exc import SQLAlchemyError

from care_platform import secret_files
from care_platform.broker import Broker, BrokerAddress
from care_platform.changes import Changes
from care_platform.config import Settings
from care_platform.core.clock import SystemClock, WallClock
from care_platform.services.accounts import Accounts
from care_platform.services.alarms import AlarmDesk
from care_platform.services.ingest import Ingest
from care_platform.services.orders import Orders
from care_platform.services.sign_in import SignIns
from care_platform.services.watch import Watch
from care_platform.store.audit import AuditLog
from care_platform.store.database import Database, one_line

log = logging.getLogger(__name__)


class Platform:
    """Opens the database in `settings.state`; raises OSError when it can not."""

    def __init__(
        self, settings: Settings, clock: WallClock | None = None, hasher: PasswordHasher | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        hasher = hasher or PasswordHasher()
        settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.database = Database(settings.database_url)
        self.changes = Changes()
        self.failure: BaseException | None = None
        audit_key = secret_files.key(settings.state, "audit")
        self.audit = AuditLog(self.database, audit_key, settings.state / "audit.anchor", self.clock)
        self.orders = Orders(self.clock, self.audit)
        self.desk = AlarmDesk(self.clock, self.audit, self.orders)
        self.accounts = Accounts(self.audit, hasher)
        sign_in_key = secret_files.key(settings.state, "sign_in")
        self.sign_ins = SignIns(self.database, self.clock, self.audit, sign_in_key, hasher)
        self.ingest = Ingest(self.database, self.clock, self.desk, self.orders)
        self.watch = Watch(self.database, self.clock, self.desk, self.orders, self.changes)
        address = BrokerAddress(settings.mqtt_host, settings.mqtt_port)
        self.broker = Broker(address, self.database, self.clock, self.ingest, self.orders, self.changes)

    def prepare_people(self) -> list[dict[str, Any]]:
        """Makes the demo's accounts, or switches them off; the demo's people with their passwords."""
        with self.database.writing() as session:
            if self.settings.demo:
                return self.accounts.prepare_demo(session, self.settings.state)
            if ended := self.accounts.end_demo(session):
                log.warning("%d demo accounts switched off: they exist with --demo only", ended)
        return []

    def tick(self) -> None:
        """The clock's work of one second; a database in trouble is told and tried again."""
        try:
            self.watch.tick()
        except SQLAlchemyError as error:
            log.error("escalation waits for the database: %s", one_line(error))

    def note_end(self, task: "asyncio.Task[None]") -> None:
        """Work beside the web pages never ends by itself: when it does, the process goes, to be started anew."""
        if task.cancelled():
            return
        self.failure = task.exception()
        log.critical("background work ended", exc_info=self.failure)
        signal.raise_signal(signal.SIGTERM)

    def health(self) -> dict[str, str]:
        problem = self.database.problem()
        broker = "connected" if self.broker.connected else "not connected"
        good = problem is None and self.broker.connected
        return {"status": "ok" if good else "degraded", "database": problem or "ok", "broker": broker}
