"""The bridge: events, results and state go up, acknowledgements and commands come down."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from pydantic import ValidationError

from care_protocol.channels import Channel
from care_protocol.messages import (
    MAXIMUM_BYTES,
    About,
    Ack,
    AlarmReply,
    Command,
    Connection,
    ConnectionState,
    Event,
    Priority,
    Result,
    ResultState,
    RobotState,
    Role,
    SkillCall,
    decode,
    encode,
)
from huban_care_bridge.core.courier import Courier
from huban_care_bridge.core.fence import Fence
from huban_care_bridge.core.ledger import Ledger
from huban_care_bridge.core.ports import Call, Link, Reply, ReplyKind, Robot, WallClock
from huban_care_bridge.core.self_test import SelfTest
from huban_care_bridge.core.state_reporter import StateReporter
from huban_care_bridge.core.storage import StorageError
from huban_common.core.clock import Clock

STOP = "stop"
SECOND = "another bridge speaks for this robot: end it, or give this robot an id of its own"
CLOCK_SKEW = timedelta(seconds=10)
"""So far the clocks of robot and platform may be apart."""

PULSE_S = 1.0
"""Between two looks at the state and at what is only in memory."""

THINNED_AGAIN_S = 3600.0
"""So often at most it is told that telemetry was given up."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Health:
    """What the node says about itself; `trouble` names what is wrong with the disk, `link` with the way to people."""

    connected: bool
    waiting: int
    refused: int
    rejected: int
    trouble: str
    link: str
    fenced: bool


class Bridge:
    """Not thread-safe: everything happens in one worker's thread."""

    def __init__(
        self,
        courier: Courier,
        ledger: Ledger,
        reporter: StateReporter,
        link: Link,
        robot: Robot,
        clock: Clock,
        wall: WallClock,
        about: About,
        fence: Fence,
    ) -> None:
        self._courier = courier
        self._ledger = ledger
        self._reporter = reporter
        self._link = link
        self._robot = robot
        self._clock = clock
        self._wall = wall
        self._about = about
        self._fence = fence
        self._state: RobotState | None = None
        self._connected = False
        self._guest = False
        self._link_trouble = "not connected yet"
        self._rejected = 0
        self._thinned = 0
        self._thinned_again_s = 0.0
        self._pulse_s = 0.0
        self._test = SelfTest(courier.stream, clock.now_s())

    def connected(self) -> None:
        """The broker takes us for the robot."""
        self._fence.granted()
        self._connected, self._link_trouble = True, ""
        hello = self._connection(ConnectionState.ONLINE).model_copy(update={"about": self._about})
        self._link.publish(Channel.CONNECTION, encode(hello), retain=True)
        self._courier.connected()
        self._reporter.start_over()
        self._pulse_s = self._clock.now_s()

    def looking(self) -> None:
        """The broker takes us for a guest, who may look whether the robot has another bridge."""
        self._guest = True
        self._fence.looking(self._clock.now_s())
        if self._fence.fenced:
            self._stand_back()

    def disconnected(self, reason: str) -> None:
        self._connected, self._guest, self._link_trouble = False, False, reason
        self._courier.disconnected()

    def event(self, event: Event) -> None:
        """Something happened; it is kept before it is sent."""
        self._courier.post_event(event)

    def result(self, result: Result) -> None:
        """The robot got further with a command; what is no command of the platform is passed over."""
        try:
            news = self._ledger.note(result)
        except StorageError as error:
            log.error("the state of command %s is not on the disk: %s", result.command_id, error)
            news = True
        if news:
            self._courier.post_result(result)

    def state(self, state: RobotState) -> None:
        """How the robot is now."""
        self._state = state

    def received(self, channel: Channel, payload: bytes) -> None:
        """Takes a message of the platform; what is none is counted and told, and stops nothing."""
        try:
            if len(payload) > MAXIMUM_BYTES:
                raise ValueError(f"{len(payload)} bytes")
            message = decode(channel, payload)
        except (ValidationError, ValueError) as error:
            self._rejected += 1
            log.error("message on %s is not usable: %s", channel.value, str(error).splitlines()[0])
            return
        if isinstance(message, Ack):
            self._acknowledged(message)
        elif isinstance(message, Command):
            self._commanded(message)
        elif isinstance(message, (Connection, RobotState)):
            self._overheard(message)

    def tick(self) -> float:
        """Does what is due; seconds until there is something to do again."""
        now_s = self._clock.now_s()
        if now_s >= self._pulse_s:
            self._pulse_s = now_s + PULSE_S
            self._pulse(now_s)
        pauses_s = [self._courier.pump(), self._pulse_s - now_s]
        if self._guest:
            self._claim(now_s)
            pauses_s.append(self._fence.pause_s(now_s))
        return min(pauses_s)

    def health(self) -> Health:
        courier = self._courier
        link = self._link_trouble or ("the care platform does not answer" if courier.unanswered else "")
        return Health(
            connected=not link,
            waiting=courier.waiting,
            refused=courier.refused,
            rejected=self._rejected,
            trouble=courier.trouble,
            link=link,
            fenced=self._fence.fenced,
        )

    def goodbye(self) -> bytes:
        """What is said when the robot is switched off on purpose."""
        return encode(self._connection(ConnectionState.OFFLINE))

    def last_will(self) -> bytes:
        """What the broker says when the robot is suddenly gone."""
        return encode(self._connection(ConnectionState.CONNECTION_BROKEN))

    def _pulse(self, now_s: float) -> None:
        """What is looked at once a second."""
        self._courier.save_spare()
        self._tell_thinned(self._courier.thin())
        self._tell_state()
        if self._connected and self._test.due(now_s):
            self._courier.post_test(self._test.begin(now_s, self._wall.now()))

    def _claim(self, now_s: float) -> None:
        if self._fence.may_claim(now_s):
            self._guest = False
            self._link.claim()

    def _connection(self, state: ConnectionState) -> Connection:
        return Connection(stamp=self._wall.now(), state=state, stream=self._fence.stream, session=self._fence.session)

    def _overheard(self, message: Connection | RobotState) -> None:
        """Somebody else speaks for this robot."""
        was_fenced, now_s = self._fence.fenced, self._clock.now_s()
        if isinstance(message, Connection):
            self._fence.saw(message, now_s)
        else:
            self._fence.heard(now_s)
        if self._guest and self._fence.fenced and not was_fenced:
            self._stand_back()

    def _stand_back(self) -> None:
        """Another bridge speaks for this robot: ours only delivers what happened, and that there are two."""
        self._link_trouble = SECOND
        self._courier.post_event(second_bridge(self._fence, self._wall.now()))
        self._courier.connected()

    def _acknowledged(self, ack: Ack) -> None:
        """The robot hears of a delivered alarm before the alarm leaves the outbox: rather twice than never."""
        entry = self._courier.settle(ack)
        if entry is None:
            return
        if entry.alarm is not None:
            self._robot.reply(Reply(entry.alarm, ReplyKind.DELIVERED, {}, Role.SYSTEM))
        self._courier.forget(entry)

    def _commanded(self, command: Command) -> None:
        try:
            known = self._ledger.state(command.id)
        except StorageError as error:
            log.error("the ledger of commands cannot be read: %s", error)
            known = None
        if known is not None:
            self._answer(command, *known)
        elif command.expires + CLOCK_SKEW < self._wall.now():
            self._answer(command, ResultState.EXPIRED)
        elif isinstance(command.body, SkillCall):
            self._call(command, command.body)
        else:
            self._pass_on(command, command.body)

    def _call(self, command: Command, body: SkillCall) -> None:
        """Written down before it is carried out: rather never than twice. Stopping twice does no harm."""
        try:
            self._ledger.admit(command, ResultState.ACCEPTED, self._wall.now())
        except StorageError as error:
            log.error("command %s is not on the disk: %s", command.id, error)
            if body.skill != STOP:
                self._answer(command, ResultState.REFUSED)
                return
        self._answer(command, ResultState.ACCEPTED)
        names = command.names or {"en": command.caller}
        self._robot.call(Call(command.id, body.skill, body.args, command.caller, names, command.role, command.language))

    def _pass_on(self, command: Command, body: AlarmReply) -> None:
        """Told to the robot before it is written down: rather twice than never."""
        kind = ReplyKind(body.reply.value)
        self._robot.reply(Reply(body.alarm_id, kind, command.names, command.role, body.text))
        try:
            self._ledger.admit(command, ResultState.SUCCEEDED, self._wall.now())
        except StorageError as error:
            log.error("reply %s is not on the disk: %s", command.id, error)
        self._answer(command, ResultState.SUCCEEDED)

    def _answer(self, command: Command, state: ResultState, message: str = "") -> None:
        result = Result(stamp=self._wall.now(), command_id=command.id, state=state, message=message)
        self._courier.post_result(result)

    def _tell_thinned(self, count: int) -> None:
        """People who read a day later have to know that something is missing in it."""
        now_s = self._clock.now_s()
        if self._connected and count > self._thinned and now_s >= self._thinned_again_s:
            self._thinned, self._thinned_again_s = count, now_s + THINNED_AGAIN_S
            self._courier.post_event(thinned(self._courier.stream, count, self._wall.now()))

    def _tell_state(self) -> None:
        if self._state is None or not self._connected:
            return
        state = self._state.model_copy(update={"outbox": self._courier.waiting})
        if self._reporter.due(state, self._clock.now_s()):
            self._link.publish(Channel.STATE, encode(state.model_copy(update={"stamp": self._wall.now()})))
            self._reporter.sent(state, self._clock.now_s())


def thinned(stream: UUID, count: int, stamp: datetime) -> Event:
    """Tells that telemetry was given up, `count` in all; the same for the same count, so that nobody reads it twice."""
    return Event(
        id=uuid5(stream, f"telemetry_thinned {count}"),
        stream=stream,
        sequence=1,
        stamp=stamp,
        kind="telemetry_thinned",
        priority=Priority.LOW,
        data={"count": count},
    )


def second_bridge(fence: Fence, stamp: datetime) -> Event:
    """A technical alarm, the same one however often this process tells of it."""
    id = uuid5(fence.session, "second_bridge")
    return Event(
        id=id,
        alarm_id=id,
        stream=fence.stream,
        sequence=1,
        stamp=stamp,
        kind="alarm_raised",
        priority=Priority.TECHNICAL,
        data={"trigger": "second_bridge"},
    )
