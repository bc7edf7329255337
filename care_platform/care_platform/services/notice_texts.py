"""What a message about an alarm says: what, where, how urgent, a link; no names and nothing about health.

Messages pass through mail servers and gateways that belong to others, so they carry no more than is needed to come.
"""

from care_platform.core.notices import Message
from care_platform.core.places import place_names
from care_platform.store.notice_tables import Notice
from care_platform.store.tables import Alarm
from care_platform.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts
from care_protocol.messages import Priority


class NoticeWriter:
    """`public_url`: where people open the caregiver app."""

    def __init__(self, texts: Texts, public_url: str) -> None:
        self._texts = texts
        self._public_url = public_url.rstrip("/")

    def message(self, notice: Notice) -> Message:
        alarm, way = notice.alarm, notice.way
        language = way.language if way.language in LANGUAGES else DEFAULT_LANGUAGE
        headline = self._headline(alarm, language)
        link = f"{self._public_url}/alarms/{alarm.id}"
        text = self._texts.say("notice-drill-text" if alarm.drill else "notice-text", language)
        return Message(
            id=notice.id,
            address=way.address,
            secret=way.secret,
            language=language,
            subject=headline,
            text=f"{headline}\n{text}\n{link}",
            urgent=alarm.priority == Priority.HIGH.value and not alarm.drill,
            facts={
                "alarm": str(alarm.id),
                "tenant": alarm.robot.tenant,
                "robot": alarm.robot.robot_id,
                "kind": alarm.kind,
                "priority": alarm.priority,
                "place": alarm.place,
                "raised": alarm.raised.isoformat(),
                "level": alarm.level,
                "drill": alarm.drill,
                "link": link,
            },
        )

    def _headline(self, alarm: Alarm, language: str) -> str:
        kind = f"kind-{alarm.kind}"
        place = place_names(alarm.robot.about, alarm.place).get(language, alarm.place)
        text = self._texts.say(
            "notice-headline" if place else "notice-headline-nowhere",
            language,
            priority=self._texts.say(f"priority-{alarm.priority}", language),
            kind=self._texts.say(kind, language) if self._texts.has(kind, language) else alarm.kind,
            place=place,
        )
        return self._texts.say("notice-drill", language, headline=text) if alarm.drill else text
