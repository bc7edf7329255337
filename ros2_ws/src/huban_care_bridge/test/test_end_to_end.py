"""The bridge, a real broker and the real platform: what happened is stored exactly once, whatever dies."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from care_platform.testing import until
from care_protocol.channels import Address
from care_protocol.messages import About, Event, Priority
from huban_care_bridge.backends.mqtt_link import BrokerAddress
from huban_care_bridge.backends.wall_clock import SystemWallClock
from huban_care_bridge.core.ports import ReplyKind
from huban_care_bridge.service import BridgeService, Settings
from huban_care_bridge.simulation import SimulatedRobot


class Home:
    """A robot's bridge without ROS."""

    def __init__(self, folder: Path, port: int) -> None:
        self.robot, self.wall = SimulatedRobot(), SystemWallClock()
        settings = Settings(Address("home", "huban"), BrokerAddress("127.0.0.1", port), folder)
        self.service = BridgeService(settings, self.robot, About())
        self.service.start()

    def happens(
        self, kind: str = "robot_arrived", priority: Priority = Priority.LOW, alarm_id: UUID | None = None
    ) -> UUID:
        event = Event(
            id=uuid4(),
            stream=UUID(int=0),
            sequence=1,
            stamp=self.wall.now(),
            kind=kind,
            priority=priority,
            alarm_id=alarm_id,
        )
        self.service.post(lambda bridge: bridge.event(event))
        return event.id

    def waiting(self) -> int:
        sizes: list[int] = []
        self.service.post(lambda bridge: sizes.append(bridge.health().waiting))
        return int(until(lambda: sizes and [sizes[0]])[0])


@pytest.fixture
def home(tmp_path: Path, platform: Any, broker: Any) -> Iterator[Home]:
    made = Home(tmp_path, broker.port)
    yield made
    made.service.stop()


def stored(platform: Any, table: str = "events") -> list[UUID]:
    """The ids in the platform's database, read past the platform."""
    database = sqlite3.connect(f"file:{platform.state / 'care.db'}?mode=ro", uri=True)
    try:
        return [UUID(id) for (id,) in database.execute(f"SELECT id FROM {table}")]
    finally:
        database.close()


def test_an_event_is_committed_before_it_leaves_the_outbox(home: Home, platform: Any) -> None:
    id = home.happens("alarm_raised", Priority.HIGH, alarm_id := uuid4())
    until(lambda: home.robot.replies)
    assert id in stored(platform)
    assert home.robot.replies[0].kind is ReplyKind.DELIVERED
    assert until(lambda: home.waiting() == 0)
    assert alarm_id in stored(platform, "alarms")


def test_what_happens_while_the_broker_is_dead_arrives_once_it_is_back(home: Home, platform: Any, broker: Any) -> None:
    first = home.happens()
    until(lambda: home.waiting() == 0)
    broker.kill()
    second = home.happens("alarm_raised", Priority.HIGH, uuid4())
    assert home.waiting() == 1
    broker.start()
    until(lambda: home.waiting() == 0, 60)
    assert {first, second} <= set(stored(platform))


def test_what_happens_while_the_platform_is_dead_arrives_once_it_is_back(home: Home, platform: Any) -> None:
    platform.kill()
    ids = [home.happens() for _ in range(50)]
    assert home.waiting() == 50
    platform.start()
    until(lambda: home.waiting() == 0, 60)
    assert set(ids) <= set(stored(platform))


@pytest.mark.parametrize("time", [1, 2])
def test_a_platform_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    home: Home, platform: Any, time: int
) -> None:
    before = len(stored(platform))
    ids = [home.happens() for _ in range(200)]
    until(lambda: len(stored(platform)) > before + 10, period_s=0.001)
    platform.kill()
    assert len(stored(platform)) < before + len(ids), "the kill came too late to hit anything"
    platform.start()
    until(lambda: home.waiting() == 0, 60)
    assert set(ids) <= set(stored(platform))
    assert len(stored(platform)) == before + len(ids)


def test_a_frozen_platform_gets_everything_when_it_wakes(home: Home, platform: Any) -> None:
    os.kill(platform.pid, signal.SIGSTOP)
    ids = [home.happens() for _ in range(20)]
    assert home.waiting() == 20
    os.kill(platform.pid, signal.SIGCONT)
    until(lambda: home.waiting() == 0, 60)
    assert set(ids) <= set(stored(platform))


def test_what_a_person_does_reaches_the_robot(home: Home, platform: Any) -> None:
    home.happens("alarm_raised", Priority.HIGH, alarm_id := uuid4())
    until(lambda: home.robot.replies)
    nurse = platform.sign_in("li")
    assert nurse.post(f"/api/alarms/{alarm_id}/acknowledge", json={"text": "Five minutes"}).status_code == 200
    until(lambda: len(home.robot.replies) == 2)
    reply = home.robot.replies[1]
    assert (reply.kind, reply.by["en"], reply.text) == (ReplyKind.ACKNOWLEDGED, "Nurse Li", "Five minutes")


def test_an_answer_given_while_the_robot_was_away_reaches_it_later(
    home: Home, platform: Any, broker: Any, tmp_path: Path
) -> None:
    home.happens("alarm_raised", Priority.HIGH, alarm_id := uuid4())
    until(lambda: home.robot.replies)
    until(lambda: home.waiting() == 0)
    home.service.stop()
    nurse = platform.sign_in("li")
    nurse.post(f"/api/alarms/{alarm_id}/acknowledge", json={})
    back = Home(tmp_path, broker.port)
    until(lambda: back.robot.replies)
    back.service.stop()
    assert [reply.kind for reply in back.robot.replies] == [ReplyKind.ACKNOWLEDGED]


def test_a_command_is_carried_out_once_and_its_end_is_shown(home: Home, platform: Any) -> None:
    from care_protocol.messages import Result, ResultState

    nurse = platform.sign_in("li")
    until(lambda: nurse.get("/api/robots").json()[0]["online"])
    order = nurse.post("/api/commands", json={"robot": "huban", "skill": "dock"}).json()
    (call,) = until(lambda: home.robot.calls)
    assert str(call.command_id) == order["id"]
    done = Result(stamp=home.wall.now(), command_id=call.command_id, state=ResultState.SUCCEEDED, message="At the dock")
    home.service.post(lambda bridge: bridge.result(done))
    shown = until(lambda: (now := nurse.get(f"/api/commands/{order['id']}").json())["state"] == "succeeded" and now)
    assert shown["message"] == "At the dock"


def test_rubbish_on_the_topics_keeps_no_alarm_back(home: Home, platform: Any, broker: Any) -> None:
    from paho.mqtt.publish import multiple

    topics = [f"huban/v1/home/huban/{channel}" for channel in ("event", "state", "result", "connection")]
    rubbish = [b"", b"{", b"[" * 20_000, b"x" * 200_000, b'{"version":9}', b"\xff\x00"]
    multiple([(topic, payload, 1, False) for topic in topics for payload in rubbish], port=broker.port)
    home.happens("alarm_raised", Priority.HIGH, alarm_id := uuid4())
    until(lambda: home.robot.replies)
    assert home.robot.replies[0].alarm_id == alarm_id
    assert len(buried(platform)) >= len(topics) * len(rubbish)


def buried(platform: Any) -> list[str]:
    database = sqlite3.connect(f"file:{platform.state / 'care.db'}?mode=ro", uri=True)
    try:
        return [reason for (reason,) in database.execute("SELECT reason FROM dead_letters")]
    finally:
        database.close()


def test_a_robot_that_is_suddenly_gone_is_shown_as_not_reachable(home: Home, platform: Any) -> None:
    nurse = platform.sign_in("li")
    until(lambda: nurse.get("/api/robots").json()[0]["online"])
    home.service._link._client._sock_close()
    until(lambda: nurse.get("/api/robots").json()[0]["connection"] == "CONNECTIONBROKEN")
