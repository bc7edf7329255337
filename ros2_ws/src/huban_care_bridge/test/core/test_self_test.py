"""A test alarm a minute, on the way of alarms."""

from collections.abc import Callable
from uuid import UUID

import pytest

from care_protocol.channels import Channel
from care_protocol.messages import About, Ack, Event, Outcome, Priority, RobotState, encode
from huban_care_bridge.core.bridge import Bridge
from huban_care_bridge.core.courier import Courier
from huban_care_bridge.core.fence import Fence
from huban_care_bridge.core.ledger import Ledger
from huban_care_bridge.core.outbox import Outbox
from huban_care_bridge.core.self_test import PERIOD_S, SELF_TEST
from huban_care_bridge.core.state_reporter import StateReporter
from huban_care_bridge.core.storage import Storage
from huban_care_bridge.simulation import ManualWallClock, SimulatedDisk, SimulatedLink, SimulatedRobot
from huban_common.core.clock import ManualClock

STREAM = UUID(int=7)


class Bench:
    """A bridge whose minutes pass as told."""

    def __init__(self) -> None:
        self.link, self.clock, self.wall, storage = SimulatedLink(), ManualClock(), ManualWallClock(), Storage(None)
        self.courier = Courier(
            Outbox(storage), Outbox(Storage(None)), self.link, self.clock, lambda: 1.0, SimulatedDisk()
        )
        self.bridge = Bridge(
            self.courier,
            Ledger(storage),
            StateReporter(10.0),
            self.link,
            SimulatedRobot(),
            self.clock,
            self.wall,
            About(),
            Fence(UUID(int=1), STREAM),
        )
        self.bridge.connected()
        self.bridge.state(RobotState(stamp=self.wall.now()))

    def after(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.clock.advance(1.0)
            self.bridge.tick()

    def tests(self) -> list[Event]:
        """The test alarms that went out, each once."""
        sent = {m.id: m for m in self.link.on(Channel.EVENT) if isinstance(m, Event) and m.kind == SELF_TEST}
        return list(sent.values())

    def answer(self, id: UUID) -> None:
        ack = Ack(stamp=self.wall.now(), id=id, outcome=Outcome.COMMITTED)
        self.bridge.received(Channel.ACK, encode(ack))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_each_minute_there_is_one(bench: Bench) -> None:
    bench.after(PERIOD_S - 1)
    assert bench.tests() == []
    for count in (1, 2, 3):
        bench.after(PERIOD_S)
        assert len(bench.tests()) == count
        bench.answer(bench.tests()[-1].id)
    assert bench.courier.waiting == 0


def test_it_is_sent_again_until_it_is_answered(bench: Bench) -> None:
    bench.after(PERIOD_S + 10)
    (test,) = bench.tests()
    assert len([m for m in bench.link.on(Channel.EVENT) if isinstance(m, Event) and m.id == test.id]) > 1


def test_without_an_answer_only_the_newest_waits(bench: Bench) -> None:
    bench.after(10 * PERIOD_S)
    assert bench.courier.waiting == 1


def test_without_a_connection_none_is_made_and_with_one_at_once(bench: Bench) -> None:
    bench.bridge.disconnected("gone")
    bench.after(10 * PERIOD_S)
    assert bench.courier.waiting == 0
    bench.bridge.connected()
    bench.after(2)
    assert len(bench.tests()) == 1


def test_it_waits_behind_nothing_and_nothing_waits_for_it(bench: Bench, make_event: Callable[..., Event]) -> None:
    for _ in range(100):
        bench.bridge.event(make_event(priority=Priority.TECHNICAL))
    bench.after(PERIOD_S + 1)
    assert len(bench.tests()) == 1
    behind = {m.after for m in bench.link.on(Channel.EVENT) if isinstance(m, Event)}
    assert bench.tests()[0].id not in behind and bench.tests()[0].after is None
