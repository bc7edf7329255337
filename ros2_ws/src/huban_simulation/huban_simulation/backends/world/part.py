"""A thin hand on MjSpec: bodies are furnished with shapes given by their full extents in metres."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_simulation.backends.world import layers
from huban_simulation.backends.world.rounded import rounded_box

Vector = Sequence[float] | NDArray[np.float64]
UPRIGHT = (1.0, 0.0, 0.0, 0.0)
ON_ITS_SIDE = (0.7071068, 0.7071068, 0.0, 0.0)
"""Turns a cylinder's axis from z to -y."""
ALONG_X = (0.7071068, 0.0, 0.7071068, 0.0)
"""Turns a cylinder's axis from z to x."""


def turned(yaw_deg: float) -> tuple[float, float, float, float]:
    """The quaternion (w, x, y, z) of a turn about z."""
    return (cos(radians(yaw_deg) / 2), 0.0, 0.0, sin(radians(yaw_deg) / 2))


def pitched(pitch_deg: float) -> tuple[float, float, float, float]:
    """The quaternion (w, x, y, z) of a turn about y: positive tips the x axis downwards."""
    return (cos(radians(pitch_deg) / 2), 0.0, sin(radians(pitch_deg) / 2), 0.0)


def axes(x: Vector, y: Vector) -> tuple[float, ...]:
    """The quaternion (w, x, y, z) of a frame with these unit axes: right and up in the picture of a camera."""
    matrix = np.stack([x, y, np.cross(x, y)], axis=1)
    quat = np.zeros(4)
    mujoco.mju_mat2Quat(quat, matrix.ravel())
    return tuple(float(part) for part in quat)


@dataclass
class Part:
    """A body being furnished. `solid` shapes can be bumped into; `layer` says who sees them."""

    spec: mujoco.MjSpec
    body: mujoco.MjsBody
    layer: int = layers.SCENERY
    solid: bool = True

    def child(self, name: str, at: Vector = (0.0, 0.0, 0.0), quat: Vector = UPRIGHT) -> "Part":
        """A new body fixed to this one unless it gets joints."""
        body = self.body.add_body(name=name, pos=list(at), quat=list(quat))
        return Part(self.spec, body, self.layer, self.solid)

    def box(self, size: Vector, at: Vector, material: str, quat: Vector = UPRIGHT, solid: bool | None = None) -> None:
        half = [extent / 2 for extent in size]
        self._add(mujoco.mjtGeom.mjGEOM_BOX, half, at, material, quat, solid)

    def cylinder(
        self,
        diameter: float,
        height: float,
        at: Vector,
        material: str,
        quat: Vector = UPRIGHT,
        solid: bool | None = None,
    ) -> None:
        self._add(mujoco.mjtGeom.mjGEOM_CYLINDER, [diameter / 2, height / 2, 0], at, material, quat, solid)

    def capsule(
        self,
        diameter: float,
        length: float,
        at: Vector,
        material: str,
        quat: Vector = UPRIGHT,
        solid: bool | None = None,
    ) -> None:
        """`length` from tip to tip."""
        half = (length - diameter) / 2
        self._add(mujoco.mjtGeom.mjGEOM_CAPSULE, [diameter / 2, half, 0], at, material, quat, solid)

    def ellipsoid(
        self, size: Vector, at: Vector, material: str, quat: Vector = UPRIGHT, solid: bool | None = None
    ) -> None:
        half = [extent / 2 for extent in size]
        self._add(mujoco.mjtGeom.mjGEOM_ELLIPSOID, half, at, material, quat, solid)

    def cushion(
        self,
        size: Vector,
        at: Vector,
        material: str,
        radius: float = 0.05,
        quat: Vector = UPRIGHT,
        solid: bool | None = None,
    ) -> None:
        """A box with round edges."""
        radius = min(radius, *(extent / 2 for extent in size))
        name = "rounded_" + "_".join(f"{round(extent * 1000)}" for extent in (*size, radius))
        if self.spec.mesh(name) is None:
            vertices, faces, normals = rounded_box(size, radius)
            self.spec.add_mesh(
                name=name,
                uservert=vertices.ravel(),
                userface=faces.ravel(),
                usernormal=normals.ravel(),
                inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_CONVEX,
            )
        self._add(mujoco.mjtGeom.mjGEOM_MESH, [0, 0, 0], at, material, quat, solid, name)

    def _add(
        self,
        kind: mujoco.mjtGeom,
        size: Vector,
        at: Vector,
        material: str,
        quat: Vector,
        solid: bool | None,
        mesh: str = "",
    ) -> None:
        touchable = self.solid if solid is None else solid
        self.body.add_geom(
            type=kind,
            size=list(size),
            pos=list(at),
            quat=list(quat),
            material=material,
            meshname=mesh,
            group=self.layer,
            contype=0,
            conaffinity=layers.SOLID if touchable else 0,
            density=0,
        )
