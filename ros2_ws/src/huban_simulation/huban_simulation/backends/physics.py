"""The physical home: MuJoCo steps it, wheels and bed joints are driven, contacts and rays are read."""

from collections.abc import Mapping

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_common.core.home import Home
from huban_simulation.backends.world import layers
from huban_simulation.backends.world.nursing_bed import KNEE, knee_angle
from huban_simulation.backends.world.robot import BODY, PLANAR_JOINTS, SHELL, UPPER_BODY
from huban_simulation.core.lidar import RANGE_MAX_M
from huban_simulation.core.robot_shape import ROBOT, WHEEL_JOINTS
from huban_simulation.core.types import Pose, Wheels


class Physics:
    """One compiled home in motion. Not for several threads."""

    def __init__(self, model: mujoco.MjModel, home: Home) -> None:
        self.model = model
        self.data = mujoco.MjData(model)
        self._bed_joints = tuple(home.bed.joints)
        self._legs = home.bed.joint_of("legs")
        self._robot_geoms = {model.geom(SHELL).id, model.geom(UPPER_BODY).id}
        self._robot_body = model.body(BODY).id
        groups = np.zeros(6, dtype=np.uint8)
        groups[list(layers.LIDAR_GROUPS)] = 1
        self._lidar_groups = groups

    def place(self, robot: Pose, bed: Mapping[str, float]) -> None:
        """Puts the robot and the bed's joints somewhere at once, at rest."""
        for joint, value in zip(PLANAR_JOINTS, (robot.x, robot.y, robot.yaw_rad), strict=True):
            self.data.joint(joint).qpos = value
        for joint, value in self._all_bed_joints(bed).items():
            self.data.joint(joint).qpos = value
            self.data.actuator(joint).ctrl = value
        mujoco.mj_forward(self.model, self.data)

    def step(self, duration_s: float, wheels: Wheels, bed: Mapping[str, float]) -> None:
        """Moves on with these wheel speeds (rad/s) and bed joint targets (rad, m)."""
        for joint, speed in zip(WHEEL_JOINTS, (wheels.left, wheels.right), strict=True):
            self.data.actuator(joint).ctrl = speed
        for joint, target in self._all_bed_joints(bed).items():
            self.data.actuator(joint).ctrl = target
        mujoco.mj_step(self.model, self.data, round(duration_s / self.model.opt.timestep))

    def robot(self) -> Pose:
        """The true pose in `map`."""
        return Pose(*(self._position(joint) for joint in PLANAR_JOINTS))

    def wheels(self) -> Wheels:
        """How far the wheels have turned (rad)."""
        return Wheels(*(self._position(joint) for joint in WHEEL_JOINTS))

    def bed(self) -> dict[str, float]:
        return {joint: self._position(joint) for joint in self._bed_joints}

    def touching(self) -> frozenset[str]:
        """The bodies that the robot's shell touches; the walls are one body, `world`."""
        touched = set()
        for one, other in self.data.contact.geom:
            if one in self._robot_geoms or other in self._robot_geoms:
                body = self.model.geom_bodyid[other if one in self._robot_geoms else one]
                touched.add(self.model.body(body).name)
        return frozenset(touched)

    def scan(self, angles_rad: NDArray[np.float64]) -> NDArray[np.float64]:
        """True distances (m) from the lidar in these directions; -1 where there is nothing in range."""
        robot = self.robot()
        heading = angles_rad + robot.yaw_rad
        rays = np.stack([np.cos(heading), np.sin(heading), np.zeros_like(heading)], axis=1).ravel()
        hit, distances = np.zeros(heading.size, dtype=np.int32), np.zeros(heading.size)
        mujoco.mj_multiRay(
            self.model,
            self.data,
            pnt=np.array([robot.x, robot.y, ROBOT.lidar_height_m]),
            vec=rays,
            geomgroup=self._lidar_groups,
            flg_static=True,
            bodyexclude=self._robot_body,
            geomid=hit,
            dist=distances,
            normal=None,
            nray=heading.size,
            cutoff=RANGE_MAX_M,
        )
        return distances

    def _position(self, joint: str) -> float:
        return float(self.data.joint(joint).qpos[0])

    def _all_bed_joints(self, bed: Mapping[str, float]) -> dict[str, float]:
        return {**bed, KNEE: knee_angle(bed[self._legs])}
