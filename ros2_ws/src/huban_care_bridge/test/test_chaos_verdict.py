"""The judge of the chaos benchmark sees what it is there to see."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from care_protocol.messages import Event, Priority
from huban_care_bridge.benchmarks.chaos.verdict import Verdict, judge

GOOD = Verdict(
    events=4,
    alarms=1,
    calls=1,
    calls_carried_out=1,
    answers=1,
    lost_events=0,
    lost_alarms=0,
    lost_answers=0,
    doubled_events=0,
    doubled_alarms=0,
    doubled_calls=0,
    out_of_order=0,
    dead_letters=0,
    told_again=0,
)
TABLES = """
CREATE TABLE robots (key INTEGER PRIMARY KEY, robot_id TEXT);
CREATE TABLE events (id CHAR(32), robot_key INTEGER, priority TEXT, data TEXT);
CREATE TABLE alarms (id CHAR(32));
CREATE TABLE audit (action TEXT, subject TEXT);
CREATE TABLE dead_letters (key INTEGER PRIMARY KEY);
INSERT INTO robots VALUES (1, 'huban');
"""


class World:
    """A robot that told of four things, a platform that stored them, and what then goes wrong."""

    def __init__(self, folder: Path, make_event: Any) -> None:
        self.path = folder / "care.db"
        self.alarm_id, self.command_id = uuid4(), uuid4()
        priorities = (Priority.LOW, Priority.HIGH, Priority.LOW, Priority.LOW)
        events = [make_event(priority=each, data={"number": number}) for number, each in enumerate(priorities)]
        self.events: Sequence[Event] = [
            events[0],
            events[1].model_copy(update={"kind": "alarm_raised", "alarm_id": self.alarm_id}),
            *events[2:],
        ]
        replies = Counter([(self.alarm_id, "delivered"), (self.alarm_id, "acknowledged")])
        self.nurse = SimpleNamespace(called={self.command_id}, answered={self.alarm_id})
        self.robot = SimpleNamespace(sent=self.events, calls=Counter([self.command_id]), replies=replies)

    def store(self, *order: int) -> None:
        """The platform stores these, in this order."""
        with closing(sqlite3.connect(self.path)) as database, database:
            database.executescript(TABLES)
            for number in order:
                event = self.events[number]
                row = (event.id.hex, 1, event.priority.value, json.dumps(event.data))
                database.execute("INSERT INTO events VALUES (?, ?, ?, ?)", row)
            database.execute("INSERT INTO alarms VALUES (?)", (self.alarm_id.hex,))
            database.execute("INSERT INTO audit VALUES ('alarm_raised', ?)", (str(self.alarm_id),))
            database.execute("INSERT INTO audit VALUES ('alarm_raised', 'home/huban')")

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute(statement)

    def verdict(self) -> Verdict:
        return judge(f"sqlite:///{self.path}", [self.robot], self.nurse)  # type: ignore[list-item, arg-type]


@pytest.fixture
def world(tmp_path: Path, make_event: Any) -> World:
    return World(tmp_path, make_event)


def test_an_alarm_may_overtake_and_all_is_well(world: World) -> None:
    world.store(1, 0, 2, 3)
    assert world.verdict() == GOOD
    assert GOOD.good


@pytest.mark.parametrize(
    ("order", "wrong"),
    [
        ((0, 1, 2), {"lost_events": 1}),
        ((0, 1, 2, 3, 3), {"doubled_events": 1}),
        ((2, 1, 0, 3), {"out_of_order": 1}),
        ((3, 2, 0, 1), {"out_of_order": 2}),
    ],
)
def test_what_is_lost_doubled_or_out_of_order_is_counted(
    world: World, order: tuple[int, ...], wrong: dict[str, int]
) -> None:
    world.store(*order)
    assert world.verdict() == replace(GOOD, **wrong)
    assert not world.verdict().good


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("DELETE FROM alarms", {"lost_alarms": 1}),
        ("INSERT INTO audit SELECT * FROM audit", {"doubled_alarms": 1}),
        ("INSERT INTO dead_letters VALUES (NULL)", {"dead_letters": 1}),
    ],
)
def test_what_is_wrong_in_the_other_tables_is_counted(world: World, statement: str, wrong: dict[str, int]) -> None:
    world.store(0, 1, 2, 3)
    world.change(statement)
    assert world.verdict() == replace(GOOD, **wrong)
    assert not world.verdict().good


def test_a_command_carried_out_twice_is_counted_and_a_reply_told_twice_is_no_harm(world: World) -> None:
    world.store(0, 1, 2, 3)
    world.robot.calls[world.command_id] = 2
    world.robot.replies[world.alarm_id, "delivered"] = 3
    assert world.verdict() == replace(GOOD, doubled_calls=1, told_again=2)


def test_an_answer_of_the_nurse_that_the_robot_never_heard_of_is_lost(world: World) -> None:
    world.store(0, 1, 2, 3)
    del world.robot.replies[world.alarm_id, "acknowledged"]
    assert world.verdict() == replace(GOOD, lost_answers=1)
