"""Which events of a robot need a person although the robot raised no alarm, and which say that such a thing is over."""

from dataclasses import dataclass

from care_protocol.messages import Priority


@dataclass(frozen=True)
class Incident:
    """`kind` opens a technical alarm with one of these `priorities`; `ended_by`, if the robot tells that it is over."""

    kind: str
    priorities: frozenset[Priority]
    ended_by: str | None = None


INCIDENTS = (
    Incident("monitoring_lost", frozenset(Priority) - {Priority.NONE}, ended_by="monitoring_restored"),
    # A halt that only a person at the robot can end: the red button, or a fault. A spoken stop (low) and a touch of
    # the bumper (medium) end with the next command.
    Incident("gate_halted", frozenset({Priority.HIGH, Priority.TECHNICAL})),
)
ROBOT_SILENT = "robot_silent"
TEST_MISSED = "self_test_missed"
"""What the platform notices by itself; over when the robot, or its test alarm, is heard again."""

_BY_KIND = {incident.kind: incident for incident in INCIDENTS}
_ENDS = {incident.ended_by: incident.kind for incident in INCIDENTS if incident.ended_by}


def opens_alarm(kind: str, priority: Priority) -> bool:
    """Whether an event of this kind is a technical alarm by itself."""
    incident = _BY_KIND.get(kind)
    return incident is not None and priority in incident.priorities


def ended(kind: str) -> str | None:
    """The kind of the alarm that an event of this kind says is over; None for most events."""
    return _ENDS.get(kind)
