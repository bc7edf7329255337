"""Expectations of a scenario: each looks at one observation, says whether it is met and what it expects in words."""

import re
from math import hypot, radians
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Tag

from huban_common.core.texts import Texts
from huban_scenarios.core.observations import (
    AlarmAnswered,
    AlarmListed,
    BedMoved,
    Captioned,
    CareEventSeen,
    GateChanged,
    HomeSeen,
    Observation,
    SkillChanged,
)
from huban_scenarios.core.tagged import by_field
from huban_scenarios.core.words import Patterns

TEXTS = Texts("huban_scenarios")


class Condition(BaseModel):
    """One thing that must be seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def met_by(self, seen: Observation, language: str) -> bool:
        raise NotImplementedError

    def describe(self, language: str) -> str:
        raise NotImplementedError


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


class Says(Condition):
    """The robot says something that matches a regular expression (letter case aside)."""

    says: Patterns

    def met_by(self, seen: Observation, language: str) -> bool:
        return isinstance(seen, Captioned) and seen.by_robot and _matches(self.says[language], seen.text)

    def describe(self, language: str) -> str:
        return TEXTS.say("expects-says", language, words=self.says[language])


class Hears(Condition):
    """The robot understands these words of a person."""

    hears: Patterns

    def met_by(self, seen: Observation, language: str) -> bool:
        return isinstance(seen, Captioned) and not seen.by_robot and _matches(self.hears[language], seen.text)

    def describe(self, language: str) -> str:
        return TEXTS.say("expects-hears", language, words=self.hears[language])


class Skill(Condition):
    """A skill reaches a state; the arguments named here must agree."""

    skill: str
    state: Literal[
        "requested",
        "awaiting_confirmation",
        "running",
        "succeeded",
        "failed",
        "cancelled",
        "refused",
    ] = "succeeded"
    args: dict[str, object] = Field(default_factory=dict)

    def met_by(self, seen: Observation, language: str) -> bool:
        return (
            isinstance(seen, SkillChanged)
            and (seen.skill, seen.state) == (self.skill, self.state)
            and all(seen.args.get(name) == value for name, value in self.args.items())
        )

    def describe(self, language: str) -> str:
        arguments = ", ".join(f"{name}={value}" for name, value in self.args.items())
        return TEXTS.say(
            "expects-skill",
            language,
            skill=f"{self.skill}({arguments})",
            state=self.state,
        )


class Event(Condition):
    """A care event of this kind, at this place if one is named."""

    event: str
    place: str | None = None

    def met_by(self, seen: Observation, language: str) -> bool:
        return isinstance(seen, CareEventSeen) and seen.kind == self.event and self.place in (None, seen.place)

    def describe(self, language: str) -> str:
        return TEXTS.say("expects-event", language, kind=self.event, place=self.place or "-")


class Alarm(Condition):
    """The care platform lists an alarm in this state (`listed`), or the robot learned of it (`told`)."""

    alarm: Literal["raised", "delivered", "acknowledged", "attended", "closed", "escalated"]
    where: Literal["platform", "robot"] = "platform"

    def met_by(self, seen: Observation, language: str) -> bool:
        kind = AlarmListed if self.where == "platform" else AlarmAnswered
        return isinstance(seen, kind) and seen.state == self.alarm

    def describe(self, language: str) -> str:
        return TEXTS.say(f"expects-alarm-{self.where}", language, state=self.alarm)


class RobotIn(Condition):
    """The robot is in a room."""

    robot_in: str

    def met_by(self, seen: Observation, language: str) -> bool:
        return isinstance(seen, HomeSeen) and seen.robot_room == self.robot_in

    def describe(self, language: str) -> str:
        return TEXTS.say("expects-robot-in", language, room=self.robot_in)


class RobotNear(Condition):
    """The robot's centre is at most `within_m` from a person's hips."""

    robot_near: str
    within_m: float = Field(gt=0)

    def met_by(self, seen: Observation, language: str) -> bool:
        if not isinstance(seen, HomeSeen) or self.robot_near not in seen.actors:
            return False
        person = seen.actors[self.robot_near]
        return hypot(seen.robot_x - person.x, seen.robot_y - person.y) <= self.within_m

    def describe(self, language: str) -> str:
        return TEXTS.say(
            "expects-robot-near",
            language,
            person=self.robot_near,
            distance=f"{self.within_m:.1f}",
        )


class Bed(Condition):
    """A bed section is at least (or at most) at an angle in degrees or a height in metres."""

    bed: Literal["back", "legs", "height", "tilt"]
    at_least: float | None = None
    at_most: float | None = None

    def met_by(self, seen: Observation, language: str) -> bool:
        if not isinstance(seen, BedMoved) or self.bed not in seen.sections:
            return False
        position = seen.sections[self.bed]
        low = -1e9 if self.at_least is None else self._native(self.at_least)
        high = 1e9 if self.at_most is None else self._native(self.at_most)
        return low <= position <= high

    def describe(self, language: str) -> str:
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most or 0:g}"
        return TEXTS.say(
            "expects-bed",
            language,
            section=self.bed,
            bound=bound + ("m" if self.bed == "height" else "°"),
        )

    def _native(self, value: float) -> float:
        return value if self.bed == "height" else radians(value)


class Gate(Condition):
    """The safety gate is in this state."""

    gate: Literal["ready", "slowed", "halted", "emergency"]

    def met_by(self, seen: Observation, language: str) -> bool:
        return isinstance(seen, GateChanged) and seen.state == self.gate

    def describe(self, language: str) -> str:
        return TEXTS.say("expects-gate", language, state=self.gate)


class PersonIs(Condition):
    """A person of the simulation is in this posture (ground truth)."""

    person: str
    posture: Literal["standing", "sitting", "lying", "fallen"]
    place: str | None = None

    def met_by(self, seen: Observation, language: str) -> bool:
        if not isinstance(seen, HomeSeen) or self.person not in seen.actors:
            return False
        actor = seen.actors[self.person]
        return actor.posture == self.posture and self.place in (None, actor.place)

    def describe(self, language: str) -> str:
        return TEXTS.say(
            "expects-person",
            language,
            person=self.person,
            posture=self.posture,
            place=self.place or "-",
        )


AnyCondition = Annotated[
    Annotated[Says, Tag("says")]
    | Annotated[Hears, Tag("hears")]
    | Annotated[Skill, Tag("skill")]
    | Annotated[Event, Tag("event")]
    | Annotated[Alarm, Tag("alarm")]
    | Annotated[RobotIn, Tag("robot_in")]
    | Annotated[RobotNear, Tag("robot_near")]
    | Annotated[Bed, Tag("bed")]
    | Annotated[Gate, Tag("gate")]
    | Annotated[PersonIs, Tag("person")],
    by_field(
        "says",
        "hears",
        "skill",
        "event",
        "alarm",
        "robot_in",
        "robot_near",
        "bed",
        "gate",
        "person",
    ),
]
