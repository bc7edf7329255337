"""What the clock does by itself: asks the next ones, notices silent robots, gives up late commands."""

from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.changes import Changes
from care_platform.core.clock import WallClock
from care_platform.core.escalation import SILENCE_S, silent
from care_platform.services.alarms import AlarmDesk
from care_platform.services.orders import Orders
from care_platform.store.database import Database
from care_platform.store.tables import Alarm, Event, Robot
from care_protocol.messages import Priority

ROBOT_SILENT = "robot_silent"
_NAMESPACE = UUID("5f0c0e0e-8a4b-4bb5-9b62-0c1c0f8b1a55")


class Watch:
    """Everything it acts on is in the database, so it goes on where a stopped platform left off."""

    def __init__(self, database: Database, clock: WallClock, desk: AlarmDesk, orders: Orders, changes: Changes) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._orders = orders
        self._changes = changes
        self._listening_since = clock.now()

    def tick(self) -> None:
        """To be called about once a second."""
        with self._database.writing() as session:
            happened = [self._desk.escalate(session), self._orders.expire(session), self._notice_silence(session)]
        if any(happened):
            self._changes.announce()

    def _notice_silence(self, session: Session) -> bool:
        now = self._clock.now()
        quiet = [r for r in session.scalars(select(Robot)) if silent(r.last_seen, self._listening_since, now)]
        raised = [self._raise_silence(session, robot) for robot in quiet]
        return any(raised)

    def _raise_silence(self, session: Session, robot: Robot) -> bool:
        """One alarm for one silence, however many platform processes notice it and whoever closed it."""
        alarm_id = uuid5(_NAMESPACE, f"{robot.tenant}/{robot.robot_id}/{robot.last_seen}")
        if session.get(Alarm, alarm_id):
            return False
        now = self._clock.now()
        event = Event(
            id=uuid5(alarm_id, ROBOT_SILENT),
            robot=robot,
            stamp=now,
            received=now,
            alarm_id=alarm_id,
            kind="alarm_raised",
            priority=Priority.TECHNICAL.value,
            person_id="",
            place="",
            reason="",
            data={"trigger": ROBOT_SILENT, "silence_s": SILENCE_S},
        )
        session.add(event)
        self._desk.raised(session, event)
        return True
