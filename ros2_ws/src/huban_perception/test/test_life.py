"""Ordinary life in the simulator: everybody looks different, is busy, and is where the cameras look."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from huban_common.core.floor_plan import occupancy
from huban_common.core.home import ActorStart, load_home
from huban_perception.core.falls.findings import FallKind
from huban_perception.evaluation.falls import main
from huban_perception.evaluation.life.looks import varied
from huban_perception.evaluation.life.play import SimulatedFall, fall_figures, home_file
from huban_perception.evaluation.life.script import Day, open_points
from huban_perception.evaluation.life.stage import ROBOT_RADIUS_M, mounts
from huban_simulation.backends.avatar_file import load_figure
from huban_simulation.core.people.person import Person

HOME = load_home(home_file())
GRID = occupancy(HOME)


def test_figures_differ_in_size_and_clothes_but_keep_their_skin() -> None:
    baked = load_figure("elder")
    other = varied(baked, np.random.default_rng(5))
    size = other.skeleton.standing_m / baked.skeleton.standing_m
    assert 0.88 <= size <= 1.12
    assert abs(size - 1.0) > 0.01
    assert np.allclose(other.vertices, size * baked.vertices, rtol=1e-4)
    changed = (other.picture != baked.picture).any(axis=-1)
    assert 0.05 < changed.mean() < 0.95


@pytest.mark.parametrize("room", ["living_room", "bedroom", "kitchen"])
def test_three_cameras_in_the_room_look_at_its_middle(room: str) -> None:
    robot, corner, ceiling = mounts(HOME, GRID, room, np.random.default_rng(2))
    for mount in (robot, corner, ceiling):
        assert HOME.room_at(*mount.position[:2]) == room
        seen = mount.view().rotation.T @ (mount.target - mount.position)
        assert np.allclose(seen[:2], 0.0, atol=1e-9)
        assert seen[2] > 1.0
    assert [mount.view().looks_down for mount in (robot, corner, ceiling)] == [False, False, True]


@pytest.mark.parametrize("room", ["living_room", "bedroom", "kitchen"])
def test_the_robot_stands_where_a_robot_has_room(room: str) -> None:
    for seed in range(8):
        robot, *_ = mounts(HOME, GRID, room, np.random.default_rng(seed))
        assert GRID.clearance_m()[GRID.cell(*robot.position[:2])] > ROBOT_RADIUS_M


def test_two_people_never_use_the_same_furniture() -> None:
    figure, random, taken = load_figure("elder"), np.random.default_rng(4), set[str]()
    bed = {name: 0.5 if "height" in name else 0.0 for name in HOME.bed.joints}
    people = [
        Person(name, HOME, GRID, ActorStart(at="kitchen", posture="standing"), 3, figure.skeleton) for name in "ab"
    ]
    days = [Day(person, HOME, GRID, "kitchen", random, taken) for person in people]
    sat = 0
    for _ in range(6000):
        for day, person in zip(days, people, strict=True):
            day.step(0.1)
            person.step(0.1, bed)
        sitting = [person.state().posture == "sitting" for person in people]
        sat += any(sitting)
        assert not all(sitting)
    assert sat > 100


def test_open_points_are_in_the_room_with_room_around() -> None:
    points = open_points(HOME, GRID, "kitchen")
    assert points
    assert all(HOME.room_at(*point) == "kitchen" for point in points)
    assert min(GRID.clearance_m()[GRID.cell(*point)] for point in points) > 0.65


def test_people_do_one_thing_after_the_other_and_never_fall() -> None:
    figure, random = load_figure("elder"), np.random.default_rng(3)
    bed = {name: 0.5 if "height" in name else 0.0 for name in HOME.bed.joints}
    person = Person("elder", HOME, GRID, ActorStart(at="living_room", posture="standing"), 3, figure.skeleton)
    day, seen = Day(person, HOME, GRID, "living_room", random, set()), set()
    for _ in range(3000):
        day.step(0.1)
        person.step(0.1, bed)
        seen.add(person.state().activity)
    assert {"walking", "sitting_down"} <= seen
    assert seen & {"crouching", "picking_up", "tying_shoes", "sitting_on_floor", "exercising"}
    assert "falling" not in seen


def test_the_earliest_view_counts_for_all_together() -> None:
    suspected, detected = FallKind.SUSPECTED.value, FallKind.DETECTED.value
    falls = [
        SimulatedFall(
            0, "kitchen", "left", 5.0, {"robot": {suspected: 5.6}, "ceiling": {suspected: 5.2, detected: 6.4}}
        ),
        SimulatedFall(1, "kitchen", "left", 5.0, {"corner": {suspected: 6.0}}),
    ]
    figures = fall_figures(falls)
    assert figures["together"][suspected] == {"part": 1.0, "delay_s_median": 0.6}
    assert figures["together"][detected]["part"] == 0.5
    assert figures["by_view"]["robot"][suspected] == {"part": 0.5, "delay_s_median": 0.6}
    assert asdict(falls[0])["room"] == "kitchen"


def test_seconds_of_life_are_played_before_all_cameras(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the real simulator and models, so briefly that nothing can be found."""
    assert main(["--simulated-hours", str(1.0 / 3600.0), "--json", str(tmp_path / "life.json")]) == 0
    said = capsys.readouterr()
    assert '"false_alarms_per_hour": 0.0' in said.out
    assert "life: 0 of 0 min" in said.err
    assert (tmp_path / "life.json").is_file()


def test_a_command_without_anything_to_do_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "give --data, --simulated-hours or --simulated-falls" in capsys.readouterr().err
