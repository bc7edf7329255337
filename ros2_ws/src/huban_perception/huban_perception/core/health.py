"""How well perception sees, in one sentence: the worst thing first."""

from dataclasses import dataclass
from enum import IntEnum

from huban_common.core.texts import Texts
from huban_perception.core.watch import Trouble

_TEXTS = Texts("huban_perception")


class Level(IntEnum):
    """As in diagnostic_msgs/DiagnosticStatus."""

    OK = 0
    WARN = 1
    ERROR = 2


@dataclass(frozen=True)
class Sight:
    """What health depends on.

    `granted` and `room`: whether frames may be read, and the name of the room that decides it. `unusable`: why frames
    or lens data were refused. `assumed`: why places are unknown. `started`: whether any frame was looked at.
    """

    granted: bool = True
    room: str | None = None
    trouble: Trouble | None = None
    unusable: str | None = None
    assumed: str | None = None
    started: bool = True


def judge(sight: Sight, language: str) -> tuple[Level, str]:
    """The worst that is true, in words; a camera that is off for privacy is as it should be."""
    if not sight.granted and sight.room is not None:
        return Level.OK, _TEXTS.say("health-private", language, room=sight.room)
    if not sight.granted:
        return Level.ERROR, _TEXTS.say("health-room-unknown", language)
    if sight.unusable is not None:
        return Level.ERROR, _TEXTS.say("health-monitoring-lost", language, cause=sight.unusable)
    if sight.trouble is not None:
        cause = _TEXTS.say(f"cause-{sight.trouble.value}", language)
        return Level.ERROR, _TEXTS.say("health-monitoring-lost", language, cause=cause)
    if not sight.started:
        return Level.WARN, _TEXTS.say("health-no-frames-yet", language)
    if sight.assumed is not None:
        return Level.WARN, _TEXTS.say("health-geometry-assumed", language, cause=sight.assumed)
    return Level.OK, _TEXTS.say("health-looking", language)
