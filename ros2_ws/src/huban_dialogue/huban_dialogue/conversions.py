"""Between messages and the types of the core."""

import json
from collections.abc import Mapping

from builtin_interfaces.msg import Time
from hri_actions_msgs.msg import ClosedCaption, Intent
from hri_msgs.msg import LiveSpeech

from huban_dialogue.core.types import Meaning, Turn, Utterance

_INTENTS = {
    "go_to": Intent.MOVE_TO,
    "come_here": Intent.MOVE_TO,
    "dock": Intent.MOVE_TO,
    "guide_to": Intent.GUIDE,
    "stop": Intent.STOP_ACTIVITY,
}


def spoken(message: LiveSpeech, voice_id: str, language: str) -> Utterance:
    """What a voice said; the house's language where the recogniser does not name one."""
    return Utterance(message.final, voice_id, message.language or language, float(message.confidence))


def typed(text: str, source: str, language: str) -> Utterance:
    """What somebody wrote: certain, and in the language of its characters."""
    return Utterance(text, source, language, typed=True)


def caption(said: Utterance, stamp: Time) -> ClosedCaption:
    """Typed words as a caption, so that screens show them like spoken ones."""
    message = ClosedCaption(speaker_id=ClosedCaption.UNKNOWN, text=said.text, locale=said.language)
    message.header.stamp = stamp
    return message


def intents(turn: Turn, said: Utterance) -> list[Intent]:
    """The intents of a turn: the call, or the words that nobody understood."""
    if turn.meaning is not None:
        return [_call(turn.meaning, turn, said)]
    if turn.not_understood:
        return [_intent(Intent.RAW_USER_INPUT, {"input": turn.not_understood}, turn, said)]
    return []


def _call(meaning: Meaning, turn: Turn, said: Utterance) -> Intent:
    data = {"skill": meaning.skill, "args": dict(meaning.args), "text": said.text}
    return _intent(_INTENTS.get(meaning.skill, Intent.START_ACTIVITY), data, turn, said)


def _intent(name: str, data: Mapping[str, object], turn: Turn, said: Utterance) -> Intent:
    return Intent(
        intent=name,
        data=json.dumps({**data, "language": turn.language}, ensure_ascii=False),
        source=said.source,
        modality=Intent.MODALITY_TOUCHSCREEN if said.typed else Intent.MODALITY_SPEECH,
        confidence=turn.confidence,
    )
