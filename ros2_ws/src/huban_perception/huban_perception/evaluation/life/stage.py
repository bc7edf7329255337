"""A home with a resident and a visitor before three cameras in one room."""

from dataclasses import dataclass
from itertools import product
from math import radians, tan

import mujoco
import numpy as np

from huban_common.core.floor_plan import Grid, occupancy
from huban_common.core.home import ActorStart, Home
from huban_perception.core.camera import CameraView, Intrinsics
from huban_perception.core.types import Array, RgbImage
from huban_perception.evaluation.life.looks import varied
from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.avatar_file import load_figure
from huban_simulation.backends.renderer import Renderer, View, snapshot
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.build import build_world
from huban_simulation.backends.world.part import axes
from huban_simulation.core.people.person import Person

RESIDENT, VISITOR = "elder", "caregiver"
WIDTH, HEIGHT = 320, 240
ROBOT_RADIUS_M = 0.3
_FOV_DEG = {"robot": 58.0, "corner": 62.0, "ceiling": 84.0}
"""Vertical."""

_NOISE = 4.0
"""Of a cheap sensor, grey values (1 sigma)."""


@dataclass(frozen=True)
class Mount:
    """Where a camera is and what it looks at (m, in `map`)."""

    name: str
    position: Array
    target: Array

    @property
    def axes(self) -> tuple[Array, Array, Array]:
        """Right, down and forward of the picture."""
        forward = (self.target - self.position) / np.linalg.norm(self.target - self.position)
        sideways = np.array([0.0, 0.0, 1.0]) if abs(forward[2]) < 0.99 else np.array([0.0, 1.0, 0.0])
        right = np.cross(forward, sideways)
        right /= np.linalg.norm(right)
        return right, np.cross(forward, right), forward

    def view(self) -> CameraView:
        focal = HEIGHT / 2 / tan(radians(_FOV_DEG[self.name]) / 2)
        lens = Intrinsics(WIDTH, HEIGHT, focal, focal, WIDTH / 2, HEIGHT / 2)
        return CameraView(lens, np.column_stack(self.axes), self.position)


def mounts(home: Home, grid: Grid, room: str, random: np.random.Generator) -> list[Mount]:
    """A robot as near to one corner as it can stand, a camera under the ceiling in another, one in the middle."""
    x_min, y_min, x_max, y_max = home.rooms[room].area
    middle = np.array([(x_min + x_max) / 2, (y_min + y_max) / 2, 0.0])
    corners = [np.array([x, y, 0.0]) for x in (x_min + 0.45, x_max - 0.45) for y in (y_min + 0.45, y_max - 0.45)]
    low, high = (corners[index] for index in random.permutation(4)[:2])
    top = home.walls.height_m
    stands = _where_it_stands(grid, home.rooms[room].area, low)
    aims = middle + np.column_stack([random.normal(0.0, 0.2, (2, 2)), (0.75, 0.4)])
    return [
        Mount("robot", _at_height(stands, 1.2), aims[0]),
        Mount("corner", _at_height(high, top - 0.2), aims[1]),
        Mount("ceiling", _at_height(middle, top - 0.05), middle),
    ]


def _where_it_stands(grid: Grid, area: tuple[float, float, float, float], corner: Array) -> Array:
    """The point of a room that is nearest to a corner of it and leaves a robot room."""
    x_min, y_min, x_max, y_max = area
    clearance_m = grid.clearance_m()
    raster = product(np.arange(x_min, x_max, 0.1), np.arange(y_min, y_max, 0.1))
    points = [corner, *(np.array([x, y, 0.0]) for x, y in raster)]
    free = [point for point in points if clearance_m[grid.cell(*point[:2])] > ROBOT_RADIUS_M]
    return min(free, key=lambda point: float(np.linalg.norm(point - corner)))


def _at_height(point: Array, height_m: float) -> Array:
    return np.array([point[0], point[1], height_m])


class Stage:
    """Everything is different with another seed: bodies, clothes, light and where the cameras are."""

    def __init__(self, home: Home, room: str, seed: int) -> None:
        self.random, self._sensor = (np.random.default_rng([seed, stream]) for stream in range(2))
        spec, self.grid = build_world(home), occupancy(home)
        self.mounts = mounts(home, self.grid, room, self.random)
        for mount in self.mounts:
            right, down, _ = mount.axes
            quat = axes(right, -down)
            spec.worldbody.add_camera(name=mount.name, pos=mount.position, quat=quat, fovy=_FOV_DEG[mount.name])
        spec.visual.global_.offwidth, spec.visual.global_.offheight = WIDTH, HEIGHT
        figures = {name: varied(load_figure(name), self.random) for name in (RESIDENT, VISITOR)}
        self._avatars = {name: Avatar.attach_figure(spec, name, figure) for name, figure in figures.items()}
        self._model = spec.compile()
        self._data = mujoco.MjData(self._model)
        mujoco.mj_forward(self._model, self._data)
        for avatar in self._avatars.values():
            avatar.bind(self._model, self._data)
        self._light(float(self.random.uniform(0.35, 1.1)))
        self._renderer = Renderer(self._model, list(self._avatars.values()))
        self._bed = _flat_bed(home)
        self.people = {
            name: Person(name, home, self.grid, _start(home, room, name), seed, each.skeleton)
            for name, each in figures.items()
        }

    def step(self, dt_s: float) -> None:
        """Moves the people on, in steps small enough for walking."""
        for _ in range(max(1, round(dt_s / 0.1))):
            for person in self.people.values():
                person.step(0.1, self._bed)

    def pictures(self) -> dict[str, RgbImage]:
        """What the cameras see, by name."""
        for name, person in self.people.items():
            self._avatars[name].apply(self._model, self._data, person.pose())
        moment = snapshot(self._data, 0.0)
        return {mount.name: self._noisy(self._renderer.picture(_view(mount), moment)) for mount in self.mounts}

    def close(self) -> None:
        self._renderer.close()

    def _light(self, strength: float) -> None:
        self._model.light_diffuse[:] *= strength
        self._model.vis.headlight.ambient[:] *= strength
        self._model.vis.headlight.diffuse[:] *= strength

    def _noisy(self, picture: RgbImage) -> RgbImage:
        noise = self._sensor.normal(0.0, _NOISE, picture.shape)
        return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _view(mount: Mount) -> View:
    return View(mount.name, WIDTH, HEIGHT, layers.CAMERA_GROUPS)


def _start(home: Home, room: str, name: str) -> ActorStart:
    """The resident begins in the room, the visitor elsewhere."""
    place = room if name == RESIDENT else next(other for other in home.rooms if other != room)
    return ActorStart(at=place, posture="standing")


def _flat_bed(home: Home) -> dict[str, float]:
    height = home.furniture[home.bed.frame].size_m[2]
    return {name: height if joint.section == "height" else 0.0 for name, joint in home.bed.joints.items()}
