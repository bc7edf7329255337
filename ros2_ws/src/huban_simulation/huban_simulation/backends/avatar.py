"""A person in MuJoCo: textured skins on kinematic bones, with capsules for lidar and contact.

Native skins (`mjSKIN`) are deformed in C whenever a scene is drawn, so a step only writes the bones' poses. A face
moves by changing the skin's rest vertices, which nothing has to upload.
"""

from collections.abc import Mapping

import mujoco
import numpy as np
from numpy.typing import NDArray

from huban_simulation.backends.avatar_file import Figure, Part, load_figure
from huban_simulation.backends.world import layers
from huban_simulation.core.people.body_pose import BodyPose
from huban_simulation.core.people.rotations import from_matrices
from huban_simulation.core.people.skeleton import Skeleton

FINISH: dict[str, tuple[float, float]] = {
    "skin": (0.12, 0.25),
    "eyes": (0.6, 0.8),
    "teeth": (0.3, 0.5),
    "hair": (0.12, 0.3),
    "top": (0.03, 0.1),
    "trousers": (0.03, 0.1),
    "shoes": (0.1, 0.3),
}
"""Specular highlight and its sharpness, 0..1."""


class Avatar:
    """The body of one person in one model. Attach before compiling, bind after."""

    def __init__(self, name: str, figure: Figure) -> None:
        self._name = name
        self._figure = figure
        self._face: Mapping[str, float] = {}
        self._shown: Mapping[str, float] = {}
        self._mocap: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._vertices = slice(0, 0)

    @classmethod
    def attach(cls, spec: mujoco.MjSpec, name: str, look: str) -> "Avatar":
        """Adds a person to a model that is still being made; raises FigureError for an unknown look."""
        return cls.attach_figure(spec, name, load_figure(look))

    @classmethod
    def attach_figure(cls, spec: mujoco.MjSpec, name: str, figure: Figure) -> "Avatar":
        """Adds a person with this figure."""
        avatar = cls(name, figure)
        avatar._add_bones(spec)
        avatar._add_texture(spec)
        for part in avatar._figure.parts:
            avatar._add_skin(spec, part)
        return avatar

    @property
    def skeleton(self) -> Skeleton:
        """The bones that this body can be posed by."""
        return self._figure.skeleton

    def bind(self, model: mujoco.MjModel, data: mujoco.MjData) -> None:
        """Finds the person in the compiled model."""
        bodies = [model.body(self._bone(bone)).id for bone in self.skeleton.bones]
        self._mocap = model.body_mocapid[bodies].astype(np.int64)
        start = int(model.skin_vertadr[model.skin(self._part(self._figure.parts[0])).id])
        self._vertices = slice(start, start + len(self._figure.vertices))

    def apply(self, model: mujoco.MjModel, data: mujoco.MjData, pose: BodyPose) -> None:
        """Poses the bones at once; the face follows with `refresh`."""
        data.mocap_pos[self._mocap] = pose.positions
        data.mocap_quat[self._mocap] = pose.rotations
        self._face = pose.face

    def refresh(self, model: mujoco.MjModel) -> None:
        """Brings the face up to date; call it before rendering."""
        if self._face == self._shown:
            return
        vertices = self._figure.vertices.copy()
        for name, strength in self._face.items():
            action = self._figure.actions[name]
            vertices[action.vertices] += strength * action.moves
        model.skin_vert[self._vertices] = vertices
        self._shown = dict(self._face)

    def _add_bones(self, spec: mujoco.MjSpec) -> None:
        quats = from_matrices(self._figure.rest)
        for bone, joint, quat in zip(self.skeleton.bones, self._figure.joints, quats, strict=True):
            spec.worldbody.add_body(name=self._bone(bone), mocap=True, pos=joint, quat=quat)
        for capsule in self._figure.capsules:
            spec.body(self._bone(self.skeleton.bones[capsule.bone])).add_geom(
                type=mujoco.mjtGeom.mjGEOM_CAPSULE,
                fromto=capsule.ends.ravel(),
                size=[capsule.radius_m, 0, 0],
                group=layers.BODIES,
                contype=0,
                conaffinity=layers.SOLID,
            )

    def _add_texture(self, spec: mujoco.MjSpec) -> None:
        height, width, channels = self._figure.picture.shape
        texture = spec.add_texture(
            name=self._name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=width, height=height, nchannel=channels
        )
        texture.data = self._figure.picture.tobytes()

    def _add_skin(self, spec: mujoco.MjSpec, part: Part) -> None:
        specular, shininess = FINISH[part.name]
        material = spec.add_material(name=self._part(part), specular=specular, shininess=shininess)
        material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = self._name
        bones = self._bones_of(part)
        spec.add_skin(
            name=self._part(part),
            material=self._part(part),
            group=layers.PEOPLE,
            vert=part.vertices.ravel(),
            face=part.triangles.ravel(),
            texcoord=part.texcoords.ravel(),
            bodyname=[self._bone(self.skeleton.bones[bone]) for bone in bones],
            bindpos=self._figure.joints[list(bones)].astype(np.float32).ravel(),
            bindquat=from_matrices(self._figure.rest[list(bones)]).astype(np.float32).ravel(),
            vertid=[list(map(int, vertices)) for vertices, _ in bones.values()],
            vertweight=[list(map(float, weights)) for _, weights in bones.values()],
        )

    def _bones_of(self, part: Part) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """For each bone that moves a part: the vertices, counted in the part, and their weights."""
        rows = slice(part.first_vertex, part.first_vertex + len(part.vertices))
        owners, weights = self._figure.weight_bones[rows], self._figure.weights[rows]
        moved = {}
        for bone in range(len(self.skeleton.bones)):
            vertices, columns = np.nonzero((owners == bone) & (weights > 0))
            if len(vertices):
                moved[bone] = (vertices, weights[vertices, columns])
        return moved

    def _bone(self, bone: str) -> str:
        return f"{self._name}_{bone}"

    def _part(self, part: Part) -> str:
        return f"{self._name}_{part.name}"
