"""How urgent an alarm is and with which texts the robot speaks of it."""

from huban_behaviors.core.alarm import DOUBT, Alarm, AlarmState
from huban_behaviors.core.types import Answer, Priority


def severity(alarm: Alarm, answer: Answer | None) -> Priority:
    """How urgent an alarm is after the question: no answer is as bad as a yes, unless the person stands again."""
    if answer is Answer.YES or alarm.drill:
        return Priority.HIGH
    doubtful = alarm.trigger == DOUBT or alarm.up_again
    if answer is Answer.NO:
        return Priority.LOW if doubtful else Priority.MEDIUM
    return Priority.MEDIUM if doubtful else Priority.HIGH


def announcement(alarm: Alarm, restored: bool) -> str:
    """The text that tells the person what happens now."""
    if alarm.drill:
        return "announce-drill"
    if restored:
        return "announce-restored"
    if alarm.priority is not Priority.HIGH:
        return "announce-fine" if alarm.answer is Answer.NO else "announce-unsure"
    if alarm.answer is Answer.YES:
        return "announce-help"
    return "announce-still-down" if alarm.answer is Answer.NO else "announce-silent"


def comfort(alarm: Alarm) -> str:
    """The text for somebody who waits."""
    if alarm.state >= AlarmState.ACKNOWLEDGED:
        return "acknowledged"
    return "waiting" if alarm.state is AlarmState.DELIVERED else "undelivered"
