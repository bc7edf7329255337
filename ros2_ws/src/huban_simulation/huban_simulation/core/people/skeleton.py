"""The bones of a figure and where they are in a pose. Every bone's axes are x forward, y left, z up when upright."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROOT = 0


@dataclass(frozen=True, eq=False)
class Skeleton:
    """A tree of bones, parents before children; arms hang down in the upright pose, in which all rotations are one."""

    bones: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Floats
    """(bones, 3): each joint in the axes of its parent, m."""
    support_bones: NDArray[np.int64]
    support_points: Floats
    """(points, 3): outermost points of the body and the bone that each belongs to, m."""

    def index(self, bone: str) -> int:
        return self.bones.index(bone)

    def indices(self, part: str) -> list[int]:
        """The bone of this name, or those of both sides."""
        return [
            index for index, bone in enumerate(self.bones) if bone.removeprefix("left_").removeprefix("right_") == part
        ]

    def carried_by(self, bone: int) -> NDArray[np.bool_]:
        """Which surface points move with a bone, its children's included (points,)."""
        return self._carried[bone]

    def length_m(self, bone: str) -> float:
        """The distance of a bone's joint from its parent's."""
        return float(np.linalg.norm(self.offsets[self.index(bone)]))

    @cached_property
    def sole_m(self) -> float:
        """Height of the ankle above the sole."""
        feet = np.isin(self.support_bones, [self.index("left_foot"), self.index("right_foot")])
        return float(-self.support_points[feet, 2].min())

    @cached_property
    def standing_m(self) -> float:
        """Height of the hips above the floor with straight legs."""
        return self.sole_m + self.length_m("left_shin") + self.length_m("left_foot") - float(self._thigh_offset[2])

    @property
    def _thigh_offset(self) -> Floats:
        offset: Floats = self.offsets[self.index("left_thigh")]
        return offset

    @cached_property
    def _carried(self) -> list[NDArray[np.bool_]]:
        carried = [self.support_bones == bone for bone in range(len(self.bones))]
        for bone in range(len(self.bones) - 1, 0, -1):
            carried[self.parents[bone]] |= carried[bone]
        return carried

    @cached_property
    def _levels(self) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Bones grouped by their distance from the root, with their parents."""
        depth = [0]
        for parent in self.parents[1:]:
            depth.append(depth[parent] + 1)
        groups = [[bone for bone, level in enumerate(depth) if level == wanted] for wanted in range(1, max(depth) + 1)]
        return [(np.array(group), np.array([self.parents[bone] for bone in group])) for group in groups]

    def forward(self, hips: Floats, turns: Floats) -> tuple[Floats, Floats]:
        """Joint positions (bones, 3) and rotations (bones, 3, 3) in `map`.

        `turns` (bones, 3, 3) are rotations against the parent, that of the root against `map`.
        """
        positions, rotations = np.empty((len(self.bones), 3)), np.empty((len(self.bones), 3, 3))
        positions[ROOT], rotations[ROOT] = hips, turns[ROOT]
        for bones, parents in self._levels:
            positions[bones] = positions[parents] + np.einsum("nij,nj->ni", rotations[parents], self.offsets[bones])
            rotations[bones] = rotations[parents] @ turns[bones]
        return positions, rotations

    def surface(self, positions: Floats, rotations: Floats) -> Floats:
        """The outermost points of the body in `map` (points, 3)."""
        turned = np.einsum("nij,nj->ni", rotations[self.support_bones], self.support_points)
        points: Floats = positions[self.support_bones] + turned
        return points
