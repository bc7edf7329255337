"""A readable line for each thing that happens; None for what would only be noise."""

from functools import singledispatch

from huban_common.core.texts import Texts
from huban_scenarios.core.observations import (
    AlarmAnswered,
    AlarmListed,
    Captioned,
    CareEventSeen,
    GateChanged,
    HomeSeen,
    Observation,
    SkillChanged,
)

TEXTS = Texts("huban_scenarios")


@singledispatch
def narrate(seen: Observation, language: str) -> str | None:
    """The line that tells a person what was just seen."""
    return None


@narrate.register
def _(seen: Captioned, language: str) -> str | None:
    return TEXTS.say("robot-says" if seen.by_robot else "person-says", language, words=seen.text)


@narrate.register
def _(seen: SkillChanged, language: str) -> str | None:
    arguments = ", ".join(f"{name}={value}" for name, value in seen.args.items())
    call = f"{seen.skill}({arguments})"
    return TEXTS.say(
        "skill-changed",
        language,
        call=call,
        state=seen.state,
        message=seen.message or "-",
    )


@narrate.register
def _(seen: CareEventSeen, language: str) -> str | None:
    return TEXTS.say(
        "care-event",
        language,
        kind=seen.kind,
        place=seen.place or "-",
        reason=seen.reason or "-",
    )


@narrate.register
def _(seen: AlarmAnswered, language: str) -> str | None:
    return TEXTS.say("alarm-answered", language, state=seen.state, name=seen.by_name or "-")


@narrate.register
def _(seen: AlarmListed, language: str) -> str | None:
    return TEXTS.say("alarm-listed", language, state=seen.state, place=seen.place or "-")


@narrate.register
def _(seen: GateChanged, language: str) -> str | None:
    return TEXTS.say(
        "gate-changed",
        language,
        state=seen.state,
        cause=seen.cause or "-",
        detail=seen.detail or "-",
    )


class Narrator:
    """Tells each change once: rooms, postures and the gate when they change, everything else as it comes."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._home: HomeSeen | None = None
        self._gate: GateChanged | None = None

    def lines(self, seen: Observation) -> list[str]:
        if isinstance(seen, HomeSeen):
            return self._changes(seen)
        if isinstance(seen, GateChanged) and not self._is_news(seen):
            return []
        line = narrate(seen, self._language)
        return [line] if line else []

    def _is_news(self, seen: GateChanged) -> bool:
        before, self._gate = self._gate, seen
        return before is None or (before.state, before.cause) != (seen.state, seen.cause)

    def _changes(self, seen: HomeSeen) -> list[str]:
        before, self._home = self._home, seen
        if before is None:
            return []
        lines = []
        if seen.robot_room and seen.robot_room != before.robot_room:
            lines.append(TEXTS.say("robot-entered", self._language, room=seen.robot_room))
        for name, actor in seen.actors.items():
            earlier = before.actors.get(name)
            if earlier is not None and earlier.posture != actor.posture:
                text = TEXTS.say(
                    "person-is",
                    self._language,
                    name=name,
                    posture=actor.posture,
                    place=actor.place,
                )
                lines.append(text)
        return lines
