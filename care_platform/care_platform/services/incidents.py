"""Turns what a robot reports of itself into technical alarms: one per robot, kind and place while it is open."""

from uuid import uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.alarms import AlarmState, Remark
from care_platform.core.incidents import ended, opens_alarm
from care_platform.services.alarms import AlarmDesk
from care_platform.store.tables import Alarm, Event, Robot
from care_protocol.messages import Priority


class Incidents:
    def __init__(self, desk: AlarmDesk) -> None:
        self._desk = desk

    def heard(self, session: Session, event: Event) -> None:
        """Opens or continues the alarm that an event stands for; links the event to it."""
        if opens_alarm(event.kind, Priority(event.priority)):
            self._open(session, event)
        elif (kind := ended(event.kind)) is not None:
            self._end(session, event, kind)

    def over(self, session: Session, robot: Robot, kind: str) -> None:
        """What the platform itself had noticed about a robot is over."""
        for alarm in _open_alarms(session, robot, kind):
            if not _is_over(alarm):
                self._desk.restored(session, alarm, "")

    def _open(self, session: Session, event: Event) -> None:
        """The robot's row is held, so that two processes do not open two alarms for one trouble."""
        session.get(Robot, event.robot.key, with_for_update=True)
        known = next(iter(_open_alarms(session, event.robot, event.kind, event.place)), None)
        event.alarm_id = known.id if known else event.alarm_id or uuid5(event.id, event.kind)
        if known is None:
            self._desk.raised(session, event, Priority.TECHNICAL)
        elif _is_over(known):
            self._desk.lost_again(session, known, event)

    def _end(self, session: Session, event: Event, kind: str) -> None:
        """A camera that sees again does so wherever the robot is by now."""
        for alarm in _open_alarms(session, event.robot, kind):
            event.alarm_id = alarm.id
            if not _is_over(alarm):
                self._desk.restored(session, alarm, event.reason)


def _is_over(alarm: Alarm) -> bool:
    """Whether the robot's last word on it was that it is over."""
    told = [step.step for step in alarm.steps if step.step in (Remark.RESTORED.value, Remark.LOST_AGAIN.value)]
    return bool(told) and told[-1] == Remark.RESTORED.value


def _open_alarms(session: Session, robot: Robot, kind: str, place: str | None = None) -> list[Alarm]:
    query = select(Alarm).where(
        Alarm.robot_key == robot.key, Alarm.kind == kind, Alarm.state != AlarmState.CLOSED.value
    )
    if place is not None:
        query = query.where(Alarm.place == place)
    return list(session.scalars(query.with_for_update()))
