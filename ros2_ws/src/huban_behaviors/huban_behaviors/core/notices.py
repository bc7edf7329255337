"""What the platform is told about an alarm."""

from huban_behaviors.core.alarm import DOUBT, HELP, Alarm, AlarmState
from huban_behaviors.core.alarm_book import Notice
from huban_behaviors.core.texts import TEXTS


def reason_of(alarm: Alarm, language: str) -> str:
    """Why there is an alarm, in words and numbers, with what the person answered."""
    seen = alarm.reason
    if alarm.drill:
        return TEXTS.say("reason-drill", language, name=alarm.reason)
    if alarm.trigger in (HELP, DOUBT):
        called = "reason-called" if alarm.reason else "reason-help"
        seen = TEXTS.say(called, language, words=alarm.reason)
    if alarm.trigger == HELP or alarm.state is AlarmState.ASKED:
        return seen
    answer = alarm.answer.value if alarm.answer else "none"
    return f"{seen} {TEXTS.say(f'reason-answer-{answer}', language)}".strip()


def data_of(notice: Notice) -> dict[str, str | bool]:
    """The fields of this kind of event; of a drill each one says that it is one."""
    drill = {"drill": True} if notice.alarm.drill else {}
    return {"trigger": notice.alarm.trigger, **notice.data, **drill}
