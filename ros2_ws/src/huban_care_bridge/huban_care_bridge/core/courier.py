"""Sends what waits, most urgent first, again and again until the platform has it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from care_protocol.channels import Channel
from care_protocol.messages import Ack, Event, Outcome, Priority, Result, encode
from huban_care_bridge.core.outbox import RANKS, RESULT_RANK, Composer, Entry, Outbox
from huban_care_bridge.core.ports import Link
from huban_care_bridge.core.storage import StorageError
from huban_common.core.clock import Clock

WINDOW = 32
"""So many messages may be on their way at once; a new alarm takes its place before the rest."""

SHORTEST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 8.0
"""Also the longest time until a platform that comes back hears of what waits."""

PATIENCE = 4
"""After so many tries (about 10 s) the platform counts as not answering."""

SPARE_LIMIT = 10_000
"""Without a disk, so many messages are kept in memory; alarms always."""

ALARM_RAISED = "alarm_raised"
NEVER_S = 3600.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """How often a message was sent and when it goes out again, in seconds of the clock."""

    number: int
    due_s: float


class Courier:
    """`spare` is an outbox in memory for the time when the disk fails; `random` yields 0..1."""

    def __init__(self, outbox: Outbox, spare: Outbox, link: Link, clock: Clock, random: Callable[[], float]) -> None:
        self._outbox = outbox
        self._spare = spare
        self._link = link
        self._clock = clock
        self._random = random
        self._sent: dict[UUID, Attempt] = {}
        self._connected = False
        self.trouble = ""

    @property
    def waiting(self) -> int:
        return self._outbox.size() + self._spare.size()

    @property
    def refused(self) -> int:
        return self._outbox.refused() + self._spare.refused()

    @property
    def unanswered(self) -> bool:
        """Whether the broker takes our messages and the platform says nothing about them."""
        return any(attempt.number > PATIENCE for attempt in self._sent.values())

    def connected(self) -> None:
        """The broker is there: everything is due at once."""
        self._connected = True
        self._sent.clear()

    def disconnected(self) -> None:
        self._connected = False
        self._sent.clear()

    def post_event(self, event: Event) -> None:
        """Keeps an event until the platform has it; a second time it changes nothing."""

        def numbered(stream: UUID, sequence: int) -> bytes:
            return encode(event.model_copy(update={"stream": stream, "sequence": sequence}))

        alarm = event.alarm_id if event.kind == ALARM_RAISED else None
        self._keep(event.id, Channel.EVENT, RANKS[event.priority], numbered, alarm)

    def post_result(self, result: Result) -> None:
        """Keeps a result until the platform has it."""
        self._keep(result.id, Channel.RESULT, RESULT_RANK, lambda _stream, _sequence: encode(result), None)

    def pump(self) -> float:
        """Sends what is due; seconds until there is something to do again."""
        if not self._connected:
            return NEVER_S
        now_s = self._clock.now_s()
        next_s = NEVER_S
        for entry in self._next():
            attempt = self._sent.get(entry.id)
            if attempt is None or attempt.due_s <= now_s:
                attempt = self._send(entry, attempt.number if attempt else 0)
            next_s = min(next_s, attempt.due_s - now_s)
        return next_s

    def settle(self, ack: Ack) -> Entry | None:
        """The platform's word on a message: the entry that it has now, None for one that it refused or had before."""
        self._sent.pop(ack.id, None)
        box = self._outbox if self._outbox.find(ack.id) else self._spare
        entry = box.find(ack.id)
        if entry is None:
            return None
        if ack.outcome is Outcome.REFUSED:
            log.error("the platform refused message %s: %s", ack.id, ack.reason)
            box.set_aside(ack.id, ack.reason)
            return None
        return entry

    def forget(self, entry: Entry) -> None:
        """Takes a message out that the platform has; a disk that fails now only means that it is sent once more."""
        for box in (self._outbox, self._spare):
            try:
                if box.find(entry.id):
                    box.remove([entry.id])
            except StorageError as error:
                self.trouble = str(error)

    def save_spare(self) -> None:
        """Puts what is only in memory on the disk, if the disk is back."""
        try:
            for entry in self._spare.first(WINDOW):
                self._outbox.add(entry.id, entry.channel, entry.rank, entry.again, entry.alarm)
                self._spare.remove([entry.id])
            self.trouble = ""
        except StorageError as error:
            self.trouble = str(error)

    def _keep(self, id: UUID, channel: Channel, rank: int, compose: Composer, alarm: UUID | None) -> None:
        try:
            self._outbox.add(id, channel, rank, compose, alarm)
        except StorageError as error:
            self.trouble = str(error)
            if rank < RANKS[Priority.NONE] or self._spare.size() < SPARE_LIMIT:
                self._spare.add(id, channel, rank, compose, alarm)

    def _next(self) -> list[Entry]:
        entries = [entry for box in (self._outbox, self._spare) for entry in self._first(box)]
        return sorted(entries, key=lambda entry: (entry.rank, entry.sequence))[:WINDOW]

    def _first(self, box: Outbox) -> list[Entry]:
        try:
            return box.first(WINDOW)
        except StorageError as error:
            self.trouble = str(error)
            return []

    def _send(self, entry: Entry, number: int) -> Attempt:
        self._link.publish(entry.channel, entry.payload)
        pause_s = min(SHORTEST_PAUSE_S * 2**number, LONGEST_PAUSE_S) * (0.5 + 0.5 * self._random())
        attempt = self._sent[entry.id] = Attempt(number + 1, self._clock.now_s() + pause_s)
        return attempt
