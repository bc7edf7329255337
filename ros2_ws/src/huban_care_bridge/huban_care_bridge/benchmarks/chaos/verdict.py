"""What became of it all, read from the platform's database past the platform."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Connection, create_engine, text

from care_protocol.messages import Priority
from huban_care_bridge.benchmarks.chaos.nurse import Nurse
from huban_care_bridge.benchmarks.chaos.robot_process import RobotProcess
from huban_care_bridge.core.outbox import RANKS


@dataclass(frozen=True)
class Stored:
    """A row of the events, in the order in which they were committed."""

    id: UUID
    robot_id: str
    rank: int
    number: int


@dataclass(frozen=True)
class Verdict:
    """What was lost, doubled, out of order or dead has to be 0; a call may expire before a robot is back."""

    events: int
    alarms: int
    calls: int
    calls_carried_out: int
    answers: int
    lost_events: int
    lost_alarms: int
    lost_answers: int
    doubled_events: int
    doubled_alarms: int
    doubled_calls: int
    out_of_order: int
    dead_letters: int
    told_again: int

    @property
    def good(self) -> bool:
        return not any(
            count for name, count in vars(self).items() if name.startswith(("lost", "doubled", "out", "dead"))
        )


def judge(database_url: str, robots: Sequence[RobotProcess], nurse: Nurse) -> Verdict:
    """Compares what happened with what is stored and with what the robots were told."""
    sent = {event.id: event for robot in robots for event in robot.sent}
    alarms = {event.alarm_id for event in sent.values() if event.alarm_id}
    with create_engine(database_url).connect() as connection:
        rows = stored_events(connection)
        opened = _ids(connection, "SELECT subject FROM audit WHERE action = 'alarm_raised'")
        there = set(_ids(connection, "SELECT id FROM alarms"))
        dead = connection.execute(text("SELECT COUNT(*) FROM dead_letters")).scalar_one()
    calls = sum((robot.calls for robot in robots), Counter[UUID]())
    replies = sum((robot.replies for robot in robots), Counter[tuple[UUID, str]]())
    return Verdict(
        events=len(sent),
        alarms=len(alarms),
        calls=len(nurse.called),
        calls_carried_out=len(calls),
        lost_events=len(sent.keys() - {row.id for row in rows}),
        lost_alarms=len(alarms - there),
        answers=len(nurse.answered),
        lost_answers=len([alarm for alarm in nurse.answered if not replies[alarm, "acknowledged"]]),
        doubled_events=_doubled((row.robot_id, row.number) for row in rows),
        doubled_alarms=_doubled(id for id in opened if id in alarms),
        doubled_calls=_doubled(calls.elements()),
        out_of_order=inversions(rows),
        dead_letters=dead,
        told_again=_doubled(replies.elements()),
    )


def stored_events(connection: Connection) -> list[Stored]:
    """What the benchmark's robots told, in the order in which it was stored."""
    order = "events.rowid" if connection.dialect.name == "sqlite" else "events.received"
    query = (
        "SELECT events.id, robots.robot_id, events.priority, events.data FROM events"
        f" JOIN robots ON robots.key = events.robot_key ORDER BY {order}"
    )
    found = []
    for id, robot_id, priority, data in connection.execute(text(query)):
        told = json.loads(data) if isinstance(data, str) else data
        if "number" in told:
            found.append(Stored(UUID(str(id)), robot_id, RANKS[Priority(priority)], told["number"]))
    return found


def inversions(rows: Iterable[Stored]) -> int:
    """How often an event was stored after a later one of the same robot and urgency."""
    lanes: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        lanes.setdefault((row.robot_id, row.rank), []).append(row.number)
    return sum(after < before for lane in lanes.values() for before, after in pairwise(lane))


def _ids(connection: Connection, query: str) -> list[UUID]:
    ids = []
    for (word,) in connection.execute(text(query)):
        with suppress(ValueError):
            ids.append(UUID(str(word)))
    return ids


def _doubled(things: Iterable[object]) -> int:
    return sum(count - 1 for count in Counter(things).values())
