"""The alarm desk: opens alarms, asks people in turn, writes down what they do and tells the robot."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.alarms import WAITING, AlarmState, Cause, Remark, Step, advance, more_urgent, raised_again
from care_platform.core.authority import may_answer
from care_platform.core.clock import WallClock
from care_platform.core.escalation import due
from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.services.calls import Calls
from care_platform.services.orders import Orders
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.notice_tables import Notice
from care_platform.store.tables import Account, Alarm, AlarmStep, Event, Robot
from care_platform.store.visibility import visible_robots
from care_protocol.messages import AlarmReply, Priority, ReplyKind, Role

ALARM_RAISED = "alarm_raised"
"""The event with which a robot opens an alarm."""


class AlarmDesk:
    def __init__(self, clock: WallClock, audit: AuditLog, orders: Orders, calls: Calls) -> None:
        self._clock = clock
        self._audit = audit
        self._orders = orders
        self._calls = calls

    def raised(self, session: Session, event: Event, priority: Priority | None = None) -> None:
        """Opens the alarm that an event belongs to and asks the first on duty; more urgent, it begins anew.

        `priority` is that of the event unless it is given.
        """
        if event.alarm_id is None:
            return
        priority = priority or Priority(event.priority)
        alarm = session.get(Alarm, event.alarm_id, with_for_update=True)
        if alarm is None:
            self._open(session, event, event.alarm_id, priority)
        elif alarm.drill and not is_drill(event):
            alarm.drill, alarm.kind, alarm.state = False, _about(event), AlarmState.RAISED.value
            self._urge(session, alarm, event)
        elif more_urgent(priority, Priority(alarm.priority)):
            self._urge(session, alarm, event)

    def restored(self, session: Session, alarm: Alarm, reason: str) -> None:
        """What the alarm is about is over: it stays open for a person to close, and nobody further is asked."""
        alarm.due = None
        self._note(session, alarm, Remark.RESTORED, None, reason)
        self._audit.append(session, SYSTEM, "alarm_restored", str(alarm.id))

    def lost_again(self, session: Session, alarm: Alarm, event: Event) -> None:
        """It was not over: whoever has not answered has to look again."""
        if AlarmState(alarm.state) in WAITING:
            self._begin_anew(session, alarm, event)
        self._note(session, alarm, Remark.LOST_AGAIN, None, event.reason)
        self._audit.append(session, SYSTEM, "alarm_lost_again", str(alarm.id))

    def _open(self, session: Session, event: Event, alarm_id: UUID, priority: Priority) -> None:
        alarm = Alarm(
            id=alarm_id,
            robot=event.robot,
            kind=_about(event),
            priority=priority.value,
            place=event.place,
            person_id=event.person_id,
            reason=event.reason,
            raised=min(event.stamp, event.received),
            received=event.received,
            state=AlarmState.RAISED.value,
            level=0,
            due=due(event.received, 0),
            drill=is_drill(event),
        )
        session.add(alarm)
        self._calls.ask(session, alarm)
        facts = {"kind": alarm.kind, "priority": alarm.priority, "drill": alarm.drill}
        self._audit.append(session, SYSTEM, "alarm_raised", str(alarm.id), **facts)

    def _urge(self, session: Session, alarm: Alarm, event: Event) -> None:
        alarm.priority, alarm.reason, alarm.place = event.priority, event.reason, event.place or alarm.place
        self._begin_anew(session, alarm, event)
        self._note(session, alarm, Remark.RAISED_AGAIN, None, "")
        self._audit.append(session, SYSTEM, Remark.RAISED_AGAIN.value, str(alarm.id), priority=alarm.priority)

    def _begin_anew(self, session: Session, alarm: Alarm, event: Event) -> None:
        alarm.state, alarm.cause = raised_again(AlarmState(alarm.state)).value, None
        alarm.received, alarm.level = event.received, 0
        alarm.due = due(event.received, 0) if alarm.state == AlarmState.RAISED.value else None
        self._calls.ask_again(session, alarm, event.id)

    def not_told(self, session: Session, notice: Notice) -> None:
        """Writes down that a message does not get through; whom nothing reaches need not be waited for."""
        alarm, account = session.get_one(Alarm, notice.alarm_id, with_for_update=True), notice.way.account
        self._note(session, alarm, Remark.NOT_TOLD, account, f"{notice.way.channel}: {notice.trouble}")
        self._audit.append(session, SYSTEM, "alarm_not_told", str(alarm.id), who=account.name, way=notice.way.channel)
        if alarm.due is not None and self._calls.in_vain(session, alarm, account):
            alarm.due = min(alarm.due, self._now())

    def show(self, session: Session, account: Account, alarm_id: UUID) -> None:
        """A screen of this person shows the alarm: from now on we know that somebody can have seen it."""
        alarm = _locked(session, account, alarm_id)
        self._calls.note_shown(session, alarm, account)
        if alarm.state == AlarmState.RAISED.value:
            self._move(session, alarm, Step.DELIVERED, account, "")

    def acknowledge(self, session: Session, account: Account, alarm_id: UUID, text: str = "") -> Alarm:
        """This person takes the alarm; asking again for the same is no error."""
        return self._step(session, account, alarm_id, Step.ACKNOWLEDGED, text)

    def attend(self, session: Session, account: Account, alarm_id: UUID, text: str = "") -> Alarm:
        """This person is with the elder."""
        return self._step(session, account, alarm_id, Step.ATTENDED, text)

    def close(self, session: Session, account: Account, alarm_id: UUID, cause: str, text: str = "") -> Alarm:
        """This person says what it was; raises Unusable without a known cause."""
        if cause not in {known.value for known in Cause}:
            raise Unusable("refused-cause")
        alarm = self._step(session, account, alarm_id, Step.CLOSED, text, cause)
        alarm.cause = cause
        return alarm

    def escalate(self, session: Session) -> bool:
        """Asks the next ones for every alarm that waited too long; True when there was any."""
        late = select(Alarm).where(Alarm.due <= self._clock.now(), Alarm.state.in_([s.value for s in WAITING]))
        alarms = session.scalars(late.with_for_update(skip_locked=True)).all()
        for alarm in alarms:
            self._escalate(session, alarm)
        return bool(alarms)

    def _escalate(self, session: Session, alarm: Alarm) -> None:
        alarm.level += 1
        alarm.due = due(alarm.received, alarm.level)
        self._calls.ask(session, alarm)
        self._note(session, alarm, Remark.ESCALATED, None, "")
        self._audit.append(session, SYSTEM, "alarm_escalated", str(alarm.id), level=alarm.level)
        self._orders.reply(session, alarm, AlarmReply(alarm_id=alarm.id, reply=ReplyKind.ESCALATED), None)

    def _step(
        self, session: Session, account: Account, alarm_id: UUID, step: Step, text: str, cause: str = ""
    ) -> Alarm:
        alarm = _locked(session, account, alarm_id)
        if not may_answer(Role(account.role), Priority(alarm.priority)):
            raise NotAllowed("refused-not-your-right")
        if not self._repeated(alarm, step, account):
            self._move(session, alarm, step, account, text)
            self._audit.append(session, account.name, f"alarm_{step.value}", str(alarm.id), cause=cause)
            reply = AlarmReply(alarm_id=alarm.id, reply=ReplyKind(step.value), text=cause or text)
            self._orders.reply(session, alarm, reply, account)
        return alarm

    def _move(self, session: Session, alarm: Alarm, step: Step, account: Account, text: str) -> None:
        alarm.state = advance(AlarmState(alarm.state), step, Priority(alarm.priority)).value
        if alarm.state not in {state.value for state in WAITING}:
            alarm.due = None
        self._note(session, alarm, step, account, text)

    def _repeated(self, alarm: Alarm, step: Step, account: Account) -> bool:
        """Whether the same person already did this; raises OutOfTurn when somebody else did."""
        if alarm.state != step.value:
            return False
        if any(done.step == step.value and done.account_key == account.key for done in alarm.steps):
            return True
        raise OutOfTurn(f"refused-already-{step.value}")

    def _note(self, session: Session, alarm: Alarm, step: Step | Remark, account: Account | None, text: str) -> None:
        alarm.steps.append(AlarmStep(step=step.value, account=account, at=self._now(), text=text))
        session.flush()

    def _now(self) -> datetime:
        return self._clock.now()


def find(session: Session, account: Account, alarm_id: UUID) -> Alarm:
    """An alarm of a robot that this account may see; raises NotFound."""
    query = select(Alarm).join(Robot).where(Alarm.id == alarm_id, visible_robots(account))
    alarm = session.scalars(query).one_or_none()
    if alarm is None:
        raise NotFound("refused-unknown-alarm")
    return alarm


def _locked(session: Session, account: Account, alarm_id: UUID) -> Alarm:
    """The alarm, held against other platform processes until the end of the transaction."""
    session.get(Alarm, alarm_id, with_for_update=True)
    return find(session, account, alarm_id)


def is_drill(event: Event) -> bool:
    """Whether a robot says of an event that it is an exercise; what it does not say so of is real."""
    return event.data.get("drill") is True


def _about(event: Event) -> str:
    """What an alarm is about: what the robot saw or heard, not that it raised an alarm."""
    trigger = event.data.get("trigger") if event.kind == ALARM_RAISED else None
    return str(trigger or event.kind)[:64]
