"""The alarm desk: opens alarms, asks people in turn, writes down what they do and tells the robot."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.alarms import WAITING, AlarmState, Cause, Step, advance, more_urgent, raised_again
from care_platform.core.authority import may_answer
from care_platform.core.clock import WallClock
from care_platform.core.escalation import asked, due
from care_platform.core.refusals import NotAllowed, NotFound, OutOfTurn, Unusable
from care_platform.services.orders import Orders
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.tables import Account, Alarm, AlarmStep, Asked, Event
from care_protocol.messages import AlarmReply, Priority, ReplyKind, Role

ESCALATED = "escalated"
"""The step that the clock takes when nobody answered."""

RAISED_AGAIN = "raised_again"
"""The step that the robot takes when an alarm turns out to be more urgent."""


class AlarmDesk:
    def __init__(self, clock: WallClock, audit: AuditLog, orders: Orders) -> None:
        self._clock = clock
        self._audit = audit
        self._orders = orders

    def raised(self, session: Session, event: Event) -> None:
        """Opens the alarm that an event belongs to and asks the first on duty; more urgent, it begins anew."""
        if event.alarm_id is None:
            return
        alarm = session.get(Alarm, event.alarm_id, with_for_update=True)
        if alarm is None:
            self._open(session, event, event.alarm_id)
        elif more_urgent(Priority(event.priority), Priority(alarm.priority)):
            self._urge(session, alarm, event)

    def _open(self, session: Session, event: Event, alarm_id: UUID) -> None:
        alarm = Alarm(
            id=alarm_id,
            robot=event.robot,
            kind=str(event.data.get("trigger") or event.kind)[:64],
            priority=event.priority,
            place=event.place,
            person_id=event.person_id,
            reason=event.reason,
            raised=min(event.stamp, event.received),
            received=event.received,
            state=AlarmState.RAISED.value,
            level=0,
            due=due(event.received, 0),
        )
        session.add(alarm)
        self._ask(session, alarm)
        self._audit.append(session, SYSTEM, "alarm_raised", str(alarm.id), kind=alarm.kind, priority=alarm.priority)

    def _urge(self, session: Session, alarm: Alarm, event: Event) -> None:
        """Everybody who was asked has to look again."""
        alarm.priority, alarm.reason, alarm.place = event.priority, event.reason, event.place or alarm.place
        alarm.state, alarm.cause = raised_again(AlarmState(alarm.state)).value, None
        alarm.received, alarm.level = event.received, 0
        alarm.due = due(event.received, 0) if alarm.state == AlarmState.RAISED.value else None
        for call in alarm.asked:
            call.shown = None
        self._note(session, alarm, RAISED_AGAIN, None, "")
        self._audit.append(session, SYSTEM, RAISED_AGAIN, str(alarm.id), priority=alarm.priority)

    def show(self, session: Session, account: Account, alarm_id: UUID) -> None:
        """A screen of this person shows the alarm: from now on we know that somebody can have seen it."""
        alarm = _locked(session, account, alarm_id)
        call = session.get(Asked, (alarm.id, account.key))
        if call is not None and call.shown is None:
            call.shown = self._clock.now()
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
        self._ask(session, alarm)
        self._note(session, alarm, ESCALATED, None, "")
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
            self._audit.append(session, account.name, f"alarm_{step.value}", str(alarm.id), text=text, cause=cause)
            reply = AlarmReply(alarm_id=alarm.id, reply=ReplyKind(step.value), text=cause or text)
            self._orders.reply(session, alarm, reply, account)
        return alarm

    def _move(self, session: Session, alarm: Alarm, step: Step, account: Account, text: str) -> None:
        alarm.state = advance(AlarmState(alarm.state), step, Priority(alarm.priority)).value
        if alarm.state not in {state.value for state in WAITING}:
            alarm.due = None
        self._note(session, alarm, step.value, account, text)

    def _repeated(self, alarm: Alarm, step: Step, account: Account) -> bool:
        """Whether the same person already did this; raises OutOfTurn when somebody else did."""
        if alarm.state != step.value:
            return False
        if any(done.step == step.value and done.account_key == account.key for done in alarm.steps):
            return True
        raise OutOfTurn(f"refused-already-{step.value}")

    def _note(self, session: Session, alarm: Alarm, step: str, account: Account | None, text: str) -> None:
        alarm.steps.append(AlarmStep(step=step, account=account, at=self._now(), text=text))
        session.flush()

    def _ask(self, session: Session, alarm: Alarm) -> None:
        chain = _chain(session, alarm)
        already = {call.account_key for call in alarm.asked}
        for account in asked(chain, alarm.level):
            if account.key not in already:
                alarm.asked.append(Asked(account=account, level=alarm.level, at=self._now()))
        session.flush()

    def _now(self) -> datetime:
        return self._clock.now()


def find(session: Session, account: Account, alarm_id: UUID) -> Alarm:
    """An alarm of the account's own tenant; raises NotFound."""
    alarm = session.get(Alarm, alarm_id)
    if alarm is None or alarm.robot.tenant != account.tenant:
        raise NotFound("refused-unknown-alarm")
    return alarm


def _locked(session: Session, account: Account, alarm_id: UUID) -> Alarm:
    """The alarm, held against other platform processes until the end of the transaction."""
    session.get(Alarm, alarm_id, with_for_update=True)
    return find(session, account, alarm_id)


def _chain(session: Session, alarm: Alarm) -> list[Account]:
    """Those on duty who may answer, in their order; with nobody on duty everybody who may."""
    query = select(Account).where(Account.tenant == alarm.robot.tenant, Account.active)
    able = [a for a in session.scalars(query) if may_answer(Role(a.role), Priority(alarm.priority))]
    on_duty = sorted((a for a in able if a.duty is not None), key=lambda account: account.duty or 0)
    return on_duty or able
