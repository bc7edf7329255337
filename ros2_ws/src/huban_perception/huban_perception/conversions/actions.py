"""What people do as messages."""

import json

from geometry_msgs.msg import Vector3, Vector3Stamped
from hri_msgs.msg import Gesture as GestureMessage
from std_msgs.msg import Header, String

from huban_interfaces.msg import CareEvent
from huban_perception.conversions.care import new_event
from huban_perception.core.actions.diary import Mobility
from huban_perception.core.actions.gestures import Gesture, GestureKind
from huban_perception.core.actions.types import Action
from huban_perception.core.types import Array

_GESTURES = {
    GestureKind.HANDS_ON_FACE: GestureMessage.HANDS_ON_FACE,
    GestureKind.ARMS_CROSSED: GestureMessage.ARMS_CROSSED,
    GestureKind.LEFT_HAND_RAISED: GestureMessage.LEFT_HAND_RAISED,
    GestureKind.RIGHT_HAND_RAISED: GestureMessage.RIGHT_HAND_RAISED,
    GestureKind.BOTH_HANDS_RAISED: GestureMessage.BOTH_HANDS_RAISED,
    GestureKind.WAVING: GestureMessage.WAVING,
}
"""The rest is OTHER: pointing has a topic of its own."""


def gesture_to(gesture: Gesture, header: Header) -> GestureMessage:
    return GestureMessage(header=header, gesture=_GESTURES.get(gesture.kind, GestureMessage.OTHER))


def pointing_to(direction: Array, header: Header) -> Vector3Stamped:
    """A unit vector in the header's frame."""
    x, y, z = (float(value) for value in direction)
    return Vector3Stamped(header=header, vector=Vector3(x=x, y=y, z=z))


def activity_to(action: Action, finished: bool) -> String:
    """An action that begins or has finished, as JSON."""
    told = {"action": action.kind.value, "finished": finished, "start_s": round(action.start_s, 2)}
    figures = {name: round(value, 3) for name, value in action.figures.items()}
    return String(data=json.dumps({**told, "duration_s": round(action.duration_s, 2), "figures": figures}))


def mobility_event(mobility: Mobility, reason: str) -> CareEvent:
    """How somebody moved in the last period; for trends, no alarm."""
    said = {"person_id": mobility.person_id, "confidence": 1.0, "data": json.dumps(mobility.figures)}
    return new_event("mobility_measured", CareEvent.NONE, mobility.end_s, reason, **said)


def wandering_event(action: Action, person_id: str, place: str, reason: str) -> CareEvent:
    """Somebody walks about without a goal."""
    data = json.dumps({name: round(value, 1) for name, value in action.figures.items()})
    said = {"person_id": person_id, "place": place, "confidence": 1.0, "data": data}
    return new_event("wandering_noticed", CareEvent.LOW, action.end_s, reason, **said)
