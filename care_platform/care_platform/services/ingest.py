"""Takes what robots send: stores it once, commits, and only then has an answer for the robot."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

import care_protocol.messages as wire
from care_platform.core.clock import WallClock
from care_platform.core.escalation import SILENCE_S
from care_platform.core.inbox import DeadLetter, Letter, Reason, addressee, read
from care_platform.core.incidents import ROBOT_SILENT, TEST_MISSED
from care_platform.core.refusals import NotFound
from care_platform.services.alarms import ALARM_RAISED, AlarmDesk
from care_platform.services.incidents import Incidents
from care_platform.services.orders import Orders
from care_platform.services.self_tests import SELF_TEST, SelfTests
from care_platform.store.database import Database, one_line, worth_repeating
from care_platform.store.tables import Alarm, DeadLetterRow, Event, Robot
from care_protocol.channels import Address

KEPT_BYTES = 4096
TRIES = 3
"""So often a transaction that met another one is begun."""

Apart = Callable[[Session], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Packet:
    """A message as the broker hands it over; a retained one may be old."""

    topic: str
    payload: bytes
    retained: bool = False


@dataclass(frozen=True)
class Answer:
    """What to publish on a robot's `ack` channel once the transaction is committed."""

    address: Address
    ack: wire.Ack


class TooEarly(Exception):
    """An event whose predecessor is not stored yet."""

    def __init__(self, event: wire.Event) -> None:
        super().__init__(f"event {event.after} has to be stored first")
        self.event_id = event.id


class Batch:
    """The messages of one transaction; looks each robot and each event up once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._robots: dict[Address, Robot | None] = {}
        self._owners: dict[UUID, int] = {}

    def robot(self, address: Address) -> Robot:
        """Raises DeadLetter for one that is not registered."""
        if address not in self._robots:
            query = select(Robot).filter_by(tenant=address.tenant, robot_id=address.robot_id)
            self._robots[address] = self.session.scalars(query).one_or_none()
        robot = self._robots[address]
        if robot is None:
            raise DeadLetter(Reason.UNKNOWN_ROBOT, f"robot {address} is not registered")
        return robot

    def is_new(self, event_id: UUID, robot: Robot) -> bool:
        """Whether this event has to be stored; raises DeadLetter when another robot has an event of this id."""
        owner = self._owner(event_id)
        if owner is not None and owner != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"event {event_id} belongs to another robot")
        self._owners[event_id] = robot.key
        return owner is None

    def follows(self, event: wire.Event, robot: Robot) -> bool:
        """Whether all that this robot wants stored before the event is stored."""
        return event.after is None or robot.key in (self._owner(event.after), self._owner(event.id))

    def _owner(self, event_id: UUID) -> int | None:
        with self.session.no_autoflush:
            return self._owners.get(event_id) or self.session.scalar(select(Event.robot_key).filter_by(id=event_id))


class Ingest:
    def __init__(self, database: Database, clock: WallClock, desk: AlarmDesk, orders: Orders) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._incidents = Incidents(desk)
        self._tests = SelfTests(clock)
        self._orders = orders
        self._takers: dict[type[wire.Message], Callable[[Batch, Robot, Any], UUID | None]] = {
            wire.Connection: self._connection,
            wire.RobotState: self._state,
            wire.Event: self._event,
            wire.Result: self._result,
        }

    def store(self, packets: Sequence[Packet]) -> list[Answer]:
        """Stores all packets in one transaction; a bad one goes to the dead letters and stops nobody.

        Raises OperationalError when the database itself is in trouble: then nothing is stored and nothing answered.
        """
        for _ in range(TRIES):
            try:
                return self._store(packets, nullcontext)
            except OperationalError as error:
                if not worth_repeating(error):
                    raise
            except Exception:
                break
        return self._store(packets, Session.begin_nested)

    def _store(self, packets: Sequence[Packet], apart: Apart) -> list[Answer]:
        """`apart` keeps one message's failure from the others: costly, so only after one did fail."""
        with self._database.writing() as session:
            batch = Batch(session)
            answers = [self._take(batch, packet, apart) for packet in packets]
        return [answer for answer in answers if answer]

    def _take(self, batch: Batch, packet: Packet, apart: Apart) -> Answer | None:
        try:
            letter = read(packet.topic, packet.payload)
            stored = self._deliver_apart(batch, letter, packet.retained, apart)
            return self._answer(letter.address, stored, wire.Outcome.COMMITTED, "") if stored else None
        except DeadLetter as dead:
            return self._bury(batch.session, packet, dead)
        except TooEarly as early:
            return self._answer(letter.address, early.event_id, wire.Outcome.DEFERRED, str(early))
        except OperationalError:
            raise
        except Exception as error:
            if apart is nullcontext:
                raise
            return self._bury(batch.session, packet, DeadLetter(Reason.NOT_STORED, one_line(error)))

    def _deliver_apart(self, batch: Batch, letter: Letter, retained: bool, apart: Apart) -> UUID | None:
        """Once more where another process was just storing the same: now it finds that."""
        if apart is nullcontext:
            return self._deliver(batch, letter, retained)
        for _ in range(TRIES):
            try:
                with apart(batch.session):
                    stored = self._deliver(batch, letter, retained)
                    batch.session.flush()
                return stored
            except IntegrityError as error:
                batch, failure = Batch(batch.session), error
        raise failure

    def _deliver(self, batch: Batch, letter: Letter, retained: bool) -> UUID | None:
        """Stores one message; the id to acknowledge, None where nobody waits for a word."""
        robot = batch.robot(letter.address)
        if not retained and not _is_last_will(letter.message):
            self._note_life(batch.session, robot)
        return self._takers[type(letter.message)](batch, robot, letter.message)

    def _note_life(self, session: Session, robot: Robot) -> None:
        before, now = robot.last_seen, self._clock.now()
        robot.last_seen = now
        if before is not None and (now - before).total_seconds() > SILENCE_S:
            self._incidents.over(session, robot, ROBOT_SILENT)

    def _connection(self, batch: Batch, robot: Robot, message: wire.Connection) -> None:
        robot.connection = message.state.value
        if message.about is not None:
            robot.about = message.about.model_dump(mode="json")
        if message.state is wire.ConnectionState.ONLINE:
            self._orders.hurry(batch.session, robot)

    def _state(self, _batch: Batch, robot: Robot, message: wire.RobotState) -> None:
        """Whoever tells its state is there, even if its greeting was lost."""
        robot.connection = wire.ConnectionState.ONLINE.value
        robot.state = message.model_dump(mode="json", exclude={"version"})

    def _event(self, batch: Batch, robot: Robot, message: wire.Event) -> UUID:
        if message.kind == SELF_TEST:
            if self._tests.passed(batch.session, robot, message):
                self._incidents.over(batch.session, robot, TEST_MISSED)
            return message.id
        if not batch.follows(message, robot):
            raise TooEarly(message)
        alarm = batch.session.get(Alarm, message.alarm_id) if message.alarm_id else None
        if alarm is not None and alarm.robot_key != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"alarm {message.alarm_id} belongs to another robot")
        if batch.is_new(message.id, robot):
            fields = message.model_dump(exclude={"version", "after", "priority", "position"})
            event = Event(**fields, robot=robot, received=self._clock.now(), priority=message.priority.value)
            event.position = message.position.model_dump() if message.position else None
            batch.session.add(event)
            if message.kind == ALARM_RAISED:
                self._desk.raised(batch.session, event)
            else:
                self._incidents.heard(batch.session, event)
        return message.id

    def _result(self, batch: Batch, robot: Robot, message: wire.Result) -> UUID:
        try:
            self._orders.settle(batch.session, robot, message)
        except NotFound as error:
            raise DeadLetter(Reason.CONFLICT, f"result of unknown command {message.command_id}") from error
        return message.id

    def _bury(self, session: Session, packet: Packet, dead: DeadLetter) -> Answer | None:
        row = DeadLetterRow(topic=packet.topic, reason=dead.reason.value, detail=dead.detail)
        row.received, row.size, row.payload = self._clock.now(), len(packet.payload), packet.payload[:KEPT_BYTES]
        session.add(row)
        named = addressee(packet.topic, packet.payload)
        return self._answer(*named, wire.Outcome.REFUSED, f"{dead.reason.value}: {dead.detail}") if named else None

    def _answer(self, address: Address, message_id: UUID, outcome: wire.Outcome, reason: str) -> Answer:
        ack = wire.Ack(stamp=self._clock.now(), id=message_id, outcome=outcome, reason=reason[:500])
        return Answer(address, ack)


def _is_last_will(message: wire.Message) -> bool:
    """Whether the broker speaks for a robot that it lost."""
    return isinstance(message, wire.Connection) and message.state is wire.ConnectionState.CONNECTION_BROKEN
