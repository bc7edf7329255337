"""The simulated home with the elder in it, seen as the robot's camera sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, pi, sin

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_common.core.floor_plan import Grid
from huban_common.core.home import Home
from huban_simulation.backends.avatar import Avatar
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.build import build_world
from huban_simulation.core.people.body_pose import BodyPose
from huban_simulation.core.robot_shape import ROBOT

WIDTH, HEIGHT = 640, 480
DIRECTIONS = 12
_SHOWN = (layers.SCENERY, layers.PEOPLE, layers.UPPER)
_HIDING = (layers.SCENERY, layers.UPPER)
_BODY_M = 0.15
"""A bone is not hidden by what is this near to it, such as the mattress below."""

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class View:
    """A camera over a point of the floor plan; `pitch_rad` is positive downwards."""

    x: float
    y: float
    heading_rad: float
    distance_m: float
    height_m: float = ROBOT.camera_height_m
    pitch_rad: float = ROBOT.camera_pitch_rad

    @property
    def forward(self) -> Floats:
        level = cos(self.pitch_rad)
        return np.array([cos(self.heading_rad) * level, sin(self.heading_rad) * level, -sin(self.pitch_rad)])

    @property
    def position(self) -> Floats:
        return np.array([self.x, self.y, self.height_m])

    def project(self, points: Floats) -> Floats:
        """Pixels (n, 2) of points (n, 3); NaN behind the camera."""
        right = np.array([sin(self.heading_rad), -cos(self.heading_rad), 0.0])
        offset = points - self.position
        depth = np.where((along := offset @ self.forward) > 0.05, along, np.nan)
        scale = ROBOT.focal_length_px(HEIGHT) / depth
        upward = np.cross(right, self.forward)
        return np.column_stack([WIDTH / 2 + scale * (offset @ right), HEIGHT / 2 - scale * (offset @ upward)])


class Studio:
    """Renders views of one person."""

    def __init__(self, home: Home) -> None:
        spec = build_world(home)
        spec.visual.global_.fovy = degrees(ROBOT.camera_vertical_fov_rad)
        self.avatar = Avatar.attach(spec, "elder", "elder")
        self._model = spec.compile()
        self._data = mujoco.MjData(self._model)
        self.avatar.bind(self._model, self._data)
        self._renderer = mujoco.Renderer(self._model, HEIGHT, WIDTH)
        self._options = mujoco.MjvOption()
        self._options.geomgroup[:] = [group in _SHOWN for group in range(6)]
        self._options.skingroup[:] = self._options.geomgroup

    def show(self, pose: BodyPose, bed: dict[str, float]) -> None:
        for joint, value in bed.items():
            self._data.joint(joint).qpos = value
        self.avatar.apply(self._model, self._data, pose)
        self.avatar.refresh(self._model)
        mujoco.mj_forward(self._model, self._data)

    def picture(self, view: View) -> Picture:
        """What the camera sees (RGB)."""
        camera = mujoco.MjvCamera()
        camera.lookat, camera.distance = view.position + view.forward, 1.0
        camera.azimuth, camera.elevation = degrees(view.heading_rad), -degrees(view.pitch_rad)
        self._renderer.update_scene(self._data, camera, self._options)
        return self._renderer.render()

    def visible(self, view: View, points: Floats) -> float:
        """The share of points that are in the picture with nothing in between."""
        pixels = view.project(points)
        inside = ((pixels >= 0) & (pixels < (WIDTH, HEIGHT))).all(axis=1)
        groups = np.array([group in _HIDING for group in range(6)], dtype=np.uint8)
        hit = np.zeros(1, dtype=np.int32)
        for index in np.flatnonzero(inside):
            ray = points[index] - view.position
            length = float(np.linalg.norm(ray))
            met = mujoco.mj_ray(self._model, self._data, view.position, ray / length, groups, 1, -1, hit)
            inside[index] = met < 0 or met > length - _BODY_M
        return float(inside.mean())


def views(grid: Grid, around: tuple[float, float], distances_m: tuple[float, ...]) -> Iterator[View]:
    """The places around a person at which the robot has room to stand, looking at her."""
    clearance = grid.clearance_m()
    for distance in distances_m:
        for step in range(DIRECTIONS):
            away = 2 * pi * step / DIRECTIONS
            x, y = around[0] + distance * cos(away), around[1] + distance * sin(away)
            cell = grid.cell(x, y)
            if grid.holds(*cell) and clearance[cell] > ROBOT.base_radius_m:
                yield View(x, y, atan2(around[1] - y, around[0] - x), distance)
