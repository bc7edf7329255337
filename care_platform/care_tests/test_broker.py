"""The platform's side of the broker, without one."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from care_platform import broker as module
from care_platform.broker import Broker, BrokerAddress
from care_platform.changes import Changes
from care_platform.services.ingest import Packet

PACKETS = [Packet("huban/v1/home/huban/event", b"{}")]


class Ingest:
    """A database that is away for some tries."""

    def __init__(self, away: int) -> None:
        self.tries = 0
        self._away = away

    def store(self, packets: list[Packet]) -> list[str]:
        self.tries += 1
        if self.tries <= self._away:
            raise OperationalError("INSERT", {}, Exception("the server is gone"))
        return [packet.topic for packet in packets]


def make(ingest: Ingest) -> Broker:
    nothing: Any = SimpleNamespace()
    return Broker(BrokerAddress("127.0.0.1", 1), nothing, nothing, ingest, nothing, Changes())  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_STORING_S", 0.01)
    monkeypatch.setattr(module, "STORING_PATIENCE_S", 0.2)


def test_a_database_that_comes_back_soon_costs_no_message() -> None:
    ingest = Ingest(away=3)
    assert asyncio.run(make(ingest)._store(PACKETS)) == [PACKETS[0].topic]
    assert ingest.tries == 4


def test_a_database_that_stays_away_is_left_to_the_robots_to_try_again() -> None:
    with pytest.raises(OperationalError):
        asyncio.run(make(Ingest(away=1000))._store(PACKETS))


def test_a_broker_that_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    async def wait_for_it() -> None:
        broker = make(Ingest(0))
        running = asyncio.create_task(broker.run())
        await asyncio.sleep(1.5)
        assert not broker.connected and not running.done()
        running.cancel()

    asyncio.run(wait_for_it())
    (told,) = [record.getMessage() for record in caplog.records if record.name == module.__name__]
    assert "MQTT broker 127.0.0.1:1" in told and "refused" in told
