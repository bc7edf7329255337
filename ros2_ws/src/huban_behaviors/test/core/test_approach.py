"""The robot finds a place beside a person."""

import asyncio
from math import atan2, hypot

import pytest

from huban_behaviors.core.approach import ApproachPlan, approach
from huban_behaviors.core.ports import Hindered
from huban_behaviors.core.types import Pose
from huban_behaviors.simulation import Fault, SimulatedRobot, run_fast
from huban_common.core.floor_plan import occupancy, route

RADIUS_M = 0.27


@pytest.fixture(scope="module")
def plan(home) -> ApproachPlan:
    return ApproachPlan(home, RADIUS_M)


@pytest.mark.parametrize("target", [(7.9, 2.4), (3.0, 3.0), (8.6, 4.7), (6.3, 5.5), (8.8, 6.9)])
def test_the_best_place_is_about_a_metre_away_and_faces_the_person(plan, target):
    pose = plan.poses(target, (3.3, 5.7))[0]
    assert 0.85 <= hypot(pose.x - target[0], pose.y - target[1]) <= 1.25
    assert pose.yaw == pytest.approx(atan2(target[1] - pose.y, target[0] - pose.x))


def test_the_robot_can_drive_to_each_place(plan, home):
    grid = occupancy(home)
    for pose in plan.poses((7.9, 2.4), (3.3, 5.7)):
        assert route(grid, (3.3, 5.7), (pose.x, pose.y), RADIUS_M)


def test_the_robot_stands_in_the_room_of_the_person(plan, home):
    for target in ((7.9, 3.2), (7.6, 4.0), (5.1, 6.9)):
        pose = plan.poses(target, (3.3, 5.7))[0]
        assert home.room_at(pose.x, pose.y) == home.room_at(*target)


def test_a_robot_that_does_not_fit_through_the_door_looks_through_it(home):
    narrow = home.doors["hallway_bathroom"].model_copy(update={"width_m": 0.4})
    closed = home.model_copy(update={"doors": {**home.doors, "hallway_bathroom": narrow}})
    target = (8.8, 4.3)
    pose = ApproachPlan(closed, RADIUS_M).poses(target, (3.3, 5.7))[0]
    y_in_the_wall = pose.y + (target[1] - pose.y) * (7.2 - pose.x) / (target[0] - pose.x)
    assert home.room_at(pose.x, pose.y) == "hallway"
    assert abs(y_in_the_wall - narrow.at[1]) <= narrow.width_m / 2


def test_the_shorter_way_is_preferred(plan):
    west, east = plan.poses((6.4, 1.8), (3.0, 1.8))[0], plan.poses((6.4, 1.8), (8.5, 1.8))[0]
    assert west.x < 6.4 < east.x


def test_somebody_in_bed_is_approached_as_near_as_possible(plan, home):
    pose = plan.poses((1.1, 6.6), (3.3, 5.7))[0]
    assert home.room_at(pose.x, pose.y) == "bedroom"
    assert hypot(pose.x - 1.1, pose.y - 6.6) < 1.6


def test_a_robot_that_does_not_know_where_it_is_still_gets_a_place(plan):
    assert len(plan.poses((7.9, 2.4), None)) == 3


def test_other_sides_are_tried_before_giving_up(home):
    robot = SimulatedRobot(home)
    robot.body.driving = Fault.REJECTS
    with pytest.raises(Hindered):
        run_fast(approach(robot, (7.9, 2.4)))
    assert len({(pose.x, pose.y) for pose in robot.body.drives}) == 3


def test_a_drive_that_ends_within_earshot_has_arrived(home):
    robot = SimulatedRobot(home)
    robot.body.pose = Pose(7.0, 1.5, 0.0)
    robot.body.driving = Fault.REJECTS
    run_fast(approach(robot, (7.9, 2.4)))
    assert len(robot.body.drives) == 1


def test_a_cancelled_approach_goes_nowhere_else(home):
    robot = SimulatedRobot(home)

    async def turn_back():
        coming = asyncio.ensure_future(approach(robot, (7.9, 2.4)))
        await asyncio.sleep(1.0)
        coming.cancel()
        await asyncio.sleep(60.0)

    run_fast(turn_back())
    assert len(robot.body.drives) == 1 and robot.body.arrivals == []
