"""What the tests of people share: a stage on which the elder acts, and her skin as numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from huban_common.core.floor_plan import Grid, occupancy
from huban_common.core.home import ActorStart, Home
from huban_simulation.backends.avatar_file import Figure, load_figure
from huban_simulation.core.people.body_pose import BodyPose
from huban_simulation.core.people.person import Person, PersonState
from huban_simulation.core.people.rotations import matrices

STEP_S = 0.02
FLAT = {"bed_back_joint": 0.0, "bed_legs_joint": 0.0, "bed_height_joint": 0.5, "bed_tilt_joint": 0.0}


@dataclass
class Play:
    """One person who acts; `bed` may be changed on the way."""

    person: Person
    figure: Figure
    grid: Grid
    bed: dict[str, float] = field(default_factory=lambda: dict(FLAT))

    def run(self, seconds: float) -> Iterator[PersonState]:
        """The state after each step."""
        for _ in range(round(seconds / STEP_S)):
            self.person.step(STEP_S, self.bed)
            yield self.person.state()

    def let(self, seconds: float) -> PersonState:
        """The state after some time."""
        *_, last = self.run(seconds)
        return last

    def frames_until(self, condition: Callable[[PersonState], bool], at_most_s: float = 60.0) -> Iterator[PersonState]:
        """The state after each step until one fulfils the condition; fails when none does in time."""
        for state in self.run(at_most_s):
            yield state
            if condition(state):
                return
        pytest.fail(f"not within {at_most_s} s; last: {state}")

    def until(self, condition: Callable[[PersonState], bool], at_most_s: float = 60.0) -> list[PersonState]:
        """The same states when they are over."""
        return list(self.frames_until(condition, at_most_s))

    def act(self, act: str, **args: Any) -> None:
        self.person.act(act, args)

    def bone(self, name: str) -> np.ndarray:
        """Where a joint is (m)."""
        return self.person.pose().positions[self.figure.skeleton.index(name)]

    def skin(self) -> np.ndarray:
        """All vertices of skin and clothes (n, 3)."""
        return skinned(self.figure, self.person.pose())


def skinned(figure: Figure, pose: BodyPose) -> np.ndarray:
    """Linear blend skinning as MuJoCo does it."""
    world = matrices(pose.rotations) @ np.swapaxes(figure.rest, 1, 2)
    shifts = pose.positions - np.einsum("bij,bj->bi", world, figure.joints)
    mixed = np.einsum("vk,vkij->vij", figure.weights, world[figure.weight_bones])
    moved = np.einsum("vk,vki->vi", figure.weights, shifts[figure.weight_bones])
    return np.einsum("vij,vj->vi", mixed, figure.vertices) + moved


@pytest.fixture(scope="session")
def grid(home: Home) -> Grid:
    return occupancy(home)


@pytest.fixture(scope="session")
def figure() -> Figure:
    return load_figure("elder")


@pytest.fixture
def play(home: Home, grid: Grid, figure: Figure) -> Callable[..., Play]:
    """Makes a play; the elder stands in the living room unless told otherwise."""

    def make(at: str | tuple[float, float] = (3.3, 3.0), posture: str = "standing", seed: int = 1) -> Play:
        start = ActorStart(at=at, posture=posture)
        return Play(Person("elder", home, grid, start, seed, figure.skeleton), figure, grid)

    return make
