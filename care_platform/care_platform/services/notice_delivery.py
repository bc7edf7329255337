"""Sends what waits in the queue, the most urgent first, until it is out or not needed any more.

A message is claimed before it is sent: `next_try` is put off by a lease in a transaction of its own, so that of several
platform processes one sends it, and another takes over where that one died. Only a process that dies between sending
and writing that down lets a message go out twice; it then has the same id.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from care_platform.changes import Changes, wait_for_change
from care_platform.core.alarms import WAITING
from care_platform.core.clock import WallClock
from care_platform.core.notices import (
    LEASE_S,
    TOLD_AFTER,
    Channel,
    ChannelName,
    Message,
    NoticeState,
    Undeliverable,
    Unreached,
)
from care_platform.core.patience import pause_s
from care_platform.services.alarms import AlarmDesk
from care_platform.services.notice_texts import NoticeWriter
from care_platform.store.database import Database, one_line
from care_platform.store.notice_tables import Notice

SENDERS = 8
"""So many messages may be on their way at once in one process: one dead mail server does not stop the others."""

IDLE_S = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """A message that this process may send now; `number` tells this try from later ones."""

    id: UUID
    number: int
    channel: str
    message: Message


class NoticeDelivery:
    """`chance` yields 0..1."""

    def __init__(
        self,
        database: Database,
        clock: WallClock,
        desk: AlarmDesk,
        writer: NoticeWriter,
        channels: Mapping[ChannelName, Channel],
        changes: Changes,
        chance: Callable[[], float],
    ) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._channels = {name.value: channel for name, channel in channels.items()}
        self._changes = changes
        self._chance = chance

    async def run(self) -> None:
        """Serves until cancelled."""
        loop, free = asyncio.get_running_loop(), asyncio.Semaphore(SENDERS)
        threads = ThreadPoolExecutor(SENDERS, "notices")
        try:
            with self._changes.listening() as woken:
                while True:
                    await free.acquire()
                    claim = await asyncio.to_thread(self.claim)
                    if claim is None:
                        free.release()
                        await wait_for_change(woken, IDLE_S)
                    else:
                        sending = loop.run_in_executor(threads, self.deliver, claim)
                        sending.add_done_callback(lambda _: free.release())
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def claim(self) -> Claim | None:
        """The next message to send, None when there is none or the database does not answer."""
        try:
            if not self._something_is_due():
                return None
            with self._database.writing() as session:
                return self._claim(session)
        except SQLAlchemyError as error:
            log.error("messages wait for the database: %s", one_line(error))
            return None

    def deliver(self, claim: Claim) -> None:
        """Sends a claimed message and writes down what became of it."""
        state, trouble = self._send(claim)
        try:
            with self._database.writing() as session:
                self._settle(session, claim, state, trouble)
        except SQLAlchemyError as error:
            log.error("message %s: it is not written down what became of it: %s", claim.id, one_line(error))
        self._changes.announce()

    def _something_is_due(self) -> bool:
        with self._database.reading() as session:
            return session.scalar(self._due().with_only_columns(Notice.id).limit(1)) is not None

    def _due(self) -> Select[Notice]:
        due = select(Notice).where(Notice.state == NoticeState.WAITING.value, Notice.next_try <= self._clock.now())
        return due.order_by(Notice.urgency, Notice.created)

    def _claim(self, session: Session) -> Claim | None:
        now = self._clock.now()
        while notice := session.scalars(self._due().limit(1).with_for_update(skip_locked=True)).first():
            if _needed(notice):
                notice.tries, notice.next_try = notice.tries + 1, now + timedelta(seconds=LEASE_S)
                return Claim(notice.id, notice.tries, notice.way.channel, self._writer.message(notice))
            notice.state, notice.next_try, notice.ended = NoticeState.NOT_NEEDED.value, None, now
        return None

    def _send(self, claim: Claim) -> tuple[NoticeState, str]:
        channel = self._channels.get(claim.channel)
        if channel is None:
            return NoticeState.FAILED, f"this platform has no channel '{claim.channel}'"
        try:
            channel.check(claim.message.address)
            channel.send(claim.message)
        except (Undeliverable, ValueError) as error:
            return NoticeState.FAILED, str(error)
        except Unreached as error:
            return NoticeState.WAITING, str(error)
        except Exception as error:
            log.exception("channel %s failed", claim.channel)
            return NoticeState.WAITING, type(error).__name__
        return NoticeState.SENT, ""

    def _settle(self, session: Session, claim: Claim, state: NoticeState, trouble: str) -> None:
        notice = session.get(Notice, claim.id, with_for_update=True)
        if notice is None or notice.tries != claim.number or notice.state != NoticeState.WAITING.value:
            return
        now = self._clock.now()
        notice.state, notice.trouble = state.value, trouble
        waits = state is NoticeState.WAITING
        notice.next_try = now + timedelta(seconds=pause_s(notice.tries, self._chance())) if waits else None
        notice.ended = None if waits else now
        if state is NoticeState.FAILED or (waits and notice.tries == TOLD_AFTER):
            self._desk.not_told(session, notice)


def _needed(notice: Notice) -> bool:
    """Whether the alarm still waits for somebody, and this person still wants to hear of it in this way."""
    waits = notice.alarm.state in {state.value for state in WAITING}
    return waits and notice.way.active and notice.way.account.active
