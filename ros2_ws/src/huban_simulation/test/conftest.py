"""What the tests of the simulator share: the home, and simulations that are quickly made and never wait."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from math import radians
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest

from huban_common.core.floor_plan import occupancy
from huban_common.core.home import ActorStart, Home, load_home
from huban_common.testing import graph  # noqa: F401
from huban_simulation.backends.avatar_file import load_figure
from huban_simulation.backends.physics import Physics
from huban_simulation.backends.speaking import Speaking
from huban_simulation.backends.world.build import build_world
from huban_simulation.config import SimulationConfig
from huban_simulation.core.bed_motion import BedMotion
from huban_simulation.core.bumper import Bumper
from huban_simulation.core.drive import DriveBase
from huban_simulation.core.people.person import Person
from huban_simulation.core.ports import VoiceError
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.types import SAMPLE_RATE_HZ, Pose, Samples, Twist
from huban_simulation.simulation import PERIOD_S, Simulation

FLAT = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}
HOME_FILE = Path(__file__).parents[4] / "sim" / "home.yaml"


class AtOnce(Executor):
    """Does everything when asked, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except VoiceError as error:
            future.set_exception(error)
        return future


class Tone:
    """A voice that hums half a second for anything but the word `mute`."""

    def speak(self, text: str, lang: str, voice: str) -> Samples:
        if text == "mute":
            raise VoiceError("lost its voice")
        return np.full(SAMPLE_RATE_HZ // 2, 9000, dtype=np.int16)


@pytest.fixture(scope="session")
def home() -> Home:
    return load_home(HOME_FILE)


@pytest.fixture
def elder(home: Home) -> Callable[..., Person]:
    """Makes the elder in some posture: the person after some acts."""

    def make(
        *acts: tuple[str, dict[str, Any]],
        at: tuple[float, float] | str = (3.3, 3.0),
        posture: str = "standing",
        seconds: float = 6.0,
    ) -> Person:
        start = ActorStart(at=at, posture=posture)
        person = Person("elder", home, occupancy(home), start, 1, load_figure("elder").skeleton)
        for act, args in acts:
            person.act(act, args)
        for _ in range(round(seconds / PERIOD_S)):
            person.step(PERIOD_S, FLAT)
        return person

    return make


class Rig:
    """Robot and bed in an empty home: what a real base and a real bed would be on a bench."""

    def __init__(self, model: mujoco.MjModel, home: Home, at: Pose) -> None:
        self.physics = Physics(model, home)
        self.physics.place(at, FLAT)
        self.base = DriveBase(ROBOT, at, SimulationConfig.odometry_noise, seed=1)
        self.base.measure(PERIOD_S, self.physics.wheels())
        self.bed = BedMotion(home.bed, self.physics.bed())
        self.bumper = Bumper()

    def advance(self, seconds: float, each: Callable[[], None] = lambda: None) -> None:
        """Lets time pass, doing something before each step."""
        for _ in range(round(seconds / PERIOD_S)):
            each()
            targets = self.bed.step(PERIOD_S, self.physics.bed())
            self.physics.step(PERIOD_S, self.base.command(PERIOD_S), targets)
            self.base.measure(PERIOD_S, self.physics.wheels())
            self.bumper.update(PERIOD_S, self.physics.touching())

    def drive(self, seconds: float, linear_m_s: float, angular_rad_s: float) -> None:
        self.advance(seconds, lambda: self.base.drive(Twist(linear_m_s, angular_rad_s)))


@pytest.fixture(scope="session")
def empty_home(home: Home) -> mujoco.MjModel:
    return build_world(home).compile()


@pytest.fixture
def make_rig(empty_home: mujoco.MjModel, home: Home) -> Callable[..., Rig]:
    return lambda x=2.5, y=3.2, yaw_deg=0.0: Rig(empty_home, home, Pose(x, y, radians(yaw_deg)))


@pytest.fixture
def make_simulation(home: Home) -> Callable[..., Simulation]:
    def make(where: Home = home, **config: Any) -> Simulation:
        return Simulation(where, SimulationConfig(**config), Speaking(Tone(), AtOnce()))

    return make


@pytest.fixture
def simulation(make_simulation: Callable[..., Simulation]) -> Simulation:
    return make_simulation()


@pytest.fixture
def run() -> Callable[..., None]:
    """Lets simulated time pass, doing something before each step."""

    def steps(simulation: Simulation, seconds: float, each: Callable[[], None] = lambda: None) -> None:
        for _ in range(round(seconds / PERIOD_S)):
            each()
            simulation.step()

    return steps
