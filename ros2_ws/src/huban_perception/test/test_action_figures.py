"""What was done against what was told, as figures."""

import pytest

from huban_perception.core.actions.types import Action, ActionKind
from huban_perception.evaluation.actions import Deed, Outcome, figures
from huban_perception.evaluation.simulated import Truth


def deed(kind: ActionKind, start_s: float, end_s: float, way_m: float = 0.0, seen: float = 1.0) -> Deed:
    steps = round((end_s - start_s) / 0.04)
    truths = [Truth(start_s + 0.04 * i, kind.value, (way_m * i / steps, 0.0, 0.9)) for i in range(steps + 1)]
    target = (0.0, 5.0, 1.0) if kind is ActionKind.POINTING else None
    return Deed(kind, start_s, end_s, way_m, seen, truths, target)


def test_what_is_told_right_missed_and_told_without_a_cause_is_counted() -> None:
    deeds = [
        deed(ActionKind.WALKING, 0.0, 8.0, way_m=4.0),
        deed(ActionKind.STANDING_UP, 10.0, 12.0),
        deed(ActionKind.POINTING, 20.0, 23.0),
        deed(ActionKind.WAVING, 30.0, 33.0),
        deed(ActionKind.WAVING, 40.0, 43.0, seen=0.2),
    ]
    told = [
        Action(ActionKind.WALKING, 0.2, 7.8, {"way_m": 3.7, "speed_mps": 0.55}),
        Action(ActionKind.STANDING_UP, 10.2, 11.8, {"duration_s": 1.6}),
        Action(ActionKind.POINTING, 21.0, 22.5, {"bearing_deg": 80.0, "elevation_deg": 0.0}),
        Action(ActionKind.SITTING_DOWN, 50.0, 52.0, {"duration_s": 2.0}),
    ]
    found = figures([Outcome("take", deeds, told, 1)])
    assert (found["actions"], found["found"], found["told_without_cause"]) == (4, 0.75, 1)
    assert found["confusion"]["waving"] == {"missed": 1}
    assert found["gait_speed"]["bias"] == pytest.approx(0.05, abs=0.005)
    assert found["stand_up_s"]["bias"] == pytest.approx(-0.4)
    assert found["pointing_error_deg"] == [pytest.approx(10.0, abs=0.1)]


def test_nothing_done_and_nothing_told_is_no_error() -> None:
    found = figures([Outcome("take", [], [], 0)])
    assert (found["actions"], found["found"], found["gait_speed"]) == (0, None, None)
