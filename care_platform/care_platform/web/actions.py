"""What people do here: one transaction each, then everybody's screen and the robot hear of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from care_platform.service import Platform
from care_platform.services.sign_in import Visitor
from care_platform.store.visibility import find_robot
from care_platform.web import views
from care_platform.web.models import AlarmView, OrderView


def show(service: Platform, visitor: Visitor, alarm_id: UUID) -> None:
    with service.database.writing() as session:
        service.desk.show(session, visitor.account, alarm_id)
    service.changes.announce()


def acknowledge(service: Platform, visitor: Visitor, alarm_id: UUID, text: str = "") -> AlarmView:
    with service.database.writing() as session:
        alarm = views.alarm(service.desk.acknowledge(session, visitor.account, alarm_id, text), visitor.account)
    service.changes.announce()
    return alarm


def attend(service: Platform, visitor: Visitor, alarm_id: UUID, text: str = "") -> AlarmView:
    with service.database.writing() as session:
        alarm = views.alarm(service.desk.attend(session, visitor.account, alarm_id, text), visitor.account)
    service.changes.announce()
    return alarm


def close(service: Platform, visitor: Visitor, alarm_id: UUID, cause: str, text: str = "") -> AlarmView:
    with service.database.writing() as session:
        alarm = views.alarm(service.desk.close(session, visitor.account, alarm_id, cause, text), visitor.account)
    service.changes.announce()
    return alarm


def call_skill(
    service: Platform, visitor: Visitor, robot_id: str, skill: str, args: Mapping[str, Any], language: str
) -> OrderView:
    with service.database.writing() as session:
        robot = find_robot(session, visitor.account, robot_id)
        order = views.order(service.orders.call_skill(session, visitor.account, robot, skill, args, language))
    service.changes.announce()
    return order
