"""Two bridges with one robot's id, at a real broker and platform."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from care_platform.testing import until
from care_protocol.channels import Address
from care_protocol.messages import About, Event, Priority, RobotState
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.core import fence
from huban_care_bridge.core.bridge import Health
from huban_care_bridge.service import BridgeService, Settings
from huban_care_bridge.simulation import SimulatedRobot


class Home:
    def __init__(self, folder: Path, port: int) -> None:
        self.robot = SimulatedRobot()
        settings = Settings(Address("home", "huban"), BrokerAddress("127.0.0.1", port), folder, state_period_s=1.0)
        self.service = BridgeService(settings, self.robot, About())
        self.service.start()

    def health(self) -> Health:
        found: list[Health] = []
        self.service.post(lambda bridge: found.append(bridge.health()))
        until(lambda: found)
        return found[0]

    def tells_its_state(self) -> None:
        state = RobotState(stamp=datetime.now(timezone.utc), room="kitchen")
        self.service.post(lambda bridge: bridge.state(state))

    def alarm(self) -> UUID:
        id, stamp = uuid4(), datetime.now(timezone.utc)
        numbers = {"id": id, "alarm_id": id, "stream": id, "sequence": 1, "stamp": stamp}
        event = Event(kind="alarm_raised", priority=Priority.HIGH, **numbers)
        self.service.post(lambda bridge: bridge.event(event))
        return id


@pytest.fixture
def start(broker: Any, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Starts a bridge in a folder; a lease lasts seconds here."""
    monkeypatch.setattr(fence, "LEASE_S", 3.0)
    monkeypatch.setattr(fence, "PATIENCE_S", 1.0)
    homes: list[Home] = []

    def started(folder: Path) -> Home:
        homes.append(Home(folder, broker.port))
        return homes[-1]

    yield started
    for home in homes:
        home.service.stop()


Start = Callable[[Path], Home]


def test_the_second_gets_no_commands_but_its_alarms_arrive_and_people_are_told(
    start: Start, platform: Any, tmp_path: Path
) -> None:
    first = start(tmp_path / "first")
    until(lambda: first.health().connected)
    second = start(tmp_path / "second")
    until(lambda: second.health().fenced)
    alarm_id = second.alarm()
    until(lambda: alarm_id in {reply.alarm_id for reply in second.robot.replies})
    nurse = platform.sign_in("li")
    order = nurse.post("/api/commands", json={"robot": "huban", "skill": "stop"}).json()
    (call,) = until(lambda: first.robot.calls)
    assert str(call.command_id) == order["id"]
    assert second.robot.calls == []
    assert until(lambda: "second_bridge" in {alarm["kind"] for alarm in nurse.get("/api/alarms").json()})


def test_the_second_takes_over_when_the_first_is_gone_and_not_before(
    start: Start, platform: Any, tmp_path: Path
) -> None:
    first = start(tmp_path / "first")
    until(lambda: first.health().connected)
    second = start(tmp_path / "second")
    until(lambda: second.health().fenced)
    for _ in range(5):
        first.tells_its_state()
        time.sleep(1.0)
        assert second.health().fenced
    first.service.stop()
    until(lambda: second.health().connected, 10.0)


def test_of_two_with_a_copied_disk_one_speaks_and_they_do_not_chase_each_other(
    start: Start, platform: Any, tmp_path: Path
) -> None:
    start(tmp_path / "first").service.stop()
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    first = start(tmp_path / "first")
    until(lambda: first.health().connected)
    copy = start(tmp_path / "copy")
    copy.tells_its_state()
    until(lambda: first.health().fenced and copy.health().connected)
    for _ in range(4):
        copy.tells_its_state()
        time.sleep(1.0)
        assert (first.health().fenced, copy.health().connected) == (True, True)
