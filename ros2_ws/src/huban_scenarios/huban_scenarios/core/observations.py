"""What can be seen of a running house, as plain values: the only thing that expectations and narration look at."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Observation:
    """Something seen at `at_s` (seconds of the scenario)."""

    at_s: float


@dataclass(frozen=True)
class Captioned(Observation):
    """Words that were spoken: by the robot, or understood from a person."""

    by_robot: bool
    text: str


@dataclass(frozen=True)
class SkillChanged(Observation):
    """A skill call is now requested, awaiting_confirmation, running, succeeded, failed, cancelled or refused."""

    skill: str
    args: dict[str, object]
    state: str
    caller: str
    message: str


@dataclass(frozen=True)
class CareEventSeen(Observation):
    """A care event left its node."""

    kind: str
    alarm_id: str
    place: str
    reason: str


@dataclass(frozen=True)
class AlarmAnswered(Observation):
    """The platform says an alarm is now delivered, acknowledged, attended, closed or escalated, and by whom."""

    alarm_id: str
    state: str
    by_name: str


@dataclass(frozen=True)
class AlarmListed(Observation):
    """The care platform shows an alarm in this state."""

    alarm_id: str
    state: str
    place: str


@dataclass(frozen=True)
class GateChanged(Observation):
    """The safety gate's state: ready, slowed, halted, emergency."""

    state: str
    cause: str
    detail: str


@dataclass(frozen=True)
class BedMoved(Observation):
    """Bed joint positions by section: rad, height in m."""

    sections: dict[str, float]


@dataclass(frozen=True)
class Actor:
    """A person of the simulation: hips in map, m."""

    posture: str
    place: str
    x: float
    y: float


@dataclass(frozen=True)
class HomeSeen(Observation):
    """Ground truth of the simulation: where the robot is (m, map) and what people do."""

    robot_x: float
    robot_y: float
    robot_room: str
    actors: dict[str, Actor] = field(default_factory=dict)
    contacts: int = 0
