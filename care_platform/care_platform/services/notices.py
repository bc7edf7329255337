"""Puts messages about alarms into the queue, in the transaction of what they are about."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.clock import WallClock
from care_platform.core.notices import NoticeState, urgency, wanted
from care_platform.store.notice_tables import Notice, NoticeWay
from care_platform.store.tables import Account, Alarm
from care_protocol.messages import Priority


class NoticeQueue:
    def __init__(self, clock: WallClock) -> None:
        self._clock = clock

    def ask(self, session: Session, alarm: Alarm, account: Account, occasion: str) -> None:
        """One message on each way of this person; asked twice on the same occasion, they get it once."""
        priority, now = Priority(alarm.priority), self._clock.now()
        known = set(session.scalars(select(Notice.way_key).filter_by(alarm_id=alarm.id, occasion=occasion)))
        for way in session.scalars(select(NoticeWay).filter_by(account_key=account.key, active=True)):
            if way.key not in known and wanted(priority, Priority(way.least)):
                notice = Notice(alarm=alarm, way=way, occasion=occasion, urgency=urgency(priority), created=now)
                notice.state, notice.next_try = NoticeState.WAITING.value, now
                session.add(notice)

    def reaches(self, session: Session, alarm: Alarm, account_key: int) -> bool:
        """Whether a message about this alarm got to this person, or still may."""
        open_states = (NoticeState.WAITING.value, NoticeState.SENT.value)
        query = (
            select(Notice.id)
            .join(NoticeWay)
            .where(Notice.alarm_id == alarm.id, NoticeWay.account_key == account_key, Notice.state.in_(open_states))
        )
        return session.scalar(query.limit(1)) is not None
