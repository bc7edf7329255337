"""The life of an alarm: raised, delivered, acknowledged, attended, closed. Only people move it on."""

from enum import Enum

from care_platform.core.refusals import OutOfTurn
from care_protocol.messages import Priority


class AlarmState(str, Enum):
    RAISED = "raised"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ATTENDED = "attended"
    CLOSED = "closed"


WAITING = (AlarmState.RAISED, AlarmState.DELIVERED)
"""Nobody has taken the alarm yet: it escalates."""


class Step(str, Enum):
    """What happens to an alarm; a step is named like the state it leads to."""

    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ATTENDED = "attended"
    CLOSED = "closed"


class Remark(str, Enum):
    """What is noted on an alarm without moving it on: by the clock (ESCALATED), the robot, or the platform (NOT_TOLD).

    RESTORED: what it is about is over; LOST_AGAIN: it was not. NOT_TOLD: a message does not get through to somebody.
    """

    ESCALATED = "escalated"
    RAISED_AGAIN = "raised_again"
    RESTORED = "restored"
    LOST_AGAIN = "lost_again"
    NOT_TOLD = "not_told"


class Cause(str, Enum):
    """Why an alarm was closed."""

    HELPED = "helped"
    PERSON_WELL = "person_well"
    MEDICAL_HELP = "medical_help"
    FALSE_ALARM = "false_alarm"
    REPAIRED = "repaired"
    OTHER = "other"


URGENCY = (Priority.NONE, Priority.LOW, Priority.TECHNICAL, Priority.MEDIUM, Priority.HIGH)
"""From the least to the most urgent."""


def more_urgent(new: Priority, old: Priority) -> bool:
    return URGENCY.index(new) > URGENCY.index(old)


def raised_again(state: AlarmState) -> AlarmState:
    """The state after the same alarm came back more urgent: whoever took the lesser one has not taken this one."""
    return state if state is AlarmState.ATTENDED else AlarmState.RAISED


def steps_open(state: AlarmState, priority: Priority) -> tuple[Step, ...]:
    """The steps that may come next, in their natural order."""
    return tuple(step for step in Step if state in _begins(step, priority))


def advance(state: AlarmState, step: Step, priority: Priority) -> AlarmState:
    """The state after a step; raises OutOfTurn when the step does not begin here."""
    if state not in _begins(step, priority):
        raise OutOfTurn("refused-not-attended" if _too_early(state, step) else f"refused-already-{state.value}")
    return AlarmState(step.value)


def _begins(step: Step, priority: Priority) -> tuple[AlarmState, ...]:
    """Who is already with the person need not acknowledge first; a high alarm closes only after a visit."""
    if step is Step.DELIVERED:
        return (AlarmState.RAISED,)
    if step is Step.ACKNOWLEDGED:
        return WAITING
    if step is Step.ATTENDED:
        return (*WAITING, AlarmState.ACKNOWLEDGED)
    visited = (AlarmState.ATTENDED,)
    return visited if priority is Priority.HIGH else (AlarmState.ACKNOWLEDGED, *visited)


def _too_early(state: AlarmState, step: Step) -> bool:
    return step is Step.CLOSED and state is not AlarmState.CLOSED
