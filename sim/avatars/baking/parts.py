"""What a figure is made of: skin, eyes, teeth, hair, clothes and shoes as separate surfaces."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from baking.anatomy import BONES, Body, Floats, Indices

BONE = {name: index for index, name in enumerate(BONES)}


@dataclass(frozen=True)
class Part:
    """A surface with its own material. `texcoords` belong to triangle corners (triangles, 3, 2)."""

    name: str
    vertices: Floats
    triangles: Indices
    texcoords: Floats
    weights: Floats
    actions: dict[str, Floats] = field(default_factory=dict)

    def normals(self) -> Floats:
        """Unit vertex normals, weighted by area."""
        corners = self.vertices[self.triangles]
        faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        sums = np.zeros_like(self.vertices)
        for corner in range(3):
            np.add.at(sums, self.triangles[:, corner], faces)
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)

    def neighbour_means(self, values: Floats) -> Floats:
        """The mean of each vertex's neighbours."""
        sums, counts = np.zeros_like(values), np.zeros(len(values))
        for a, b in ((0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)):
            np.add.at(sums, self.triangles[:, a], values[self.triangles[:, b]])
            np.add.at(counts, self.triangles[:, a], 1)
        return sums / np.maximum(counts, 1)[:, None]


def cut(body: Body, name: str, group: str, keep: Callable[[Indices], NDArray[np.bool_]]) -> Part:
    """The triangles of one group of the base mesh that `keep` wants, with vertices numbered anew."""
    triangles, texcoords = body.surfaces[group].triangles, body.surfaces[group].texcoords
    wanted = keep(triangles)
    used, renumbered = np.unique(triangles[wanted], return_inverse=True)
    return Part(
        name,
        body.vertices[used],
        renumbered.reshape(-1, 3),
        texcoords[wanted],
        body.weights[used],
        {action: moved[used] for action, moved in body.actions.items()},
    )


def smoothed(part: Part, rounds: int, amount: float | Floats = 1.0) -> Part:
    """The part with its bumps ironed out; open edges are straightened along themselves and stay open."""
    edge = _open_edges(part)
    rim = Part(part.name, part.vertices, np.c_[edge, edge[:, :1]], np.empty(0), np.empty(0))
    on_rim = np.isin(np.arange(len(part.vertices)), edge)[:, None]
    step = 0.5 * np.broadcast_to(amount, len(part.vertices))[:, None]
    vertices = part.vertices
    for _ in range(rounds):
        means = np.where(on_rim, rim.neighbour_means(vertices), part.neighbour_means(vertices))
        vertices = vertices + step * (means - vertices)
    return replace(part, vertices=vertices)


def inflated(part: Part, thickness_m: float | Floats) -> Part:
    """The part moved outwards along its normals."""
    thickness = np.broadcast_to(thickness_m, len(part.vertices))
    return replace(part, vertices=part.vertices + thickness[:, None] * part.normals())


def joined(name: str, *parts: Part) -> Part:
    """Several parts as one."""
    starts = np.cumsum([0, *(len(part.vertices) for part in parts[:-1])])
    return Part(
        name,
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part.texcoords for part in parts]),
        np.concatenate([part.weights for part in parts]),
        {action: np.concatenate([part.actions[action] for part in parts]) for action in parts[0].actions},
    )


def _open_edges(part: Part) -> Indices:
    """Edges (n, 2) that have only one triangle."""
    edges = np.sort(np.concatenate([part.triangles[:, [0, 1]], part.triangles[:, [1, 2]], part.triangles[:, [2, 0]]]))
    unique, counts = np.unique(edges, axis=0, return_counts=True)
    return unique[counts == 1]
