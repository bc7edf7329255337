from datetime import datetime, timezone
from typing import Any

import pytest

from care_protocol.messages import Person, Position, RobotState, Safety
from huban_care_bridge.core.state_reporter import StateReporter, matters

STAMP = datetime(2025, 1, 1, tzinfo=timezone.utc)


def state(x: float = 0.0, battery: float | None = 0.5, **fields: Any) -> RobotState:
    return RobotState(stamp=STAMP, battery=battery, position=Position(frame="map", x=x, y=0.0), **fields)


def seen(x: float, id: str = "elder") -> dict[str, list[Person]]:
    return {"people": [Person(id=id, position=Position(frame="map", x=x, y=0.0))]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (seen(0.0), seen(0.4), False),
        (seen(0.0), seen(0.6), True),
        (seen(0.0), seen(0.0, "x7"), True),
        (seen(0.0), {}, True),
        ({"heading_rad": 3.1}, {"heading_rad": -3.1}, False),
        ({"heading_rad": 0.0}, {"heading_rad": 0.6}, True),
        ({}, {"heading_rad": 0.0}, True),
    ],
)
def test_people_and_heading_count_when_a_map_would_show_it(old: Any, new: Any, expected: bool) -> None:
    assert matters(state(**old), state(**new)) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"x": 0.4}, False),
        ({"x": 0.6}, True),
        ({"battery": 0.495}, False),
        ({"battery": 0.48}, True),
        ({"battery": None}, True),
        ({"room": "kitchen"}, True),
        ({"safety": Safety.HALTED}, True),
        ({"outbox": 3}, True),
    ],
)
def test_only_what_people_would_see_counts_as_a_change(change: dict[str, Any], expected: bool) -> None:
    assert matters(state(), state(**change)) is expected


def test_changes_in_a_row_are_told_at_most_once_a_second() -> None:
    reporter = StateReporter(10.0)
    reporter.sent(state(), 0.0)
    assert not reporter.due(state(room="kitchen"), 0.5)
    assert reporter.due(state(room="kitchen"), 1.0)


def test_after_a_reconnect_the_state_is_due_at_once() -> None:
    reporter = StateReporter(10.0)
    reporter.sent(state(), 0.0)
    reporter.start_over()
    assert reporter.due(state(), 0.1)
