from itertools import pairwise, permutations
from math import dist
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huban_common.core.floor_plan import (
    Grid,
    NoRouteError,
    OccupiedError,
    OutsideMapError,
    nearest_free,
    occupancy,
    route,
    wall_boxes,
)
from huban_common.core.home import Home, load_home

RADIUS_M = 0.3
HOME = load_home(Path(__file__).parents[5] / "sim" / "home.yaml")
GRID = occupancy(HOME)


def grid_from(picture: str, resolution_m: float = 0.1) -> Grid:
    """A grid drawn with `#` for occupied cells; the last line is y = 0."""
    rows = [list(line.strip()) for line in picture.strip().splitlines()]
    return Grid(np.array(rows)[::-1] == "#", resolution_m, (0.0, 0.0))


def clearances(grid: Grid, points: list[tuple[float, float]]) -> list[float]:
    clearance = grid.clearance_m()
    return [float(clearance[grid.cell(*point)]) for point in points]


def length(points: list[tuple[float, float]]) -> float:
    return sum(dist(a, b) for a, b in pairwise(points))


@pytest.mark.parametrize("door", HOME.doors)
def test_every_door_is_an_opening_as_wide_as_it_says(door: str) -> None:
    x, y = HOME.doors[door].at
    widest = float(GRID.clearance_m()[GRID.cell(x, y)]) * 2
    assert widest == pytest.approx(HOME.doors[door].width_m, abs=3 * GRID.resolution_m)


def test_walls_close_every_room_beside_its_doors() -> None:
    for room in HOME.rooms.values():
        x_min, y_min, _, _ = room.area
        assert GRID.occupied[GRID.cell(x_min, y_min)]
    assert len(wall_boxes(HOME)) == len(set(wall_boxes(HOME)))


def with_furniture(*kinds: str) -> Home:
    kept = {name: item for name, item in HOME.furniture.items() if item.kind in kinds}
    return HOME.model_copy(update={"furniture": kept})


def test_furniture_is_occupied() -> None:
    tall = [item for item in HOME.furniture.values() if item.size_m[2] > 0.05]
    assert all(GRID.occupied[GRID.cell(*item.at)] for item in tall)


def test_what_is_flat_can_be_rolled_over() -> None:
    bare, flat = occupancy(with_furniture()), occupancy(with_furniture("rug", "shower"))
    assert np.array_equal(bare.occupied, flat.occupied)


def test_cells_and_points_are_inverse() -> None:
    row, column = GRID.cell(3.21, 5.67)
    assert GRID.cell(*GRID.point(row, column)) == (row, column)
    x, y = GRID.points(np.array([row]), np.array([column]))
    assert (x[0], y[0]) == GRID.point(row, column)


@pytest.mark.parametrize(("start", "goal"), list(permutations(HOME.places, 2)))
def test_every_place_is_reached_from_every_other_with_room_to_spare(start: str, goal: str) -> None:
    begin, end = HOME.places[start].pose[:2], HOME.places[goal].pose[:2]
    points = route(GRID, begin, end, RADIUS_M)
    assert min(clearances(GRID, points)) >= RADIUS_M
    assert dist(points[0], begin) < 0.05
    assert dist(points[-1], end) < 0.05


def test_a_route_keeps_away_from_things_where_there_is_room() -> None:
    grid = grid_from("\n".join(["." * 40] * 10 + ["." * 18 + "####" + "." * 18] + ["." * 40] * 9))
    points = route(grid, (0.35, 0.95), (3.65, 0.95), 0.2)
    assert min(clearances(grid, points)) > 0.35


def test_a_route_does_not_squeeze_through_a_gap_that_is_too_narrow() -> None:
    walled = grid_from("\n".join(["." * 10] * 5 + ["####..####"] + ["." * 10] * 5))
    assert route(walled, (0.45, 0.05), (0.45, 1.05), 0.1)
    with pytest.raises(NoRouteError, match=r"0\.40 m wide"):
        route(walled, (0.45, 0.05), (0.45, 1.05), 0.2)


def test_a_start_close_to_something_may_be_left() -> None:
    points = route(GRID, (2.2, 1.12), HOME.places["kitchen"].pose[:2], RADIUS_M)
    assert clearances(GRID, points)[0] < RADIUS_M
    assert clearances(GRID, points)[-1] >= RADIUS_M


def test_a_closed_room_has_no_way_in() -> None:
    closed = grid_from(".....#.....\n.....#.....\n.....#.....")
    with pytest.raises(NoRouteError, match="no way to"):
        route(closed, (0.15, 0.15), (0.95, 0.15), 0.1)


@pytest.mark.parametrize("outside", [(-1.0, 2.0), (3.0, 99.0), (float("nan"), 2.0), (float("inf"), 2.0)])
def test_points_off_the_map_are_refused(outside: tuple[float, float]) -> None:
    inside = HOME.places["kitchen"].pose[:2]
    with pytest.raises(OutsideMapError, match="outside the map"):
        route(GRID, inside, outside, RADIUS_M)
    with pytest.raises(OutsideMapError):
        route(GRID, outside, inside, RADIUS_M)
    with pytest.raises(OutsideMapError):
        nearest_free(GRID, outside, RADIUS_M, 1.0)


def test_a_goal_inside_furniture_is_refused_with_the_distance() -> None:
    with pytest.raises(OccupiedError, match=r"only 0\.00 m from an obstacle"):
        route(GRID, HOME.places["kitchen"].pose[:2], HOME.furniture["fridge"].at, RADIUS_M)


def test_a_free_point_is_its_own_nearest_free_point() -> None:
    assert nearest_free(GRID, (3.4, 2.9), RADIUS_M, 0.0) == (3.4, 2.9)


def test_a_point_beside_a_wall_moves_no_further_than_needed() -> None:
    moved = nearest_free(GRID, (0.2, 3.4), RADIUS_M, 0.3)
    assert clearances(GRID, [moved])[0] >= RADIUS_M
    assert dist(moved, (0.2, 3.4)) < 0.22


def test_a_point_deep_inside_something_has_no_free_point_near() -> None:
    with pytest.raises(OccupiedError):
        nearest_free(GRID, HOME.furniture["bed"].at, RADIUS_M, 0.3)
    with pytest.raises(OccupiedError):
        nearest_free(grid_from("###\n###"), (0.15, 0.15), 0.1, 10.0)


free_points = st.tuples(st.floats(0.2, 9.8), st.floats(0.2, 7.8)).filter(
    lambda point: GRID.clearance_m()[GRID.cell(*point)] >= RADIUS_M
)


@settings(max_examples=40, deadline=None)
@given(start=free_points, goal=free_points)
def test_routes_between_free_points_never_come_too_close_and_are_symmetric(
    start: tuple[float, float], goal: tuple[float, float]
) -> None:
    try:
        there, back = route(GRID, start, goal, RADIUS_M), route(GRID, goal, start, RADIUS_M)
    except NoRouteError:
        with pytest.raises(NoRouteError):
            route(GRID, goal, start, RADIUS_M)
        return
    assert min(clearances(GRID, there)) >= RADIUS_M
    assert length(there) == pytest.approx(length(back), rel=0.1, abs=0.1)
