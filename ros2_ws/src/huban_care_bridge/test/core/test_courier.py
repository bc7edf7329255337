from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_protocol.channels import Channel
from care_protocol.messages import MAXIMUM_BYTES, Ack, Event, Outcome, Priority
from huban_care_bridge.core.courier import WINDOW, Courier
from huban_care_bridge.core.outbox import RANKS, Outbox
from huban_care_bridge.core.storage import Storage, StorageError
from huban_care_bridge.simulation import ManualWallClock, SimulatedDisk, SimulatedLink
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
        self.space = SimulatedDisk()
        self.clock = ManualClock()
        self.courier = Courier(Outbox(self.disk), Outbox(Storage(None)), self.link, self.clock, lambda: 1.0, self.space)

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
    assert pauses == [1.0, 2.0, 4.0, 4.0, 4.0, 4.0]
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
    make_courier(storage, SimulatedLink()).post_event(event)
    storage.close()
    link = SimulatedLink()
    courier = make_courier(Storage(tmp_path / "box.sqlite"), link)
    courier.connected()
    courier.pump()
    assert [message.id for _, message in link.sent] == [event.id]


def make_courier(storage: Storage, link: SimulatedLink) -> Courier:
    return Courier(Outbox(storage), Outbox(Storage(None)), link, ManualClock(), lambda: 1.0, SimulatedDisk())


def test_each_event_names_the_one_before_it_of_the_same_urgency(bench: Bench, make_event: MakeEvent) -> None:
    first, alarm, second = (make_event(priority=each) for each in (Priority.LOW, Priority.HIGH, Priority.LOW))
    bench.courier.connected()
    for event in (first, alarm, second):
        bench.courier.post_event(event)
    bench.courier.pump()
    sent = {event.id: event.after for event in bench.link.on(Channel.EVENT)}
    assert sent == {alarm.id: None, first.id: None, second.id: first.id}


def test_a_silent_platform_is_asked_with_the_first_two_and_gets_the_rest_once_it_answers(
    bench: Bench, make_event: MakeEvent
) -> None:
    events = [make_event() for _ in range(10)]
    bench.courier.connected()
    for event in events:
        bench.courier.post_event(event)
    bench.clock.advance(bench.courier.pump())
    bench.link.sent.clear()
    bench.courier.pump()
    assert bench.sent() == [event.id for event in events[:2]]
    bench.ack(events[0].id)
    bench.courier.pump()
    assert bench.sent()[2:] == [event.id for event in events[1:]]


def test_a_gap_is_closed_at_once_and_not_once_for_each_that_tells_of_it(bench: Bench, make_event: MakeEvent) -> None:
    events = [make_event() for _ in range(WINDOW)]
    bench.courier.connected()
    for event in events:
        bench.courier.post_event(event)
    bench.courier.pump()
    for event in events[1:]:
        bench.ack(event.id, Outcome.DEFERRED)
        bench.courier.pump()
    assert bench.courier.waiting == WINDOW
    assert bench.sent()[WINDOW:] == [events[0].id, events[1].id]


def test_a_platform_that_passes_over_one_message_still_gets_those_behind_it(
    bench: Bench, make_event: MakeEvent
) -> None:
    ignored, alarm = (make_event("alarm_raised", Priority.HIGH, alarm_id=uuid4()) for _ in range(2))
    bench.courier.connected()
    bench.courier.post_event(ignored)
    bench.courier.post_event(alarm)
    for _ in range(8):
        bench.clock.advance(bench.courier.pump())
        last = bench.link.on(Channel.EVENT)[-1]
        bench.ack(alarm.id, Outcome.DEFERRED if last.after else Outcome.COMMITTED)
    assert [bench.courier._outbox.find(event.id) is None for event in (ignored, alarm)] == [False, True]


def test_data_too_large_to_be_read_is_left_out_and_blocks_nobody(bench: Bench, make_event: MakeEvent) -> None:
    bench.courier.connected()
    bench.courier.post_event(make_event(data={"noise": "x" * MAXIMUM_BYTES}))
    bench.courier.pump()
    (sent,) = bench.link.on(Channel.EVENT)
    assert sent.data["left_out_bytes"] > MAXIMUM_BYTES


def test_what_comes_while_something_is_only_in_memory_queues_up_behind_it(bench: Bench, make_event: MakeEvent) -> None:
    before, in_memory, later = (make_event(priority=Priority.HIGH) for _ in range(3))
    bench.courier.post_event(before)
    bench.disk.full = True
    bench.courier.post_event(in_memory)
    bench.courier.connected()
    bench.courier.pump()
    assert bench.sent() == [before.id, in_memory.id]
    bench.disk.full = False
    bench.courier.post_event(later)
    bench.courier.pump()
    assert bench.sent()[2:] == [later.id]
    assert [entry.id for entry in Outbox(bench.disk).first(3)] == [before.id, in_memory.id, later.id]


def test_a_disk_that_fills_up_costs_the_oldest_telemetry_and_no_alarm(bench: Bench, make_event: MakeEvent) -> None:
    telemetry = [make_event("mobility_measured", Priority.NONE) for _ in range(8)]
    alarms = [make_event("alarm_raised", priority) for priority in (Priority.LOW, Priority.HIGH, Priority.TECHNICAL)]
    for event in [*alarms, *telemetry]:
        bench.courier.post_event(event)
    bench.space.full = True
    assert [bench.courier.thin() for _ in range(5)] == [4, 6, 7, 8, 8]
    assert {entry.id for entry in Outbox(bench.disk).first(20)} == {event.id for event in alarms}


def test_telemetry_beyond_its_limit_is_given_up_the_oldest_first(
    bench: Bench, make_event: MakeEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huban_care_bridge.core.courier.TELEMETRY_LIMIT", 2)
    telemetry = [make_event("mobility_measured", Priority.NONE) for _ in range(5)]
    for event in telemetry:
        bench.courier.post_event(event)
    assert bench.courier.thin() == 3
    assert [entry.id for entry in Outbox(bench.disk).first(9)] == [event.id for event in telemetry[3:]]


def test_freed_pages_are_room_enough_and_nothing_more_is_given_up(tmp_path: Path, make_event: MakeEvent) -> None:
    box, space = Outbox(Storage(tmp_path / "box.sqlite")), SimulatedDisk()
    courier = Courier(box, Outbox(Storage(None)), SimulatedLink(), ManualClock(), lambda: 1.0, space)
    for _ in range(100):
        courier.post_event(make_event("mobility_measured", Priority.NONE, data={"noise": "x" * 30_000}))
    space.full = True
    assert [courier.thin() for _ in range(3)] == [50, 50, 50]


class FlakyWay:
    """A way that loses what it is told to lose; a platform at its end that stores nothing before its predecessor."""

    def __init__(self, losses: list[bool]) -> None:
        self.bench = Bench()
        self.stored: list[Event] = []
        self._losses = iter(losses)
        self.bench.link.receive = self._arrived
        self._answers: list[tuple[UUID, Outcome]] = []

    def run(self, rounds: int) -> None:
        for _ in range(rounds):
            pause_s = self.bench.courier.pump()
            answers, self._answers = self._answers, []
            for id, outcome in answers:
                self.bench.ack(id, outcome)
            if not answers:
                self.bench.clock.advance(min(pause_s, 10.0))

    def _arrived(self, _channel: Channel, event: Any) -> None:
        if next(self._losses, False):
            return
        known = {each.id for each in self.stored}
        early = event.after is not None and event.after not in known and event.id not in known
        if not early and event.id not in known:
            self.stored.append(event)
        if not next(self._losses, False):
            self._answers.append((event.id, Outcome.DEFERRED if early else Outcome.COMMITTED))


@settings(max_examples=60, deadline=None)
@given(losses=st.lists(st.booleans(), max_size=200), urgencies=st.lists(st.sampled_from(list(Priority)), max_size=50))
def test_whatever_is_lost_on_the_way_all_arrives_once_and_equals_in_order(
    losses: list[bool], urgencies: list[Priority]
) -> None:
    way = FlakyWay(losses)
    way.bench.courier.connected()
    for number, priority in enumerate(urgencies):
        id, stamp = UUID(int=number), datetime(2025, 1, 1, tzinfo=timezone.utc)
        way.bench.courier.post_event(
            Event(id=id, stream=id, sequence=1, stamp=stamp, kind="something", priority=priority)
        )
        way.run(1)
    way.run(400)
    assert sorted(event.sequence for event in way.stored) == list(range(1, len(urgencies) + 1))
    assert way.bench.courier.waiting == 0
    for rank in set(RANKS.values()):
        numbers = [event.sequence for event in way.stored if RANKS[event.priority] == rank]
        assert numbers == sorted(numbers)
