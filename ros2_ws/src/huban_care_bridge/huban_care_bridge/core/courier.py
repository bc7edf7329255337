"""Sends what waits, most urgent first, again and again until the platform has it."""

import logging
from collections.abc import Callable
from itertools import groupby
from uuid import UUID

from care_protocol.channels import Channel
from care_protocol.messages import MAXIMUM_BYTES, Ack, Event, Outcome, Priority, Result, decode, encode
from huban_care_bridge.core.lane import Lane
from huban_care_bridge.core.outbox import RANKS, RESULT_RANK, SELF_TEST_RANK, Composer, Entry, Outbox
from huban_care_bridge.core.ports import Disk, Link
from huban_care_bridge.core.storage import StorageError
from huban_common.core.clock import Clock

WINDOW = 32
"""So many messages may be on their way at once; a new alarm takes its place before the rest."""

LONGEST_BYTES = MAXIMUM_BYTES - 256
"""Leaves room for what is added on the way."""

TELEMETRY_LIMIT = 50_000
"""So much of what nobody is alarmed about is kept: weeks of a robot without a network, some 30 MB."""

ROOM_BYTES = 1 << 20
"""On a disk that gets full, so much of the file is kept free for alarms."""

SPARE_LIMIT = 10_000
"""Without a disk, so many messages are kept in memory; alarms always."""

ALARM_RAISED = "alarm_raised"
NEVER_S = 3600.0
log = logging.getLogger(__name__)


class Courier:
    """`spare` is an outbox in memory for the time when the disk fails; `random` yields 0..1."""

    def __init__(
        self, outbox: Outbox, spare: Outbox, link: Link, clock: Clock, random: Callable[[], float], disk: Disk
    ) -> None:
        self._outbox = outbox
        self._spare = spare
        self._link = link
        self._clock = clock
        self._random = random
        self._disk = disk
        self._lanes: dict[int, Lane] = {}
        self._connected = False
        self.trouble = ""

    @property
    def stream(self) -> UUID:
        """The identity of the outbox on the disk."""
        return self._outbox.stream

    @property
    def waiting(self) -> int:
        return self._outbox.size() + self._spare.size()

    @property
    def refused(self) -> int:
        return self._outbox.refused() + self._spare.refused()

    @property
    def unanswered(self) -> bool:
        """Whether the broker takes our messages and the platform says nothing about them."""
        return any(lane.unanswered for lane in self._lanes.values())

    def connected(self) -> None:
        """The broker is there: everything is due at once."""
        self._connected = True
        self._lanes.clear()

    def disconnected(self) -> None:
        self._connected = False
        self._lanes.clear()

    def post_event(self, event: Event) -> None:
        """Keeps an event until the platform has it; a second time it changes nothing."""

        def numbered(stream: UUID, sequence: int) -> bytes:
            return _fitting(event.model_copy(update={"stream": stream, "sequence": sequence}))

        alarm = event.alarm_id if event.kind == ALARM_RAISED else None
        self._keep(event.id, Channel.EVENT, RANKS[event.priority], numbered, alarm)

    def post_test(self, test: Event) -> None:
        """Keeps a test alarm in place of an older one that has not arrived."""
        for box in (self._outbox, self._spare):
            try:
                box.withdraw(SELF_TEST_RANK)
            except StorageError as error:
                self.trouble = str(error)
        self._keep(test.id, Channel.EVENT, SELF_TEST_RANK, lambda _stream, _sequence: encode(test), None)

    def post_result(self, result: Result) -> None:
        """Keeps a result until the platform has it."""
        self._keep(result.id, Channel.RESULT, RESULT_RANK, lambda _stream, _sequence: encode(result), None)

    def pump(self) -> float:
        """Sends what is due; seconds until there is something to do again."""
        if not self._connected:
            return NEVER_S
        now_s = self._clock.now_s()
        by_rank = {rank: list(entries) for rank, entries in groupby(self._next(), lambda entry: entry.rank)}
        self._lanes = {rank: self._lanes.get(rank) or Lane(self._random) for rank in by_rank}
        for rank, entries in by_rank.items():
            self._send(self._lanes[rank], entries, now_s)
        return min((lane.pause_s(now_s) for lane in self._lanes.values()), default=NEVER_S)

    def settle(self, ack: Ack) -> Entry | None:
        """The platform's word on a message: the entry that it has now, None for one that it refused or had before."""
        box = self._outbox if self._outbox.find(ack.id) else self._spare
        entry = box.find(ack.id)
        if entry is None:
            return None
        self._answered(entry, ack)
        if ack.outcome is Outcome.REFUSED:
            log.error("the platform refused message %s: %s", ack.id, ack.reason)
            box.set_aside(ack.id, ack.reason)
        return entry if ack.outcome is Outcome.COMMITTED else None

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
            while entries := self._spare.first(WINDOW):
                for entry in entries:
                    self._outbox.add(entry.id, entry.channel, entry.rank, entry.again, entry.alarm)
                    self._spare.remove([entry.id])
            self.trouble = ""
        except StorageError as error:
            self.trouble = str(error)

    def thin(self) -> int:
        """Makes room where the disk gets full: the oldest telemetry goes, alarms never; how many went in all."""
        try:
            self._outbox.thin(TELEMETRY_LIMIT)
            if self._disk.scarce() and self._outbox.room_bytes() < ROOM_BYTES:
                self._outbox.thin(self._outbox.telemetry() // 2)
            return self._outbox.thinned
        except StorageError as error:
            self.trouble = str(error)
            return 0

    def _keep(self, id: UUID, channel: Channel, rank: int, compose: Composer, alarm: UUID | None) -> None:
        """While something is in memory only, what comes later queues up behind it."""
        if self._spare.size():
            self.save_spare()
        try:
            if self._spare.size():
                raise StorageError(self.trouble)
            self._outbox.add(id, channel, rank, compose, alarm)
        except StorageError as error:
            self.trouble = str(error)
            if rank < RANKS[Priority.NONE] or self._spare.size() < SPARE_LIMIT:
                self._spare.add(id, channel, rank, compose, alarm)

    def _answered(self, entry: Entry, ack: Ack) -> None:
        lane = self._lanes.get(entry.rank)
        if lane is None:
            return
        if ack.outcome is Outcome.DEFERRED:
            lane.deferred(self._clock.now_s())
        else:
            lane.answered(entry.id, self._clock.now_s())

    def _next(self) -> list[Entry]:
        """The most urgent, and among equals the oldest: what is only in memory came after what is on the disk."""
        entries = [entry for box in (self._outbox, self._spare) for entry in self._first(box)]
        return sorted(entries, key=lambda entry: entry.rank)[:WINDOW]

    def _first(self, box: Outbox) -> list[Entry]:
        try:
            return box.first(WINDOW)
        except StorageError as error:
            self.trouble = str(error)
            return []

    def _send(self, lane: Lane, waiting: list[Entry], now_s: float) -> None:
        for place, entry in lane.next(waiting, now_s):
            before = waiting[place - 1].id if place and lane.strict else None
            self._link.publish(entry.channel, _behind(entry, before))


def _behind(entry: Entry, before: UUID | None) -> bytes:
    """The payload of an event names the one that has to be stored before it."""
    if before is None or entry.channel is not Channel.EVENT:
        return entry.payload
    event: Event = decode(entry.channel, entry.payload)
    return encode(event.model_copy(update={"after": before}))


def _fitting(event: Event) -> bytes:
    """The payload of an event; data that nobody would read for its size is left out, because the rest is read."""
    payload = encode(event)
    if len(payload) <= LONGEST_BYTES:
        return payload
    log.error("data of event %s left out: %d bytes, at most %d are sent", event.kind, len(payload), LONGEST_BYTES)
    return encode(event.model_copy(update={"data": {"left_out_bytes": len(payload)}}))
