"""Between messages and what happens on the screen."""

import json
from array import array
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from audio_common_msgs.msg import AudioData
from builtin_interfaces.msg import Time
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from hri_actions_msgs.msg import ClosedCaption, Intent
from std_msgs.msg import Bool, Header, String

from huban_common import ids, questions
from huban_common.core.texts import LANGUAGES, locale_of
from huban_interfaces.msg import CareEvent, CareReply, Question, Reflex, SafetyState, SkillStatus
from huban_tablet.core.display import Display
from huban_tablet.core.types import Button, Camera, Doing, Gate, Help

Change = Callable[[Display], None]
TOUCHSCREEN = "touchscreen"
CARE_BRIDGE, SPEECH = "care_bridge", "speech"
LOST = "lost"
"""What speech says of a microphone that sends nothing."""
NOT_OPENED_YET = "started"
"""The gate's cause of a halt before the first motion."""

_HELP = {
    CareReply.DELIVERED: Help.DELIVERED,
    CareReply.ESCALATED: Help.ESCALATED,
    CareReply.ACKNOWLEDGED: Help.ACKNOWLEDGED,
    CareReply.ATTENDED: Help.ATTENDED,
    CareReply.CLOSED: Help.CLOSED,
}
_ENDED = (SkillStatus.SUCCEEDED, SkillStatus.FAILED, SkillStatus.CANCELLED, SkillStatus.REFUSED)
_GATES = {SafetyState.HALTED: Gate.SHUT, SafetyState.EMERGENCY: Gate.LOCKED}
_REFLEXES = {Button.HELP: Reflex.HELP, Button.STOP: Reflex.STOP}


def caption(message: ClosedCaption) -> Change:
    if message.speaker_id == ClosedCaption.SYSTEM:
        return lambda display: display.robot_says(message.text)
    return lambda display: display.person_says(message.text)


def sound(chunk: AudioData) -> Change:
    """The loudspeaker plays; an empty chunk stops it."""
    return Display.sounds if len(chunk.data) else _nothing


def heard(chunk: bytes) -> AudioData:
    """What the browser's microphone sends: 16 kHz s16le mono."""
    data = array("B")
    data.frombytes(chunk)
    return AudioData(data=data)


def voice(message: Bool) -> Change:
    """Whether somebody speaks now."""
    return lambda display: display.listens(message.data)


def question(message: Question) -> Change:
    return lambda display: questions.take(message, display.questions)


def event(message: CareEvent) -> Change:
    alarm = ids.from_message(message.alarm_id)
    if message.kind == "alarm_raised" and alarm != ids.NIL:
        if _arguments(message.data).get("drill") is True:
            return lambda display: display.drill_begun(alarm)
        return lambda display: display.alarm_raised(alarm)
    return _nothing


def reflex(message: Reflex) -> Change:
    """A cry for help shows at once."""
    return Display.help_pressed if message.kind == Reflex.HELP else _nothing


def reply(message: CareReply) -> Change:
    step, alarm = _HELP.get(message.kind), ids.from_message(message.alarm_id)
    return (lambda display: display.help_came(alarm, step, message.by_name)) if step is not None else _nothing


def status(message: SkillStatus) -> Change:
    call = ids.from_message(message.id)
    if message.state == SkillStatus.RUNNING:
        doing = Doing(message.skill, _arguments(message.args))
        return lambda display: display.skill_runs(call, doing)
    return (lambda display: display.skill_ended(call)) if message.state in _ENDED else _nothing


def safety(message: SafetyState) -> Change:
    """A gate that has not been opened since the start was not stopped by anybody."""
    waiting = message.cause == NOT_OPENED_YET
    gate = Gate.OPEN if waiting else _GATES.get(message.state, Gate.OPEN)
    return lambda display: display.gate(gate)


def health(message: DiagnosticArray) -> Change:
    """What the care bridge says about its connection, and speech about its microphone."""
    by_node = {each.name.partition(":")[0]: each for each in message.status}
    bridge, speech = by_node.get(CARE_BRIDGE), by_node.get(SPEECH)
    if bridge is not None:
        return lambda display: display.alone(bridge.level != DiagnosticStatus.OK)
    if speech is not None:
        microphone = next((pair.value for pair in speech.values if pair.key == "microphone"), "")
        return lambda display: display.microphone_works(microphone != LOST)
    return _nothing


def camera(message: String) -> Change:
    """Whether perception looks; a state that a newer robot knows counts as unknown."""
    known = {each.value: each for each in Camera}
    return lambda display: display.camera(known.get(message.data, Camera.UNKNOWN))


def pressed_reflex(button: Button, language: str, stamp: Time) -> Reflex | None:
    """Help and stop take the short way; None for the other buttons."""
    kind = _REFLEXES.get(button)
    if kind is None:
        return None
    header = Header(stamp=stamp)
    return Reflex(header=header, kind=kind, source=TOUCHSCREEN, text=button.value, locale=language, confidence=1.0)


def pressed_intent(button: Button, language: str, question: UUID | None = None) -> Intent | None:
    """What the other buttons ask for, in the name of whoever stands in front of the screen."""
    asked = "" if question is None else str(question)
    calls: Mapping[Button, tuple[str, dict[str, str]]] = {
        Button.YES: ("confirm", {"answer": "yes", "question": asked}),
        Button.NO: ("confirm", {"answer": "no", "question": asked}),
        Button.LANGUAGE: ("language_set", {"lang": other_language(language)}),
        Button.LOUDER: ("voice_set", {"volume": "up"}),
        Button.SOFTER: ("voice_set", {"volume": "down"}),
        Button.FASTER: ("voice_set", {"speed": "up"}),
        Button.SLOWER: ("voice_set", {"speed": "down"}),
        Button.VOICE: ("voice_set", {"voice": "next"}),
    }
    if button not in calls:
        return None
    skill, args = calls[button]
    return Intent(
        intent=Intent.START_ACTIVITY,
        data=json.dumps({"skill": skill, "args": args}),
        source=Intent.UNKNOWN_AGENT,
        modality=Intent.MODALITY_TOUCHSCREEN,
        confidence=1.0,
    )


def other_language(language: str) -> str:
    """The next of the languages that the house can speak."""
    return LANGUAGES[(LANGUAGES.index(locale_of(language)) + 1) % len(LANGUAGES)]


def _arguments(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _nothing(_display: Display) -> None:
    pass
