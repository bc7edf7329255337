"""Takes what robots send: stores it once, commits, and only then has an answer for the robot."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import care_protocol.messages as wire
from care_platform.core.clock import WallClock
from care_platform.core.inbox import DeadLetter, Letter, Reason, addressee, read
from care_platform.core.refusals import NotFound
from care_platform.services.alarms import AlarmDesk
from care_platform.services.orders import Orders
from care_platform.store.database import Database, one_line
from care_platform.store.tables import Alarm, DeadLetterRow, Event, Robot
from care_protocol.channels import Address

ALARM_RAISED = "alarm_raised"
KEPT_BYTES = 4096
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
        with self.session.no_autoflush:
            owner = self._owners.get(event_id) or self.session.scalar(select(Event.robot_key).filter_by(id=event_id))
        if owner is not None and owner != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"event {event_id} belongs to another robot")
        self._owners[event_id] = robot.key
        return owner is None


class Ingest:
    def __init__(self, database: Database, clock: WallClock, desk: AlarmDesk, orders: Orders) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
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
        try:
            answers = self._store(packets, nullcontext)
        except OperationalError:
            raise
        except Exception:
            answers = self._store(packets, Session.begin_nested)
        return [answer for answer in answers if answer]

    def _store(self, packets: Sequence[Packet], apart: Apart) -> list[Answer | None]:
        """`apart` keeps one message's failure from the others: costly, so only after one did fail."""
        with self._database.writing() as session:
            batch = Batch(session)
            return [self._take(batch, packet, apart) for packet in packets]

    def _take(self, batch: Batch, packet: Packet, apart: Apart) -> Answer | None:
        try:
            letter = read(packet.topic, packet.payload)
            with apart(batch.session):
                stored = self._deliver(batch, letter, packet.retained)
                if apart is not nullcontext:
                    batch.session.flush()
            return self._answer(letter.address, stored, wire.Outcome.COMMITTED, "") if stored else None
        except DeadLetter as dead:
            return self._bury(batch.session, packet, dead)
        except OperationalError:
            raise
        except Exception as error:
            if apart is nullcontext:
                raise
            return self._bury(batch.session, packet, DeadLetter(Reason.NOT_STORED, one_line(error)))

    def _deliver(self, batch: Batch, letter: Letter, retained: bool) -> UUID | None:
        """Stores one message; the id to acknowledge, None where nobody waits for a word."""
        robot = batch.robot(letter.address)
        if not retained and not _is_last_will(letter.message):
            robot.last_seen = self._clock.now()
        return self._takers[type(letter.message)](batch, robot, letter.message)

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
        alarm = batch.session.get(Alarm, message.alarm_id) if message.alarm_id else None
        if alarm is not None and alarm.robot_key != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"alarm {message.alarm_id} belongs to another robot")
        if batch.is_new(message.id, robot):
            fields = message.model_dump(exclude={"version", "priority", "position"})
            event = Event(**fields, robot=robot, received=self._clock.now(), priority=message.priority.value)
            event.position = message.position.model_dump() if message.position else None
            batch.session.add(event)
            if message.kind == ALARM_RAISED:
                self._desk.raised(batch.session, event)
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
