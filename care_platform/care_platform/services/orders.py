"""Commands to robots: kept until the robot answers, sent again with growing pauses, never executed late."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from care_platform.core.alarms import AlarmState
from care_platform.core.authority import DRILL, check_call
from care_platform.core.clock import WallClock
from care_platform.core.patience import pause_s
from care_platform.core.refusals import NotFound, OutOfTurn
from care_platform.store.audit import SYSTEM, AuditLog
from care_platform.store.tables import Account, Alarm, Order, Robot
from care_platform.store.visibility import visible_robots
from care_protocol.channels import Address
from care_protocol.messages import AlarmReply, Command, Priority, Result, ResultState, Role, SkillCall

WAITING = "waiting"
"""The state of an order that the robot has not answered; afterwards it is a ResultState."""

SKILL_VALID = timedelta(seconds=30)
REPLY_VALID = timedelta(hours=24)


class Orders:
    def __init__(self, clock: WallClock, audit: AuditLog) -> None:
        self._clock = clock
        self._audit = audit

    def call_skill(
        self, session: Session, account: Account, robot: Robot, skill: str, args: Mapping[str, Any], language: str
    ) -> Order:
        """Takes a person's command; raises Refused when the role, the skill or an argument does not fit."""
        check_call(Role(account.role), skill, args, robot.about.get("places", {}))
        if skill == DRILL and _needed_elsewhere(session, robot):
            raise OutOfTurn("refused-drill-now")
        order = self._add(session, robot, account, SkillCall(skill=skill, args=dict(args)), SKILL_VALID)
        order.language = language
        self._audit.append(
            session, account.name, "command", _address(robot), skill=skill, args=dict(args), order=str(order.id)
        )
        return order

    def reply(self, session: Session, alarm: Alarm, reply: AlarmReply, account: Account | None) -> None:
        """Tells the robot what was done about an alarm."""
        self._add(session, alarm.robot, account, reply, REPLY_VALID)

    def settle(self, session: Session, robot: Robot, result: Result) -> None:
        """Writes down how far the robot got; a final state stays, unless only our own patience had ended."""
        order = session.get(Order, result.command_id)
        if order is None or order.robot_key != robot.key:
            raise NotFound("refused-unknown-order")
        if order.answered is None or not ResultState(order.state).final:
            order.state, order.message = result.state.value, result.message
            order.answered, order.next_try = self._clock.now(), None

    def due(self, session: Session) -> list[tuple[Address, Command]]:
        """The commands to send now; their next try is put off."""
        now = self._clock.now()
        query = select(Order).where(Order.next_try <= now, Order.expires > now).order_by(Order.created)
        people = query.options(joinedload(Order.account), joinedload(Order.robot)).limit(100)
        orders = session.scalars(people.with_for_update(skip_locked=True, of=Order)).all()
        for order in orders:
            order.tries += 1
            order.next_try = now + timedelta(seconds=pause_s(order.tries))
        return [(Address(order.robot.tenant, order.robot.robot_id), _command(order)) for order in orders]

    def hurry(self, session: Session, robot: Robot) -> None:
        """The robot is back: what it has not answered is due again."""
        waiting = select(Order).where(Order.robot_key == robot.key, Order.next_try.is_not(None))
        for order in session.scalars(waiting):
            order.next_try = self._clock.now()

    def expire(self, session: Session) -> bool:
        """Marks what nobody answered in time; True when there was any."""
        late = select(Order).where(Order.state == WAITING, Order.expires <= self._clock.now())
        orders = session.scalars(late).all()
        for order in orders:
            order.state, order.next_try = ResultState.EXPIRED.value, None
        return bool(orders)

    def _add(
        self,
        session: Session,
        robot: Robot,
        account: Account | None,
        body: SkillCall | AlarmReply,
        valid: timedelta,
    ) -> Order:
        now = self._clock.now()
        order = Order(robot=robot, account=account, kind=body.kind, body=body.model_dump(mode="json"), created=now)
        order.expires, order.state, order.next_try = now + valid, WAITING, now
        session.add(order)
        session.flush()
        return order


def find(session: Session, account: Account, order_id: UUID) -> Order:
    """An order to a robot that this account may see; raises NotFound."""
    query = select(Order).join(Robot).where(Order.id == order_id, visible_robots(account))
    order = session.scalars(query).one_or_none()
    if order is None:
        raise NotFound("refused-unknown-order")
    return order


def _needed_elsewhere(session: Session, robot: Robot) -> bool:
    """Whether an alarm about people, or another drill, is open."""
    query = select(Alarm.id).where(
        Alarm.robot_key == robot.key,
        Alarm.state != AlarmState.CLOSED.value,
        Alarm.priority != Priority.TECHNICAL.value,
    )
    return session.scalar(query.limit(1)) is not None


def _command(order: Order) -> Command:
    account = order.account
    fields = {"id": order.id, "stamp": order.created, "expires": order.expires, "body": order.body}
    who: dict[str, Any] = {"caller": SYSTEM, "role": Role.SYSTEM}
    if account:
        who = {"caller": account.name, "role": Role(account.role), "names": account.names, "language": order.language}
    return Command.model_validate({**fields, **who})


def _address(robot: Robot) -> str:
    return f"{robot.tenant}/{robot.robot_id}"
