"""Buttons -> messages; states of messages -> words of the core."""

import json

from hri_actions_msgs.msg import Intent

from huban_interfaces.msg import CareReply, Reflex, SkillStatus
from huban_tablet.core.types import Button

TOUCHSCREEN = "touchscreen"
REFLEXES = {Button.HELP: Reflex.HELP, Button.STOP: Reflex.STOP}
UNDER_WAY = (SkillStatus.AWAITING_CONFIRMATION, SkillStatus.RUNNING)
REPLIES = {
    CareReply.DELIVERED: "delivered",
    CareReply.ACKNOWLEDGED: "acknowledged",
    CareReply.ATTENDED: "attended",
    CareReply.CLOSED: "closed",
    CareReply.ESCALATED: "escalated",
}


def reflex(button: Button, locale: str) -> Reflex:
    """Help or stop as a reflex."""
    return Reflex(kind=REFLEXES[button], source=TOUCHSCREEN, text=button.value, locale=locale, confidence=1.0)


def answer(button: Button) -> Intent:
    """Yes or no as the skill that answers the robot's question."""
    return Intent(
        intent=Intent.START_ACTIVITY,
        data=json.dumps({"skill": "confirm", "args": {"answer": button.value}}),
        source=Intent.UNKNOWN_AGENT,
        modality=Intent.MODALITY_TOUCHSCREEN,
        confidence=1.0,
    )
