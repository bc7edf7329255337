from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_platform.core.floor_plan import MARGIN_M, UNITS_PER_M, FloorPlan, floor_plan

KITCHEN, HALL = {"en": "kitchen"}, {"en": "hall"}
PLAN: dict[str, Any] = {"rooms": {"hall": [0, 0, 2, 3], "kitchen": [2, 0, 5, 3]}}
ABOUT = {"rooms": {"kitchen": KITCHEN, "hall": HALL}, "people": {"elder": {"en": "Mrs. Wang"}}, "plan": PLAN}
EDGE = round(MARGIN_M * UNITS_PER_M)


def position(x: float, y: float, frame: str = "map") -> dict[str, Any]:
    return {"frame": frame, "x": x, "y": y}


def drawn(state: dict[str, Any], plan: dict[str, Any] | None = None, **alarms: str) -> FloorPlan:
    made = floor_plan({**ABOUT, "plan": {**PLAN, **(plan or {})}}, state, alarms)
    assert made is not None
    return made


@pytest.mark.parametrize("about", [{}, {"plan": None}, {"plan": {"rooms": {}}}, {"rooms": {"kitchen": KITCHEN}}])
def test_a_home_without_outlines_has_no_plan(about: dict[str, Any]) -> None:
    assert floor_plan(about, {}, {}) is None


def test_north_is_up_and_everything_is_on_the_paper() -> None:
    plan = drawn({"position": position(0.0, 3.0)})
    assert (plan.width, plan.height) == (500 + 2 * EDGE, 300 + 2 * EDGE)
    assert plan.robot is not None
    assert (plan.robot.x, plan.robot.y) == (EDGE, EDGE)
    hall, kitchen = plan.rooms
    assert (hall.box.x, hall.box.width, hall.box.height) == (EDGE, 200, 300)
    assert kitchen.box.x == hall.box.x + hall.box.width


@pytest.mark.parametrize(
    ("heading_rad", "turn_deg"), [(0.0, 90), (1.5708, 0), (3.1416, 270), (-1.5708, 180), (None, None)]
)
def test_the_robot_looks_where_it_is_heading(heading_rad: float | None, turn_deg: int | None) -> None:
    robot = drawn({"position": position(1, 1), "heading_rad": heading_rad}).robot
    assert robot is not None and robot.turn_deg == turn_deg


def test_people_are_in_the_room_they_stand_in() -> None:
    wang = {"id": "elder", "position": position(4, 1), "posture": "lying"}
    plan = drawn({"people": [wang, {"position": position(1, 1)}]})
    first, second = plan.people
    assert (first.names, first.room_names, first.posture) == ({"en": "Mrs. Wang"}, KITCHEN, "lying")
    assert (second.names, second.room_names) == ({}, HALL)


def test_the_room_of_the_robot_and_the_room_of_the_alarm_stand_out() -> None:
    hall, kitchen = drawn({"room": "hall"}, kitchen="high").rooms
    assert (hall.here, hall.priority, kitchen.here, kitchen.priority) == (True, "", False, "high")


@pytest.mark.parametrize("state", [{}, {"position": None}, {"position": position(1, 1, "odom")}])
def test_whoever_is_nowhere_in_the_map_is_not_drawn(state: dict[str, Any]) -> None:
    assert drawn(state).robot is None


def test_doors_and_furniture_are_drawn_whichever_corner_comes_first() -> None:
    plan = drawn({}, {"furniture": {"bed": [1, 2, 0, 1]}, "doors": [[2, 1, 2, 2]]})
    assert (plan.furniture[0].width, plan.furniture[0].height) == (100, 100)
    ((x1, y1, x2, y2),) = plan.doors
    assert (x1, x2, abs(y1 - y2)) == (EDGE + 200, EDGE + 200, 100)


coordinates = st.floats(-1e6, 1e6)


@given(x=coordinates, y=coordinates, room=st.tuples(coordinates, coordinates, coordinates, coordinates))
def test_nothing_is_ever_drawn_beside_the_paper(x: float, y: float, room: tuple[float, ...]) -> None:
    plan = floor_plan({"plan": {"rooms": {"r": room}}}, {"position": position(x, y)}, {})
    assert plan is not None and plan.robot is not None
    assert 0 <= plan.robot.x <= plan.width and 0 <= plan.robot.y <= plan.height
    box = plan.rooms[0].box
    assert box.x >= 0 and box.x + box.width <= plan.width and box.height >= 0
