from itertools import permutations
from math import cos, hypot, radians, sin
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_common.core.clock import ManualClock
from huban_common.core.floor_plan import occupancy
from huban_common.core.home import load_home
from huban_navigation.config import NavigationConfig
from huban_navigation.core.drive import Drive, DriveError, Reason
from huban_navigation.core.types import Pose, wrapped

HOME = load_home(next(folder for folder in Path(__file__).parents if (folder / "sim").is_dir()) / "sim" / "home.yaml")
GRID = occupancy(HOME)
CLEARANCE_M = GRID.clearance_m()
PERIOD_S = 0.05
CONFIG = NavigationConfig()
NOTHING = np.zeros((0, 2))


def place(name):
    x, y, heading_deg = HOME.places[name].pose
    return Pose(x, y, radians(heading_deg))


def moved(pose, command):
    yaw_rad = pose.yaw_rad + command.turn_radps * PERIOD_S
    step_m = command.speed_mps * PERIOD_S
    return Pose(pose.x + step_m * cos(yaw_rad), pose.y + step_m * sin(yaw_rad), wrapped(yaw_rad))


class Trip:
    """A robot that does exactly what it is told, in the home of the project."""

    def __init__(self, start, goal, people=()):
        self.clock, self.pose, self.people = ManualClock(), start, list(people)
        self.drive = Drive(goal, start, GRID, CONFIG, self.clock)
        self.closest_m = 9.0
        self.closest_person_m = 9.0

    def step(self):
        command = self.drive.step(self.pose, self._scan(), PERIOD_S)
        self.pose = moved(self.pose, command)
        self.clock.advance(PERIOD_S)
        self.closest_m = min(self.closest_m, CLEARANCE_M[GRID.cell(self.pose.x, self.pose.y)])
        gaps = [hypot(x - self.pose.x, y - self.pose.y) for x, y in self.people]
        self.closest_person_m = min([self.closest_person_m, *gaps])
        return command

    def run(self, limit_s=120.0):
        while not self.drive.done and self.clock.now_s() < limit_s:
            self.step()
        return self.drive.done

    def _scan(self):
        if not self.people:
            return NOTHING
        ahead = np.array(self.people) - (self.pose.x, self.pose.y)
        c, s = cos(self.pose.yaw_rad), sin(self.pose.yaw_rad)
        return ahead @ np.array([[c, -s], [s, c]])


@pytest.mark.parametrize(("start", "goal"), list(permutations(HOME.places, 2)))
def test_every_place_is_reached_from_every_other_without_contact(start, goal):
    trip = Trip(place(start), place(goal))
    assert trip.run()
    assert trip.pose.distance_m(*HOME.places[goal].pose[:2]) < 0.15 + CONFIG.snap_m * (trip.drive.path.length_m == 0)
    assert abs(wrapped(trip.pose.yaw_rad - place(goal).yaw_rad)) <= CONFIG.goal_tolerance_rad
    assert trip.closest_m > CONFIG.robot_radius_m


def test_it_waits_for_a_person_on_its_way_and_goes_on_when_they_left():
    trip = Trip(place("bedroom"), place("kitchen"))
    for _ in range(60):
        trip.step()
    x, y = trip.drive.path.ahead(0.7)
    trip.people.append((x, y))
    halted = [trip.step().speed_mps for _ in range(20)]
    assert halted[-1] == 0.0
    trip.people.clear()
    assert trip.run()
    assert trip.closest_person_m > CONFIG.robot_radius_m


def test_it_goes_around_a_person_who_stays():
    trip = Trip(place("living_room"), place("dock"), people=[(1.8, 3.2)])
    assert trip.run()
    assert trip.closest_person_m > CONFIG.robot_radius_m


def test_it_gives_up_with_a_reason_when_the_only_door_stays_blocked():
    in_the_door = [(7.2, 4.6), (7.2, 4.8), (7.2, 5.0)]
    trip = Trip(place("hallway"), place("bathroom"), people=in_the_door)
    with pytest.raises(DriveError) as lost:
        trip.run()
    assert lost.value.reason is Reason.BLOCKED
    assert trip.clock.now_s() < 30.0


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        (Pose(20.0, 3.0, 0.0), Reason.OUTSIDE_MAP),
        (Pose(1.1, 6.6, 0.0), Reason.IN_OBSTACLE),
    ],
)
def test_a_goal_that_cannot_be_is_refused_at_once(goal, reason):
    with pytest.raises(DriveError) as refusal:
        Drive(goal, place("bedroom"), GRID, CONFIG, ManualClock())
    assert refusal.value.reason is reason


def test_a_goal_too_close_to_something_is_moved_a_little():
    drive = Drive(Pose(2.3, 5.98, 0.0), place("bedroom"), GRID, CONFIG, ManualClock())
    x, y = drive.path.points[-1]
    assert CLEARANCE_M[GRID.cell(x, y)] >= CONFIG.robot_radius_m + CONFIG.clearance_m
    assert hypot(x - 2.3, y - 5.98) <= CONFIG.snap_m


@pytest.mark.parametrize("start", [Pose(5.5, 0.5, 0.0), Pose(99.0, 0.5, 0.0)])
def test_who_seems_to_stand_in_a_wall_or_off_the_map_is_lost(start):
    with pytest.raises(DriveError) as lost:
        Drive(place("kitchen"), start, GRID, CONFIG, ManualClock())
    assert lost.value.reason is Reason.LOST


def test_a_goal_that_was_moved_says_how_far():
    assert Drive(place("kitchen"), place("bedroom"), GRID, CONFIG, ManualClock()).moved_m < GRID.resolution_m
    assert 0.0 < Drive(Pose(2.3, 5.98, 0.0), place("bedroom"), GRID, CONFIG, ManualClock()).moved_m <= CONFIG.snap_m


free_poses = st.builds(Pose, st.floats(0.2, 9.8), st.floats(0.2, 7.8), st.floats(-3.14, 3.14)).filter(
    lambda pose: CLEARANCE_M[GRID.cell(pose.x, pose.y)] >= CONFIG.robot_radius_m + CONFIG.clearance_m
)


@settings(max_examples=15, deadline=None)
@given(start=free_poses, goal=free_poses)
def test_any_free_place_is_reached_from_any_other_or_there_is_no_way(start, goal):
    try:
        trip = Trip(start, goal)
    except DriveError as error:
        if error.reason is not Reason.NO_WAY:
            raise
        return
    assert trip.run(limit_s=180.0)
    assert trip.closest_m >= CONFIG.robot_radius_m


def test_a_robot_that_does_not_move_is_noticed():
    clock = ManualClock()
    drive = Drive(place("kitchen"), place("bedroom"), GRID, CONFIG, clock)

    def push():
        for _ in range(4000):
            drive.step(place("bedroom"), NOTHING, PERIOD_S)
            clock.advance(PERIOD_S)

    with pytest.raises(DriveError) as lost:
        push()
    assert lost.value.reason in (Reason.STUCK, Reason.TOO_LONG)


def test_commands_grow_within_the_acceleration_limits():
    trip = Trip(place("bedroom"), place("kitchen"))
    before = 0.0
    for _ in range(400):
        command = trip.step()
        assert command.speed_mps - before <= CONFIG.acceleration_mps2 * PERIOD_S + 1e-9
        assert command.speed_mps <= CONFIG.max_speed_mps
        assert abs(command.turn_radps) <= CONFIG.max_turn_radps + 1e-9
        before = command.speed_mps
