"""Between ROS messages and the messages of the care platform."""

import json
from datetime import datetime, timedelta
from math import atan2, isfinite
from typing import Any
from uuid import UUID, uuid5

from builtin_interfaces.msg import Time
from geometry_msgs.msg import TransformStamped
from hri_actions_msgs.msg import Intent
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header, String

from care_protocol.messages import (
    About,
    Activity,
    Camera,
    Event,
    Position,
    Priority,
    Result,
    ResultState,
    Safety,
)
from huban_care_bridge import floor
from huban_care_bridge.core.bridge import STOP
from huban_care_bridge.core.ports import Call, Reply, ReplyKind
from huban_care_bridge.core.pose import Pose2
from huban_common import ids
from huban_common.core.home import Home
from huban_common.core.texts import locale_of
from huban_common.stamps import seconds
from huban_interfaces.msg import CareEvent, CareReply, Reflex, SafetyState, SkillStatus

LONGEST_ID = 64
LONGEST_TEXT = 500
LONGEST_DATA = 16_384
UNNAMED = "unnamed"
UNNUMBERED = 1
"""The outbox gives an event its number."""

_PRIORITIES = {
    CareEvent.NONE: Priority.NONE,
    CareEvent.LOW: Priority.LOW,
    CareEvent.MEDIUM: Priority.MEDIUM,
    CareEvent.HIGH: Priority.HIGH,
    CareEvent.TECHNICAL: Priority.TECHNICAL,
}
_RESULTS = {
    SkillStatus.REQUESTED: ResultState.ACCEPTED,
    SkillStatus.AWAITING_CONFIRMATION: ResultState.AWAITING_CONFIRMATION,
    SkillStatus.RUNNING: ResultState.RUNNING,
    SkillStatus.SUCCEEDED: ResultState.SUCCEEDED,
    SkillStatus.FAILED: ResultState.FAILED,
    SkillStatus.CANCELLED: ResultState.CANCELLED,
    SkillStatus.REFUSED: ResultState.REFUSED,
}
_ACTIVITIES = {**{state: result.value for state, result in _RESULTS.items()}, SkillStatus.REQUESTED: "requested"}
_SAFETY = {
    SafetyState.READY: Safety.READY,
    SafetyState.SLOWED: Safety.SLOWED,
    SafetyState.HALTED: Safety.HALTED,
    SafetyState.EMERGENCY: Safety.EMERGENCY,
}
_REPLIES = {
    ReplyKind.DELIVERED: CareReply.DELIVERED,
    ReplyKind.ACKNOWLEDGED: CareReply.ACKNOWLEDGED,
    ReplyKind.ATTENDED: CareReply.ATTENDED,
    ReplyKind.CLOSED: CareReply.CLOSED,
    ReplyKind.ESCALATED: CareReply.ESCALATED,
}
_INTENTS = {"go_to": Intent.MOVE_TO, "come_here": Intent.MOVE_TO, "dock": Intent.MOVE_TO, STOP: Intent.STOP_ACTIVITY}


def event(message: CareEvent, now_s: float, wall: datetime) -> Event:
    """A care event with its time of day: as long before `wall` as its stamp is before the ROS time `now_s`.

    Nothing that a sender does wrong keeps an event back: texts are cut, impossible numbers left out, and an event
    whose priority is unknown counts as urgent.
    """
    return Event(
        stamp=wall - timedelta(seconds=max(0.0, now_s - seconds(message.header.stamp))),
        id=_id(message),
        stream=ids.NIL,
        sequence=UNNUMBERED,
        kind=message.kind[:LONGEST_ID] or UNNAMED,
        priority=_PRIORITIES.get(message.priority, Priority.HIGH),
        alarm_id=_or_none(ids.from_message(message.alarm_id)),
        person_id=message.person_id[:LONGEST_ID],
        place=message.place[:LONGEST_ID],
        position=_position(message),
        confidence=min(max(message.confidence, 0.0), 1.0) if isfinite(message.confidence) else None,
        reason=message.reason[:LONGEST_TEXT],
        data=_object(message.data),
    )


def result(message: SkillStatus, wall: datetime) -> Result | None:
    """How far a skill call got; None for a state that is not one."""
    state = _RESULTS.get(message.state)
    if state is None:
        return None
    command_id = ids.from_message(message.id)
    return Result(stamp=wall, command_id=command_id, state=state, message=message.message[:LONGEST_TEXT])


def activity(message: SkillStatus) -> Activity:
    return Activity(
        skill=message.skill[:LONGEST_ID],
        state=_ACTIVITIES.get(message.state, UNNAMED),
        caller=message.caller[:LONGEST_ID],
        args=_object(message.args),
        message=message.message[:LONGEST_TEXT],
    )


def safety(message: SafetyState) -> dict[str, Any]:
    """What the gate lets through, as fields of a RobotState."""
    return {"safety": _SAFETY.get(message.state), "safety_cause": message.cause[:LONGEST_TEXT]}


def camera(message: String) -> dict[str, Any]:
    """Whether the robot looks, as a field of a RobotState; unknown where the word is new."""
    known = {each.value: each for each in Camera}
    return {"camera": known.get(message.data)}


def battery(message: BatteryState) -> dict[str, Any]:
    """Charge 0..1, unknown where the driver gives no such number, as fields of a RobotState."""
    known = 0.0 <= message.percentage <= 1.0
    charging = message.power_supply_status == BatteryState.POWER_SUPPLY_STATUS_CHARGING
    return {"battery": message.percentage if known else None, "charging": charging}


def pose(message: TransformStamped) -> Pose2:
    """A transform on the floor plan."""
    turn, shift = message.transform.rotation, message.transform.translation
    yaw = atan2(2 * (turn.w * turn.z + turn.x * turn.y), 1 - 2 * (turn.y * turn.y + turn.z * turn.z))
    return Pose2(shift.x, shift.y, yaw)


def about(home: Home) -> About:
    """How the home, its elder, rooms and places are called, and what it looks like from above."""
    return About(
        home=home.name,
        elder=home.people[home.elder_id].name if home.elder_id is not None else {},
        people={person_id: person.name for person_id, person in home.people.items()},
        rooms={room_id: room.name for room_id, room in home.rooms.items()},
        places={place_id: place.name for place_id, place in home.places.items()},
        plan=floor.plan(home),
    )


def care_reply(reply: Reply, language: str, stamp: Time) -> CareReply:
    """A reply with the person's name as the house speaks."""
    return CareReply(
        header=Header(stamp=stamp),
        alarm_id=ids.to_message(reply.alarm_id),
        kind=_REPLIES[reply.kind],
        by_name=_named(reply.by, language),
        by_role=reply.role.value if reply.by else "",
        text=reply.text,
    )


def intent(call: Call, language: str) -> Intent:
    """A remote call as an intent; `caller_name` is what the house may say about who asks."""
    data = {
        "skill": call.skill,
        "args": dict(call.args),
        "command_id": str(call.command_id),
        "caller": call.caller,
        "caller_name": _named(call.names, language),
        "role": call.role.value,
        "language": call.language,
    }
    return Intent(
        intent=_INTENTS.get(call.skill, Intent.START_ACTIVITY),
        data=json.dumps(data, ensure_ascii=False),
        source=Intent.REMOTE_SUPERVISOR,
        modality=Intent.MODALITY_OTHER,
        confidence=1.0,
    )


def stop_reflex(stamp: Time) -> Reflex:
    """A remote stop on the short way to the gate."""
    return Reflex(header=Header(stamp=stamp), kind=Reflex.STOP, source=Intent.REMOTE_SUPERVISOR, confidence=1.0)


def _id(message: CareEvent) -> UUID:
    """The event's id; one that forgot to have one gets the same whenever it is heard again."""
    given = ids.from_message(message.id)
    stamp = message.header.stamp
    return given if given != ids.NIL else uuid5(ids.NIL, f"{message.kind} {stamp.sec} {stamp.nanosec} {message.reason}")


def _or_none(value: UUID) -> UUID | None:
    return None if value == ids.NIL else value


def _position(message: CareEvent) -> Position | None:
    point = message.position
    if not message.header.frame_id or not all(isfinite(value) for value in (point.x, point.y, point.z)):
        return None
    return Position(frame=message.header.frame_id[:LONGEST_ID], x=point.x, y=point.y, z=point.z)


def _object(text: str) -> dict[str, Any]:
    """The JSON object of a text; what is none goes along as it is, cut to size."""
    try:
        value = json.loads(text) if 0 < len(text) <= LONGEST_DATA else None
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    return {"text": text[:LONGEST_TEXT]} if text else {}


def _named(names: Any, language: str) -> str:
    return str(names.get(locale_of(language)) or next(iter(names.values()), ""))
