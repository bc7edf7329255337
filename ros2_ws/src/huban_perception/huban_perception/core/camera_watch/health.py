"""How well perception sees, in one sentence: the worst thing first."""

from dataclasses import dataclass
from enum import IntEnum

from huban_common.core.texts import Texts
from huban_perception.core.camera_watch.monitoring import cause
from huban_perception.core.camera_watch.privacy import PrivacyRule
from huban_perception.core.camera_watch.watch import Loss

_TEXTS = Texts("huban_perception")


class Level(IntEnum):
    """As in diagnostic_msgs/DiagnosticStatus."""

    OK = 0
    WARN = 1
    ERROR = 2


@dataclass(frozen=True)
class Sight:
    """What health depends on.

    `denied`, `room`, `place`: the rule by which frames may not be read, name and id of the room that decides it.
    `unusable`: why frames or lens data were refused. `assumed`: why places are unknown. `started`: whether any frame
    was looked at.
    """

    denied: PrivacyRule | None = None
    room: str | None = None
    place: str | None = None
    loss: Loss | None = None
    unusable: str | None = None
    assumed: str | None = None
    started: bool = True


def judge(sight: Sight, language: str) -> tuple[Level, str]:
    """The worst that is true, in words; a camera that is off for privacy is as it should be."""
    if sight.denied is PrivacyRule.LOST:
        return Level.ERROR, _TEXTS.say("health-room-unknown", language)
    if sight.denied is not None:
        key = "health-private" if sight.denied is PrivacyRule.ROOM else "health-private-hours"
        return Level.OK, _TEXTS.say(key, language, room=sight.room or "")
    if sight.unusable is not None:
        return Level.ERROR, _TEXTS.say("health-monitoring-lost", language, cause=sight.unusable)
    if sight.loss is not None:
        return Level.ERROR, _TEXTS.say("health-monitoring-lost", language, cause=cause(sight.loss, language))
    if not sight.started:
        return Level.WARN, _TEXTS.say("health-no-frames-yet", language)
    if sight.assumed is not None:
        return Level.WARN, _TEXTS.say("health-geometry-assumed", language, cause=sight.assumed)
    return Level.OK, _TEXTS.say("health-looking", language)


def camera_state(sight: Sight) -> str:
    """In one word what the camera does, as said on /perception/camera."""
    if sight.denied is not None:
        return sight.denied.value
    return "lost" if sight.loss is not None or sight.unusable is not None else "on"
