"""What the clock does by itself: asks the next ones, misses robots and test alarms, gives up late commands."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.changes import Changes
from care_platform.core.clock import WallClock
from care_platform.core.escalation import SILENCE_S, silent
from care_platform.core.incidents import ROBOT_SILENT, TEST_MISSED
from care_platform.services.alarms import ALARM_RAISED, AlarmDesk
from care_platform.services.orders import Orders
from care_platform.services.self_tests import SelfTests
from care_platform.store.database import Database
from care_platform.store.tables import Alarm, Event, Robot
from care_protocol.messages import Priority

_NAMESPACES = {
    ROBOT_SILENT: UUID("5f0c0e0e-8a4b-4bb5-9b62-0c1c0f8b1a55"),
    TEST_MISSED: UUID("c1f5d7b2-04c6-4a5f-8d8e-3a2f6f4f0e90"),
}


class Watch:
    """Everything it acts on is in the database, so it goes on where a stopped platform left off."""

    def __init__(self, database: Database, clock: WallClock, desk: AlarmDesk, orders: Orders, changes: Changes) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._orders = orders
        self._changes = changes
        self._tests = SelfTests(clock)
        self._listening_since = clock.now()

    def tick(self) -> None:
        """To be called about once a second."""
        with self._database.writing() as session:
            happened = [
                self._desk.escalate(session),
                self._orders.expire(session),
                self._notice_silence(session),
                self._notice_missed_tests(session),
            ]
        if any(happened):
            self._changes.announce()

    def _notice_silence(self, session: Session) -> bool:
        now = self._clock.now()
        query = select(Robot).where(Robot.last_seen < now - timedelta(seconds=SILENCE_S))
        robots = session.scalars(query.with_for_update(skip_locked=True))
        quiet = [robot for robot in robots if silent(robot.last_seen, self._listening_since, now)]
        raised = [self._raise(session, robot, ROBOT_SILENT, robot.last_seen) for robot in quiet]
        return any(raised)

    def _notice_missed_tests(self, session: Session) -> bool:
        missed = self._tests.missed(session, self._listening_since)
        raised = [self._raise(session, robot, TEST_MISSED, received) for robot, received in missed]
        return any(raised)

    def _raise(self, session: Session, robot: Robot, trigger: str, since: datetime | None) -> bool:
        """One alarm for one silence, however many platform processes notice it and whoever closed it."""
        alarm_id = uuid5(_NAMESPACES[trigger], f"{robot.tenant}/{robot.robot_id}/{since}")
        if session.get(Alarm, alarm_id):
            return False
        now = self._clock.now()
        event = Event(
            id=uuid5(alarm_id, trigger),
            robot=robot,
            stamp=now,
            received=now,
            alarm_id=alarm_id,
            kind=ALARM_RAISED,
            priority=Priority.TECHNICAL.value,
            person_id="",
            place="",
            reason="",
            data={"trigger": trigger, "silence_s": SILENCE_S},
        )
        session.add(event)
        self._desk.raised(session, event)
        return True
