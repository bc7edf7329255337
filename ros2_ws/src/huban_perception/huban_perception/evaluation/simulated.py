"""The simulated elder before the simulated camera: what the pose model sees of her, and what she really does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from huban_common.core.home import ActorStart, Home
from huban_perception.backends.mediapipe_bodies import following
from huban_perception.config import PerceptionConfig
from huban_perception.core.camera import CameraView, Intrinsics
from huban_perception.core.types import SeenBody
from huban_simulation.backends.renderer import ROBOT_VIEW
from huban_simulation.backends.speaking import Speaking
from huban_simulation.backends.voices import Voices
from huban_simulation.backends.world.robot import CAMERA
from huban_simulation.config import SimulationConfig
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.simulation import Simulation

_RATE_HZ = 5.0
_NOISE = 2.0
"""Standard deviation of a pixel, 0..255: a rendered picture has none."""

_BEFORE_S = 2.0
_AWAY = ActorStart(at=(8.6, 7.2), posture="standing")
_MAP_FROM_MUJOCO = np.diag([1.0, -1.0, -1.0])


@dataclass(frozen=True)
class Act:
    """Something that the elder is told to do, and how long the camera then watches."""

    act: str
    args: Mapping[str, Any]
    seconds: float


@dataclass(frozen=True)
class Take:
    """A robot that stands somewhere (x, y, heading in degrees) and an elder who acts before it."""

    name: str
    robot: tuple[float, float, float]
    elder: ActorStart
    acts: Sequence[Act]


@dataclass(frozen=True)
class Truth:
    """What the elder really does: `hips` (3,) in `map`."""

    stamp_s: float
    activity: str
    hips: tuple[float, float, float]


@dataclass(frozen=True)
class Shot:
    """A frame: what was seen from where, and the truth since the frame before."""

    stamp_s: float
    bodies: Sequence[SeenBody]
    view: CameraView
    truths: tuple[Truth, ...]


def shots(take: Take, home: Home, seed: int = 1) -> Iterator[Shot]:
    """Plays a take and looks at it."""
    simulation = _simulation(take, home, seed)
    renderer, random = simulation.make_renderer(), np.random.default_rng(seed)
    config = PerceptionConfig()
    people = following(config.pose_confidence, config)
    truths: list[Truth] = []
    due_s = 0.0
    for _ in _acted(simulation, take):
        elder = simulation.cast.states()["elder"]
        truths.append(Truth(simulation.time_s, elder.activity, elder.position))
        if simulation.time_s >= due_s:
            due_s += 1.0 / _RATE_HZ
            picture = renderer.picture(ROBOT_VIEW, simulation.snapshot())
            noisy = np.clip(picture + random.normal(0.0, _NOISE, picture.shape), 0, 255).astype(np.uint8)
            yield Shot(simulation.time_s, people.find(noisy), _view(simulation), tuple(truths))
            truths.clear()
    people.close()
    renderer.close()


def _simulation(take: Take, home: Home, seed: int) -> Simulation:
    start = home.start.model_copy(update={"robot": take.robot, "elder": take.elder, "caregiver": _AWAY})
    placed = home.model_copy(update={"start": start})
    return Simulation(placed, SimulationConfig(seed=seed), Speaking(Voices()))


def _acted(simulation: Simulation, take: Take) -> Iterator[None]:
    """Steps through the acts."""
    until_s = _BEFORE_S
    for act in (None, *take.acts):
        if act is not None:
            simulation.act("elder", act.act, act.args)
            until_s = simulation.time_s + act.seconds
        while simulation.time_s < until_s:
            simulation.step()
            yield


def _view(simulation: Simulation) -> CameraView:
    camera = simulation.physics.data.camera(CAMERA)
    focal = ROBOT.focal_length_px(ROBOT_VIEW.height)
    lens = Intrinsics(ROBOT_VIEW.width, ROBOT_VIEW.height, focal, focal, ROBOT_VIEW.width / 2, ROBOT_VIEW.height / 2)
    return CameraView(lens, camera.xmat.reshape(3, 3) @ _MAP_FROM_MUJOCO, camera.xpos.copy())
