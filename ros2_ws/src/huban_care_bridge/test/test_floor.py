from math import nan
from typing import Any

import pytest

from huban_care_bridge import floor
from huban_care_bridge.core.pose import Pose2
from huban_common.core.home import load_home


def test_the_plan_has_every_room_where_the_home_has_it(home_file: Any) -> None:
    home = load_home(home_file)
    plan = floor.plan(home)
    assert plan.rooms == {name: room.area for name, room in home.rooms.items()}
    assert len(plan.doors) == len(home.doors)


def test_a_doorway_lies_along_the_wall_of_its_two_rooms(home_file: Any) -> None:
    plan = floor.plan(load_home(home_file))
    assert (5.5, pytest.approx(1.25), 5.5, pytest.approx(2.35)) in plan.doors  # to the kitchen, in a wall along y
    assert (pytest.approx(3.1), 4.6, pytest.approx(4.1), 4.6) in plan.doors  # to the bedroom, in a wall along x


def test_furniture_is_a_box_around_it_and_a_rug_is_none(home_file: Any) -> None:
    furniture = floor.plan(load_home(home_file)).furniture
    assert furniture["bed"] == pytest.approx((0.075, 6.125, 2.125, 7.075))
    assert furniture["counter"] == pytest.approx((6.2, 0.05, 9.6, 0.65))  # turned by 90 degrees
    assert "bedroom_rug" not in furniture


def test_people_in_view_are_told_by_their_ids_until_they_are_gone() -> None:
    frames = {"elder": (Pose2(1.0, 2.0), 10.0), "x7": (Pose2(3.0, 4.0), 10.0), "lost": (Pose2(nan, 0.0), 10.0)}
    elder, stranger = floor.people(frames, 12.0)
    assert (elder.id, elder.position.x, elder.position.y) == ("elder", 1.0, 2.0)
    assert stranger.id == "x7"
    assert floor.people(frames, 14.0) == []


def test_a_crowd_is_cut_to_what_the_message_holds() -> None:
    frames = {f"p{number:02}": (Pose2(), 0.0) for number in range(20)}
    assert len(floor.people(frames, 0.0)) == floor.PEOPLE
