from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from care_protocol.channels import Channel
from care_protocol.messages import Ack, Event, Outcome, Priority
from huban_care_bridge.core.courier import WINDOW, Courier
from huban_care_bridge.core.outbox import Outbox
from huban_care_bridge.core.storage import Storage, StorageError
from huban_care_bridge.simulation import ManualWallClock, SimulatedLink
from huban_common.core.clock import ManualClock

MakeEvent = Callable[..., Event]


class FullDisk(Storage):
    """A disk that can be full."""

    full = False

    def execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        if self.full and statement.startswith(("BEGIN", "INSERT", "DELETE", "UPDATE")):
            raise StorageError("database or disk is full")
        return super().execute(statement, *values)


class Bench:
    def __init__(self) -> None:
        self.disk = FullDisk(None)
        self.link = SimulatedLink()
        self.clock = ManualClock()
        self.courier = Courier(Outbox(self.disk), Outbox(Storage(None)), self.link, self.clock, lambda: 1.0)

    def sent(self) -> list[UUID]:
        return [message.id for message in self.link.on(Channel.EVENT)]

    def ack(self, id: UUID, outcome: Outcome = Outcome.COMMITTED) -> None:
        entry = self.courier.settle(Ack(stamp=ManualWallClock().now(), id=id, outcome=outcome))
        if entry is not None:
            self.courier.forget(entry)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_nothing_is_sent_without_a_connection(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.post_event(make_event())
    bench.courier.pump()
    assert bench.sent() == []
    assert bench.courier.waiting == 1


def test_a_message_stays_until_the_platform_has_committed_it(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event()
    bench.courier.connected()
    bench.courier.post_event(event)
    bench.courier.pump()
    assert bench.courier.waiting == 1
    bench.ack(event.id)
    assert bench.courier.waiting == 0


def test_without_an_answer_it_is_sent_again_with_growing_pauses(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.connected()
    bench.courier.post_event(make_event())
    pauses = []
    for _ in range(6):
        pauses.append(bench.courier.pump())
        bench.clock.advance(pauses[-1])
    assert pauses == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert len(bench.sent()) == 6


def test_while_an_answer_may_still_come_nothing_is_sent_twice(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.connected()
    bench.courier.post_event(make_event())
    for _ in range(5):
        bench.courier.pump()
    assert len(bench.sent()) == 1


def test_after_a_reconnect_everything_is_due_at_once(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.connected()
    bench.courier.post_event(make_event())
    bench.courier.pump()
    bench.courier.disconnected()
    bench.courier.connected()
    bench.courier.pump()
    assert len(bench.sent()) == 2


def test_a_new_alarm_overtakes_a_long_backlog(bench: Bench, make_event: MakeEvent) -> None:
    for _ in range(3 * WINDOW):
        bench.courier.post_event(make_event(priority=Priority.NONE))
    bench.courier.connected()
    bench.courier.pump()
    alarm = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bench.courier.post_event(alarm)
    bench.courier.pump()
    assert bench.sent().index(alarm.id) == WINDOW


def test_a_refused_message_blocks_nobody(bench: Bench, make_event: MakeEvent) -> None:
    events = [make_event() for _ in range(WINDOW + 1)]
    bench.courier.connected()
    for event in events:
        bench.courier.post_event(event)
    bench.courier.pump()
    for event in events[:WINDOW]:
        bench.ack(event.id, Outcome.REFUSED)
    bench.courier.pump()
    assert bench.sent()[-1] == events[-1].id
    assert bench.courier.refused == WINDOW


def test_events_are_numbered_in_the_order_they_happened(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.connected()
    for priority in (Priority.NONE, Priority.HIGH):
        bench.courier.post_event(make_event(priority=priority))
    bench.courier.pump()
    assert [event.sequence for event in bench.link.on(Channel.EVENT)] == [2, 1]


def test_with_a_full_disk_an_alarm_still_gets_out(bench: Bench, make_event: MakeEvent) -> None:
    bench.disk.full = True
    bench.courier.connected()
    alarm = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bench.courier.post_event(alarm)
    bench.courier.pump()
    assert bench.sent() == [alarm.id]
    assert "full" in bench.courier.trouble


def test_what_was_kept_in_memory_goes_to_the_disk_when_there_is_room(bench: Bench, make_event: MakeEvent) -> None:
    bench.disk.full = True
    event = make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4())
    bench.courier.post_event(event)
    bench.courier.save_spare()
    assert "full" in bench.courier.trouble
    bench.disk.full = False
    bench.courier.save_spare()
    assert bench.courier.trouble == ""
    assert [entry.id for entry in Outbox(bench.disk).first(2)] == [event.id]
    assert bench.courier.waiting == 1


def test_an_answer_that_can_not_be_noted_means_once_more_not_never(bench: Bench, make_event: MakeEvent) -> None:
    event = make_event()
    bench.courier.connected()
    bench.courier.post_event(event)
    bench.courier.pump()
    bench.disk.full = True
    bench.ack(event.id)
    assert bench.courier.waiting == 1
    bench.disk.full = False
    bench.clock.advance(10)
    bench.courier.pump()
    bench.ack(event.id)
    assert bench.courier.waiting == 0


def test_a_restart_sends_what_was_not_answered(tmp_path: Path, make_event: MakeEvent) -> None:
    storage, event = Storage(tmp_path / "box.sqlite"), make_event()
    Courier(Outbox(storage), Outbox(Storage(None)), SimulatedLink(), ManualClock(), lambda: 1.0).post_event(event)
    storage.close()
    link = SimulatedLink()
    reborn = Storage(tmp_path / "box.sqlite")
    courier = Courier(Outbox(reborn), Outbox(Storage(None)), link, ManualClock(), lambda: 1.0)
    courier.connected()
    courier.pump()
    assert [message.id for _, message in link.sent] == [event.id]
