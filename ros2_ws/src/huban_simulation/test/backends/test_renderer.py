from collections.abc import Callable, Iterator
from math import radians

import numpy as np
import pytest

from huban_common.core.home import Home
from huban_simulation.backends.renderer import OVERVIEW_VIEW, ROBOT_VIEW, Picture, Renderer, View
from huban_simulation.backends.world import layers
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.types import Pose
from huban_simulation.simulation import Simulation

LIT = 60


@pytest.fixture
def renderer(simulation: Simulation) -> Iterator[Renderer]:
    made = simulation.make_renderer()
    yield made
    made.close()


def without_people(view: View) -> View:
    groups = tuple(group for group in view.groups if group != layers.PEOPLE)
    return View(view.camera, view.width, view.height, groups)


def pixel_of(point: np.ndarray, robot: Pose) -> tuple[float, float]:
    """Where a point in `map` must appear, from the mounting and the focal length that the robot publishes."""
    cosine, sine = np.cos(robot.yaw_rad), np.sin(robot.yaw_rad)
    dx, dy = point[0] - robot.x, point[1] - robot.y
    ahead, left = cosine * dx + sine * dy - ROBOT.camera_forward_m, -sine * dx + cosine * dy
    up = point[2] - ROBOT.camera_height_m
    depth = ahead * np.cos(ROBOT.camera_pitch_rad) - up * np.sin(ROBOT.camera_pitch_rad)
    down = -ahead * np.sin(ROBOT.camera_pitch_rad) - up * np.cos(ROBOT.camera_pitch_rad)
    focal = ROBOT.focal_length_px(ROBOT_VIEW.height)
    return ROBOT_VIEW.width / 2 - focal * left / depth, ROBOT_VIEW.height / 2 + focal * down / depth


def shown_people(renderer: Renderer, simulation: Simulation) -> np.ndarray:
    """The pixels that people make different."""
    moment = simulation.snapshot()
    both = [renderer.picture(view, moment).astype(int) for view in (ROBOT_VIEW, without_people(ROBOT_VIEW))]
    return np.abs(both[0] - both[1]).sum(axis=2) > 30


def test_the_robot_sees_a_lit_room(renderer: Renderer, simulation: Simulation) -> None:
    picture: Picture = renderer.picture(ROBOT_VIEW, simulation.snapshot())
    assert picture.shape == (480, 640, 3) and picture.dtype == np.uint8
    assert picture.mean() > LIT and picture.std() > 20


def test_the_overview_shows_all_rooms_without_a_ceiling(renderer: Renderer, simulation: Simulation) -> None:
    picture = renderer.picture(OVERVIEW_VIEW, simulation.snapshot())
    assert picture.shape == (OVERVIEW_VIEW.height, OVERVIEW_VIEW.width, 3)
    thirds = [part for row in np.array_split(picture, 3) for part in np.array_split(row, 3, axis=1)]
    assert all(part.std() > 12 for part in thirds)


def test_a_point_appears_where_the_camera_model_says(
    renderer: Renderer, simulation: Simulation, run: Callable[..., None]
) -> None:
    run(simulation, 0.1)
    shown = shown_people(renderer, simulation)
    column, row = pixel_of(np.array(simulation.truth().actors["elder"].position), simulation.truth().robot)
    assert shown[round(row), round(column)]


def test_who_lies_on_the_floor_and_who_stands_both_fit_in_the_picture() -> None:
    robot = Pose()
    for point in ((1.2, 0.0, 0.0), (4.0, 0.0, 0.2), (2.0, 0.0, 1.72)):
        _, row = pixel_of(np.array(point), robot)
        assert 0 <= row < ROBOT_VIEW.height


def test_a_moved_robot_sees_something_else(renderer: Renderer, simulation: Simulation, home: Home) -> None:
    here = renderer.picture(ROBOT_VIEW, simulation.snapshot())
    simulation.physics.place(Pose(3.3, 5.7, radians(0.0)), simulation.physics.bed())
    assert np.abs(here.astype(int) - renderer.picture(ROBOT_VIEW, simulation.snapshot())).mean() > 10
