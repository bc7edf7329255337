"""The twin of the whole home: robot, bed, people and their sensors, stepped in simulated time."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_common.core.floor_plan import Grid, occupancy
from huban_common.core.home import Home, HomeError
from huban_common.core.texts import LANGUAGES
from huban_simulation.backends.cast import Cast
from huban_simulation.backends.physics import Physics
from huban_simulation.backends.renderer import Renderer, Snapshot, snapshot
from huban_simulation.backends.speaking import Sentence, Speaking, Utterance
from huban_simulation.backends.world.build import build_world
from huban_simulation.config import SimulationConfig
from huban_simulation.core.battery import Battery
from huban_simulation.core.bed_motion import BedMotion
from huban_simulation.core.bumper import Bumper
from huban_simulation.core.drive import DriveBase, distance_m
from huban_simulation.core.faults import Faults, parse
from huban_simulation.core.lidar import ANGLES_RAD, Lidar
from huban_simulation.core.loudspeaker import Loudspeaker
from huban_simulation.core.microphone import Microphone
from huban_simulation.core.people.person import ActError, PersonState
from huban_simulation.core.robot_shape import ROBOT
from huban_simulation.core.schedule import Rate
from huban_simulation.core.types import Pose

PERIOD_S = 0.02
"""Simulated time per step."""
PEOPLE_PERIOD_S = 2 * PERIOD_S
"""People are slower than wheels, and posing a body costs more than all physics."""
_DOCKED_M = 0.2


@dataclass(frozen=True)
class Truth:
    """What is really the case; for tests, viewers and score cards."""

    robot: Pose
    robot_room: str
    actors: Mapping[str, PersonState]
    contacts: int


class Simulation:
    """Everything between one home description and its sensors. Not for several threads.

    Raises HomeError for a home that cannot be built.
    """

    def __init__(self, home: Home, config: SimulationConfig, speaking: Speaking) -> None:
        grid = occupancy(home)
        start = _robot_start(home, grid)
        self.home = home
        self.time_s = 0.0
        self.problems: list[str] = []
        spec = build_world(home)
        self.cast = Cast(spec, home, grid, config.seed)
        self.model = _compiled(spec)
        self.physics = Physics(self.model, home)
        self.physics.place(start, _resting(home))
        self.cast.bind(self.model, self.physics.data)
        self.base = DriveBase(ROBOT, start, config.odometry_noise, config.seed)
        self.base.measure(PERIOD_S, self.physics.wheels())
        self.bed = BedMotion(home.bed, self.physics.bed())
        self.battery = Battery(config.battery)
        self.bumper = Bumper()
        self.loudspeaker = Loudspeaker(config.own_voice_gain, config.seed)
        self.microphone = Microphone(config.microphone_noise, config.seed, self.loudspeaker)
        self.faults = Faults()
        self._speaking = speaking
        self._people_move = Rate(1.0 / PEOPLE_PERIOD_S)
        self._lidar = Lidar(config.lidar_noise_m, config.seed)
        for device, mode in parse(config.faults):
            self.fail(device, mode)

    def step(self) -> None:
        """Moves on by PERIOD_S."""
        self._begin_to_speak()
        bed = self.physics.bed()
        if self._people_move.due(self.time_s):
            self.cast.step(PEOPLE_PERIOD_S, bed)
            self.cast.show(self.model, self.physics.data)
        self.physics.step(PERIOD_S, self.base.command(PERIOD_S), self.bed.step(PERIOD_S, bed))
        self.base.measure(PERIOD_S, self.physics.wheels())
        self.bumper.update(PERIOD_S, self.physics.touching())
        self.battery.step(PERIOD_S, self.base.odometry().twist, self._docked())
        self.time_s += PERIOD_S

    def act(self, actor: str, act: str, args: Mapping[str, Any]) -> None:
        """Directs a person, or with the actor `faults` a device; raises ActError or FaultError with the reason."""
        if actor == "faults":
            self.fail(act, str(args.get("mode", "")))
        elif act == "say":
            self.cast.check(actor)
            self._speaking.say(_sentence(actor, args))
        else:
            self.cast.act(actor, act, args)

    def fail(self, device: str, mode: str) -> None:
        """Puts a fault into a device, or with `none` takes it out."""
        self.faults.set(device, mode)
        self.base.hangs = self.faults.of("base") == "hang"
        self.bed.rejects = self.faults.of("bed") == "reject"
        self.bed.hangs = self.faults.of("bed") in ("hang", "vanish")

    def scan(self) -> NDArray[np.float32]:
        """What the lidar says now, along ANGLES_RAD."""
        return self._lidar.measure(self.physics.scan(ANGLES_RAD))

    def truth(self) -> Truth:
        robot = self.physics.robot()
        room = self.home.room_at(robot.x, robot.y) or ""
        return Truth(robot, room, self.cast.states(), self.bumper.contacts)

    def snapshot(self) -> Snapshot:
        return snapshot(self.physics.data, self.time_s)

    def make_renderer(self) -> Renderer:
        """For the thread that calls it."""
        return Renderer(self.model, list(self.cast.figures.values()))

    def _begin_to_speak(self) -> None:
        for result in self._speaking.ready():
            if isinstance(result, Utterance):
                sentence = result.sentence
                words = {"text": sentence.text, "lang": sentence.lang, "duration_s": result.duration_s}
                self.cast.act(sentence.actor, "say", words)
                self.microphone.hear(result.samples)
            else:
                self.problems.append(str(result))

    def _docked(self) -> bool:
        dock = self.home.places.get("dock")
        return dock is not None and distance_m(self.physics.robot(), Pose(*dock.pose[:2])) < _DOCKED_M


def _compiled(spec: mujoco.MjSpec) -> mujoco.MjModel:
    try:
        return spec.compile()
    except ValueError as error:
        raise HomeError(f"the home cannot be built: {error}") from error


def _robot_start(home: Home, grid: Grid) -> Pose:
    x, y, yaw_deg = home.start.robot
    cell = grid.cell(x, y)
    if not grid.holds(*cell) or grid.clearance_m()[cell] < ROBOT.base_radius_m:
        raise HomeError(f"start.robot: no room for the robot at ({x:.2f}, {y:.2f})")
    return Pose(x, y, radians(yaw_deg))


def _resting(home: Home) -> dict[str, float]:
    """The bed flat and level, as high as its furniture entry says."""
    height = home.furniture[home.bed.frame].size_m[2]
    wanted = {joint: height if limits.section == "height" else 0.0 for joint, limits in home.bed.joints.items()}
    return {joint: min(max(wanted[joint], limits.minimum), limits.maximum) for joint, limits in home.bed.joints.items()}


def _sentence(actor: str, args: Mapping[str, Any]) -> Sentence:
    text, lang, voice = args.get("text", ""), args.get("lang", "en"), args.get("voice", "")
    if not isinstance(text, str) or not text.strip():
        raise ActError("say: give the words as 'text'")
    if lang not in LANGUAGES:
        raise ActError(f"say: 'lang' is one of {', '.join(LANGUAGES)}, not {lang!r}")
    return Sentence(actor, text.strip(), lang, str(voice))
