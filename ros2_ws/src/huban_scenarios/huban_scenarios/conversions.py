"""Messages of the house -> observations."""

import json
from typing import Any

from hri_actions_msgs.msg import ClosedCaption
from sensor_msgs.msg import JointState

from huban_common.core.home import Bed
from huban_common.ids import NIL, from_message
from huban_interfaces.msg import (
    CareEvent,
    CareReply,
    SafetyState,
    SimulationState,
    SkillStatus,
)
from huban_scenarios.core.observations import (
    Actor,
    AlarmAnswered,
    BedMoved,
    Captioned,
    CareEventSeen,
    GateChanged,
    HomeSeen,
    SkillChanged,
)

SKILL_STATES = (
    "requested",
    "awaiting_confirmation",
    "running",
    "succeeded",
    "failed",
    "cancelled",
    "refused",
)
REPLIES = {
    1: "delivered",
    2: "acknowledged",
    3: "attended",
    4: "closed",
    5: "escalated",
}
GATE_STATES = ("ready", "slowed", "halted", "emergency")


def _object(text: str) -> dict[str, Any]:
    """A JSON object from a message field; anything else counts as empty."""
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def caption(message: ClosedCaption, at_s: float) -> Captioned:
    return Captioned(at_s, message.speaker_id == ClosedCaption.SYSTEM, message.text)


def skill(message: SkillStatus, at_s: float) -> SkillChanged:
    state = SKILL_STATES[message.state]
    return SkillChanged(
        at_s,
        message.skill,
        _object(message.args),
        state,
        message.caller,
        message.message,
    )


def care_event(message: CareEvent, at_s: float) -> CareEventSeen:
    alarm = from_message(message.alarm_id)
    return CareEventSeen(
        at_s,
        message.kind,
        "" if alarm == NIL else str(alarm),
        message.place,
        message.reason,
    )


def reply(message: CareReply, at_s: float) -> AlarmAnswered:
    return AlarmAnswered(
        at_s,
        str(from_message(message.alarm_id)),
        REPLIES[message.kind],
        message.by_name,
    )


def gate(message: SafetyState, at_s: float) -> GateChanged:
    return GateChanged(at_s, GATE_STATES[message.state], message.cause, message.detail)


def bed(message: JointState, joints: Bed, at_s: float) -> BedMoved:
    positions = dict(zip(message.name, message.position, strict=False))
    return BedMoved(
        at_s,
        {part.section: positions[name] for name, part in joints.joints.items() if name in positions},
    )


def home(message: SimulationState, at_s: float) -> HomeSeen:
    actors = {
        actor.name: Actor(actor.posture, actor.place, actor.pose.position.x, actor.pose.position.y)
        for actor in message.actors
    }
    position = message.robot.position
    return HomeSeen(at_s, position.x, position.y, message.robot_room, actors, message.contacts)
