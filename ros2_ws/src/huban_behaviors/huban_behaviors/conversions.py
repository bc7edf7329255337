"""Between messages and the types of the core."""

import json
from collections.abc import Mapping
from math import cos, isfinite, sin
from typing import Any
from uuid import UUID, uuid4

from builtin_interfaces.msg import Time
from geometry_msgs.msg import Point as PointMessage
from geometry_msgs.msg import PoseStamped
from hri_actions_msgs.msg import Intent
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header

from huban_behaviors.core.alarm_book import Notice
from huban_behaviors.core.notices import data_of, reason_of
from huban_behaviors.core.types import (
    ROBOT,
    Caller,
    CallState,
    Pose,
    Reflex,
    ReflexKind,
    Reply,
    ReplyKind,
    Request,
    Sighting,
    Status,
    Words,
)
from huban_common import ids
from huban_common.core.home import Home
from huban_common.core.roles import PEOPLE, Role
from huban_common.core.texts import locale_of
from huban_common.stamps import seconds
from huban_interfaces.msg import CareEvent, CareReply, SafetyState, SkillStatus
from huban_interfaces.msg import Reflex as ReflexMessage

MAP = "map"
_REFLEXES = {
    ReflexMessage.HELP: ReflexKind.HELP,
    ReflexMessage.STOP: ReflexKind.STOP,
    ReflexMessage.DOUBT: ReflexKind.DOUBT,
}
_REPLIES = {
    CareReply.DELIVERED: ReplyKind.DELIVERED,
    CareReply.ACKNOWLEDGED: ReplyKind.ACKNOWLEDGED,
    CareReply.ATTENDED: ReplyKind.ATTENDED,
    CareReply.CLOSED: ReplyKind.CLOSED,
    CareReply.ESCALATED: ReplyKind.ESCALATED,
}
_STATES = {
    CallState.REQUESTED: SkillStatus.REQUESTED,
    CallState.AWAITING_CONFIRMATION: SkillStatus.AWAITING_CONFIRMATION,
    CallState.RUNNING: SkillStatus.RUNNING,
    CallState.SUCCEEDED: SkillStatus.SUCCEEDED,
    CallState.FAILED: SkillStatus.FAILED,
    CallState.CANCELLED: SkillStatus.CANCELLED,
    CallState.REFUSED: SkillStatus.REFUSED,
}
_GATES = {
    SafetyState.READY: "ready",
    SafetyState.SLOWED: "slowed",
    SafetyState.HALTED: "halted",
    SafetyState.EMERGENCY: "emergency",
}


def wish_from(message: Intent, home: Home, language: str) -> Request | Words:
    """What somebody wants of the robot; raises ValueError for an intent that cannot be read."""
    data = _data(message)
    if message.intent == Intent.RAW_USER_INPUT:
        return Words(str(data.get("input", "")))
    return _request(message, data, home, language)


def _data(message: Intent) -> dict[str, Any]:
    """The JSON object of an intent; raises ValueError for anything else."""
    try:
        data = json.loads(message.data)
    except json.JSONDecodeError as error:
        raise ValueError(f"intent {message.intent}: data is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"intent {message.intent}: data is not a JSON object")
    return data


def _request(message: Intent, data: Mapping[str, Any], home: Home, language: str) -> Request:
    """The call that an intent asks for; raises ValueError where a field is missing or of the wrong kind."""
    skill, args = data.get("skill"), data.get("args", {})
    if not isinstance(skill, str) or not isinstance(args, dict):
        raise ValueError(f"intent {message.intent}: 'skill' must be a text and 'args' an object")
    call_id = UUID(data["command_id"]) if "command_id" in data else uuid4()
    return Request(call_id, skill, args, _caller(message, data, home), locale_of(data.get("language", language)))


def _caller(message: Intent, data: Mapping[str, Any], home: Home) -> Caller:
    """Who asks. Whoever is not in the room says so through the bridge; an unknown voice in the room is the elder's."""
    if message.source == Intent.REMOTE_SUPERVISOR or "command_id" in data:
        account = str(data.get("caller", ""))
        return Caller(account, _remote_role(data), remote=True, name=str(data.get("caller_name") or account))
    if message.source == Intent.MYSELF:
        return ROBOT
    person = home.people.get(message.source)
    return Caller(message.source, Role(person.role) if person else Role.ELDER)


def _remote_role(data: Mapping[str, Any]) -> Role:
    role = data.get("role")
    if role not in {known.value for known in PEOPLE}:
        raise ValueError(f"remote intent: unknown role {role!r}")
    return Role(role)


def reflex_from(message: ReflexMessage) -> Reflex:
    """Raises ValueError for an unknown kind."""
    return Reflex(_known(_REFLEXES, message.kind, "Reflex"), message.text)


def reply_from(message: CareReply) -> Reply:
    """Raises ValueError for an unknown kind."""
    kind = _known(_REPLIES, message.kind, "CareReply")
    return Reply(ids.from_message(message.alarm_id), kind, message.by_name, message.text)


def sighting_from(message: CareEvent, home: Home) -> Sighting:
    """A care event; a tracker's id of a person whom the home does not name is nobody's."""
    x, y = message.position.x, message.position.y
    known_place = message.header.frame_id == MAP and isfinite(x) and isfinite(y)
    return Sighting(
        id=ids.from_message(message.id),
        kind=message.kind,
        stamp_s=seconds(message.header.stamp),
        person_id=message.person_id if message.person_id in home.people else "",
        place=message.place,
        position=(x, y) if known_place else None,
        confidence=message.confidence,
        reason=message.reason,
    )


def care_event(notice: Notice, language: str, stamp: Time) -> CareEvent:
    """A notice about an alarm as the platform gets it."""
    alarm = notice.alarm
    event = CareEvent(
        header=Header(stamp=stamp),
        id=ids.to_message(notice.id),
        alarm_id=ids.to_message(alarm.id),
        kind=notice.kind,
        priority=int(alarm.priority),
        person_id=alarm.person_id,
        place=alarm.place,
        confidence=alarm.confidence,
        reason=reason_of(alarm, language),
        data=json.dumps(data_of(notice), ensure_ascii=False),
    )
    if alarm.position is not None:
        event.header.frame_id = MAP
        event.position = PointMessage(x=alarm.position[0], y=alarm.position[1])
    return event


def skill_status(status: Status, stamp: Time) -> SkillStatus:
    request = status.request
    return SkillStatus(
        header=Header(stamp=stamp),
        id=ids.to_message(request.id),
        skill=request.skill,
        args=json.dumps(dict(request.args), ensure_ascii=False),
        caller=request.caller.id,
        role=request.caller.role.value,
        state=_STATES[status.state],
        message=status.message,
    )


def gate_from(message: SafetyState) -> str:
    """The gate's state in a word."""
    return _GATES.get(message.state, "unknown")


def battery_from(message: BatteryState) -> float | None:
    """The charge, 0..1; None where the driver does not know it."""
    return float(message.percentage) if 0.0 <= message.percentage <= 1.0 else None


def pose_stamped(pose: Pose) -> PoseStamped:
    """A goal in the map; the stamp stays zero, which means: now."""
    made = PoseStamped(header=Header(frame_id=MAP))
    made.pose.position.x, made.pose.position.y = pose.x, pose.y
    made.pose.orientation.z, made.pose.orientation.w = sin(pose.yaw / 2), cos(pose.yaw / 2)
    return made


def _known(table: Mapping[int, Any], kind: int, name: str) -> Any:
    if kind not in table:
        raise ValueError(f"{name}: unknown kind {kind}")
    return table[kind]
