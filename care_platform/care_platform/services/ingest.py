"""Takes what robots send: stores it once, commits, and only then has an answer for the robot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

import care_protocol.messages as wire
from care_platform.changes import Changes
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


@dataclass(frozen=True)
class Packet:
    topic: str
    payload: bytes


@dataclass(frozen=True)
class Answer:
    """What to publish on a robot's `ack` channel once the transaction is committed."""

    address: Address
    ack: wire.Ack


class Ingest:
    def __init__(self, database: Database, clock: WallClock, desk: AlarmDesk, orders: Orders, changes: Changes) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._orders = orders
        self._changes = changes
        self._takers: dict[type[wire.Message], Callable[[Session, Robot, Any], UUID | None]] = {
            wire.Connection: self._connection,
            wire.RobotState: self._state,
            wire.Event: self._event,
            wire.Result: self._result,
        }

    def store(self, packets: Sequence[Packet]) -> list[Answer]:
        """Stores all packets in one transaction; a bad one goes to the dead letters and stops nobody."""
        with self._database.writing() as session:
            answers = [self._take(session, packet) for packet in packets]
        self._changes.announce()
        return [answer for answer in answers if answer]

    def _take(self, session: Session, packet: Packet) -> Answer | None:
        try:
            letter = read(packet.topic, packet.payload)
            with session.begin_nested():
                stored = self._deliver(session, letter)
            return self._answer(letter.address, stored, wire.Outcome.COMMITTED, "") if stored else None
        except DeadLetter as dead:
            return self._bury(session, packet, dead)
        except (DataError, IntegrityError) as error:
            return self._bury(session, packet, DeadLetter(Reason.NOT_STORED, one_line(error)))

    def _deliver(self, session: Session, letter: Letter) -> UUID | None:
        """Stores one message; the id to acknowledge, None where nobody waits for a word."""
        query = select(Robot).filter_by(tenant=letter.address.tenant, robot_id=letter.address.robot_id)
        robot = session.scalars(query).one_or_none()
        if robot is None:
            raise DeadLetter(Reason.UNKNOWN_ROBOT, f"robot {letter.address} is not registered")
        robot.last_seen = self._clock.now()
        return self._takers[type(letter.message)](session, robot, letter.message)

    def _connection(self, session: Session, robot: Robot, message: wire.Connection) -> None:
        robot.connection = message.state.value
        if message.about is not None:
            robot.about = message.about.model_dump(mode="json")
        if message.state is wire.ConnectionState.ONLINE:
            self._orders.hurry(session, robot)

    def _state(self, session: Session, robot: Robot, message: wire.RobotState) -> None:
        robot.state = message.model_dump(mode="json", exclude={"version"})

    def _event(self, session: Session, robot: Robot, message: wire.Event) -> UUID:
        stored = session.get(Event, message.id)
        if stored is not None and stored.robot_key != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"event {message.id} belongs to another robot")
        alarm = session.get(Alarm, message.alarm_id) if message.alarm_id else None
        if alarm is not None and alarm.robot_key != robot.key:
            raise DeadLetter(Reason.CONFLICT, f"alarm {message.alarm_id} belongs to another robot")
        if stored is None:
            fields = message.model_dump(exclude={"version", "priority", "position"})
            event = Event(**fields, robot=robot, received=self._clock.now(), priority=message.priority.value)
            event.position = message.position.model_dump() if message.position else None
            session.add(event)
            if message.kind == ALARM_RAISED:
                self._desk.raised(session, event)
        return message.id

    def _result(self, session: Session, robot: Robot, message: wire.Result) -> UUID:
        try:
            self._orders.settle(session, robot, message)
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
