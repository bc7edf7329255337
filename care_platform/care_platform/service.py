"""The platform as a whole: every part, put together once."""

import asyncio
import logging
import random
import signal
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.exc import SQLAlchemyError

from care_platform import secret_files
from care_platform.backends.channels import make_channels, read_settings
from care_platform.broker import Broker, BrokerAddress
from care_platform.changes import Changes
from care_platform.config import Settings
from care_platform.core.clock import SystemClock, WallClock
from care_platform.services.accounts import Accounts
from care_platform.services.alarms import AlarmDesk
from care_platform.services.calls import Calls
from care_platform.services.consents import Consents
from care_platform.services.demo import Demo
from care_platform.services.duty import Duty
from care_platform.services.erasure import ElderData
from care_platform.services.ingest import Ingest
from care_platform.services.notice_delivery import NoticeDelivery
from care_platform.services.notice_texts import NoticeWriter
from care_platform.services.notices import NoticeQueue
from care_platform.services.orders import Orders
from care_platform.services.passwords import Passwords
from care_platform.services.people import People
from care_platform.services.retention import Retainer
from care_platform.services.second_factor import SecondFactors
from care_platform.services.sessions import Sessions
from care_platform.services.sign_in import SignIns
from care_platform.services.watch import Watch
from care_platform.services.ways import Ways
from care_platform.store.audit import AuditLog
from care_platform.store.database import Database, one_line
from care_platform.store.encryption import FieldCipher
from care_platform.texts import Texts

log = logging.getLogger(__name__)


class Platform:
    """Opens the database in `settings.state`; raises OSError when it can not."""

    def __init__(
        self, settings: Settings, clock: WallClock | None = None, hasher: PasswordHasher | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        hasher = hasher or PasswordHasher()
        settings.mqtt_credentials.check(settings.mqtt_host)
        settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.cipher = FieldCipher(settings.state / "fields.keys")
        self.database = Database(settings.database_url, self.cipher)
        self.changes = Changes()
        self.failure: BaseException | None = None
        first_start = not (settings.state / "audit.key").exists()
        audit_key = secret_files.key(settings.state, "audit")
        self.audit = AuditLog(self.database, audit_key, settings.state / "audit.anchor", self.clock)
        if first_start:
            self.audit.begin()
        self.orders = Orders(self.clock, self.audit)
        self.desk = AlarmDesk(self.clock, self.audit, self.orders, Calls(self.clock, NoticeQueue(self.clock)))
        self._prepare_rights(hasher)
        self.ingest = Ingest(self.database, self.clock, self.desk, self.orders)
        self.watch = Watch(self.database, self.clock, self.desk, self.orders, self.changes)
        self.notices = self._notices()
        self.ways = Ways(self.audit, self.channels)
        address = BrokerAddress(settings.mqtt_host, settings.mqtt_port, settings.mqtt_credentials)
        self.broker = Broker(address, self.database, self.clock, self.ingest, self.orders, self.changes)

    def _notices(self) -> NoticeDelivery:
        """The ways out of the platform that the operator has set up."""
        settings = read_settings(self.settings.state)
        home = settings.public_url or f"http://{self.settings.host}:{self.settings.port}"
        self.channels = make_channels(settings, self.clock)
        writer = NoticeWriter(Texts(), home)
        return NoticeDelivery(self.database, self.clock, self.desk, writer, self.channels, self.changes, random.random)

    def _prepare_rights(self, hasher: PasswordHasher) -> None:
        """Who may sign in, with what, and sees whom."""
        key = secret_files.key(self.settings.state, "sign_in")
        passwords = Passwords(hasher)
        self.people = People(self.clock, self.audit)
        self.duty = Duty(self.audit)
        self.consents = Consents(self.clock, self.audit)
        self.elder_data = ElderData(self.clock, self.audit)
        self.retainer = Retainer(self.database, self.clock, self.audit, self.settings.retention)
        self.factors = SecondFactors(self.clock, self.audit)
        self.sessions = Sessions(self.database, self.clock, self.audit, key)
        self.accounts = Accounts(self.clock, self.audit, passwords, self.factors, self.sessions)
        self.sign_ins = SignIns(self.database, self.clock, self.audit, self.sessions, passwords, self.factors)
        self.demo = Demo(self.audit, self.accounts, passwords, self.people)

    def prepare_people(self) -> list[dict[str, Any]]:
        """Makes the demo's accounts, or switches them off; the demo's people with their passwords."""
        with self.database.writing() as session:
            if self.settings.demo:
                return self.demo.prepare(session, self.settings.state)
            if ended := self.demo.end(session):
                log.warning("%d demo accounts switched off: they exist with --demo only", ended)
        return []

    def tick(self) -> None:
        """The clock's work of one second; a database in trouble is told and tried again."""
        try:
            self.watch.tick()
            self.retainer.tick()
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
