"""Asks people about an alarm: those on duty in turn, on their screens and by message."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from care_platform.core.authority import may_answer
from care_platform.core.clock import WallClock
from care_platform.core.escalation import asked
from care_platform.services.notices import NoticeQueue
from care_platform.store.tables import Account, Alarm, Asked
from care_platform.store.visibility import those_who_see
from care_protocol.messages import Priority, Role

FIRST, AGAIN = "first", "again "
"""Occasions to send messages: somebody is asked; the event with this id makes them look again."""


class Calls:
    def __init__(self, clock: WallClock, notices: NoticeQueue) -> None:
        self._clock = clock
        self._notices = notices

    def ask(self, session: Session, alarm: Alarm) -> None:
        """Everybody whose turn it is at the alarm's level, and who has not been asked."""
        already = {call.account_key for call in alarm.asked}
        for account in asked(_chain(session, alarm), alarm.level):
            if account.key not in already:
                alarm.asked.append(Asked(account=account, level=alarm.level, at=self._clock.now()))
                self._notices.ask(session, alarm, account, FIRST)
        session.flush()

    def ask_again(self, session: Session, alarm: Alarm, event_id: UUID) -> None:
        """Everybody who was asked has to look again."""
        for call in alarm.asked:
            call.shown = None
            self._notices.ask(session, alarm, call.account, f"{AGAIN}{event_id}")

    def note_shown(self, session: Session, alarm: Alarm, account: Account) -> None:
        """A screen of this person shows the alarm; the first time counts."""
        call = session.get(Asked, (alarm.id, account.key))
        if call is not None and call.shown is None:
            call.shown = self._clock.now()

    def in_vain(self, session: Session, alarm: Alarm, account: Account) -> bool:
        """Whether neither a screen nor a message has told this person, and none is going to."""
        call = session.get(Asked, (alarm.id, account.key))
        seen = call is not None and call.shown is not None
        return not seen and not self._notices.reaches(session, alarm, account.key)


def _chain(session: Session, alarm: Alarm) -> list[Account]:
    """Those on duty who may answer, in their order; with nobody on duty everybody who may."""
    query = select(Account).where(those_who_see(alarm.robot), Account.active)
    able = [a for a in session.scalars(query) if may_answer(Role(a.role), Priority(alarm.priority))]
    on_duty = sorted((a for a in able if a.duty is not None), key=lambda account: account.duty or 0)
    return on_duty or able
