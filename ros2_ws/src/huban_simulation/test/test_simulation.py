from collections.abc import Callable
from math import radians
from typing import Any

import pytest

from huban_common.core.home import Home, HomeError
from huban_simulation.core.bed_trajectory import Trajectory, Waypoint
from huban_simulation.core.faults import FaultError
from huban_simulation.core.lidar import ANGLES_RAD
from huban_simulation.core.people.acts import ActError
from huban_simulation.core.types import Pose, Twist
from huban_simulation.simulation import Simulation

Make = Callable[..., Simulation]
Run = Callable[..., None]


def starting_at(home: Home, x: float, y: float, yaw_deg: float) -> Home:
    start = {**home.model_dump()["start"], "robot": (x, y, yaw_deg)}
    return Home.model_validate({**home.model_dump(by_alias=True), "start": start})


def driving(simulation: Simulation, linear: float, angular: float) -> Callable[[], None]:
    return lambda: simulation.base.drive(Twist(linear, angular))


def test_the_lidar_sees_somebody_step_in_the_way(make_simulation: Make, home: Home, run: Run) -> None:
    simulation = make_simulation(starting_at(home, 6.4, 5.6, 90.0), lidar_noise_m=0.0)
    run(simulation, 0.1)
    ahead = simulation.scan()[len(ANGLES_RAD) // 2 - 10 : len(ANGLES_RAD) // 2 + 11]
    assert 1.3 < ahead.min() < 1.75


def test_the_same_seed_gives_the_same_day(make_simulation: Make, run: Run) -> None:
    def day(seed: int) -> tuple[Any, ...]:
        simulation = make_simulation(seed=seed)
        simulation.act("elder", "get_up", {})
        run(simulation, 4.0, driving(simulation, 0.1, 0.4))
        truth = simulation.truth()
        sound = simulation.microphone.chunk().tobytes()
        return truth.robot, truth.actors, simulation.base.odometry(), simulation.scan().tobytes(), sound

    assert day(1) == day(1)
    assert day(1)[2:] != day(2)[2:]


def test_somebody_in_bed_rises_with_the_back(simulation: Simulation, run: Run) -> None:
    def highest() -> float:
        bones = [i for i in range(simulation.model.nbody) if simulation.model.body(i).name.startswith("elder_")]
        return max(simulation.physics.data.xpos[bones][:, 2])

    run(simulation, 0.2)
    lying = highest()
    simulation.bed.start(Trajectory(("bed_back_joint",), (Waypoint(5.0, (0.9,)),)))
    run(simulation, 9.0)
    assert highest() > lying + 0.3


def test_the_battery_drains_on_the_way_and_fills_at_the_dock(make_simulation: Make, home: Home, run: Run) -> None:
    away, docked = make_simulation(battery=0.5), make_simulation(starting_at(home, 0.45, 3.4, 0.0), battery=0.5)
    for simulation in (away, docked):
        run(simulation, 5.0)
    assert away.battery.read().charge < 0.5 < docked.battery.read().charge
    assert docked.battery.read().charging


def test_what_the_elder_says_is_heard_and_shown(simulation: Simulation, run: Run) -> None:
    run(simulation, 0.1)
    quiet = simulation.microphone.chunk().astype(float).std()
    simulation.act("elder", "say", {"text": "I would like some tea", "lang": "en"})
    run(simulation, 0.04)
    assert simulation.truth().actors["elder"].saying == "I would like some tea"
    assert simulation.microphone.chunk().astype(float).mean() > 8000 > quiet
    run(simulation, 1.0)
    assert simulation.truth().actors["elder"].saying == ""


def test_a_failing_voice_is_told_and_nobody_waits(simulation: Simulation, run: Run) -> None:
    simulation.act("elder", "say", {"text": "mute"})
    run(simulation, 0.1)
    assert "elder could not say 'mute': lost its voice" in simulation.problems


@pytest.mark.parametrize(
    ("actor", "act", "args", "reason"),
    [
        ("gardener", "wave", {}, "nobody is called 'gardener'"),
        ("gardener", "say", {"text": "hello"}, "nobody is called 'gardener'"),
        ("elder", "fly", {}, "no act 'fly'"),
        ("elder", "say", {}, "give the words"),
        ("elder", "say", {"text": "bonjour", "lang": "fr"}, "'lang' is one of"),
        ("elder", "walk_to", {"place": "moon"}, "moon"),
    ],
)
def test_impossible_acts_are_refused_with_a_reason(
    simulation: Simulation, actor: str, act: str, args: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ActError, match=reason):
        simulation.act(actor, act, args)


def test_faults_reach_the_devices(simulation: Simulation, run: Run) -> None:
    simulation.act("faults", "base", {"mode": "hang"})
    simulation.act("faults", "bed", {"mode": "reject"})
    before = simulation.truth().robot
    run(simulation, 1.0, driving(simulation, 0.4, 0.0))
    assert simulation.truth().robot.x == pytest.approx(before.x, abs=1e-3)
    assert simulation.bed.rejects
    with pytest.raises(FaultError):
        simulation.act("faults", "bed", {"mode": "explode"})


def test_a_home_without_room_for_the_robot_is_refused(make_simulation: Make, home: Home) -> None:
    with pytest.raises(HomeError, match=r"start\.robot: no room"):
        make_simulation(starting_at(home, 1.1, 6.6, 0.0))


def test_a_size_that_cannot_be_built_is_refused(make_simulation: Make, home: Home) -> None:
    furniture = home.model_dump()["furniture"]
    furniture["wardrobe"]["size_m"] = (0.6, -1.6, 2.0)
    with pytest.raises(HomeError, match="wardrobe"):
        make_simulation(Home.model_validate({**home.model_dump(by_alias=True), "furniture": furniture}))


def test_the_robot_starts_where_the_home_says(simulation: Simulation, home: Home) -> None:
    x, y, yaw_deg = home.start.robot
    robot = simulation.truth().robot
    assert robot == Pose(pytest.approx(x), pytest.approx(y), pytest.approx(radians(yaw_deg)))
    assert simulation.truth().robot_room == "bedroom"
