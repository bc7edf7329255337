"""Reads the figures that `sim/avatars/bake.py` makes."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_simulation.core.people.skeleton import Floats, Skeleton


class FigureError(ValueError):
    """A figure that is not there or cannot be read."""


@dataclass(frozen=True)
class Part:
    """One surface of a figure with its own finish; vertices are those of the figure from `first_vertex` on."""

    name: str
    first_vertex: int
    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    texcoords: NDArray[np.float32]


@dataclass(frozen=True)
class Capsule:
    bone: int
    ends: Floats
    radius_m: float


@dataclass(frozen=True)
class Action:
    """A facial action: how far (n, 3) which vertices of the figure move when it is fully done."""

    vertices: NDArray[np.int64]
    moves: NDArray[np.float32]


@dataclass(frozen=True)
class Figure:
    """Everything that is drawn and touched of one person."""

    skeleton: Skeleton
    joints: Floats
    """(bones, 3): the bones in the rest mesh."""
    rest: Floats
    """(bones, 3, 3)"""
    parts: tuple[Part, ...]
    weight_bones: NDArray[np.int64]
    """(vertices, 4)"""
    weights: NDArray[np.float32]
    """(vertices, 4)"""
    actions: dict[str, Action]
    capsules: tuple[Capsule, ...]
    picture: NDArray[np.uint8]
    """RGB."""

    @property
    def vertices(self) -> NDArray[np.float32]:
        """All vertices of the rest mesh (vertices, 3)."""
        return np.concatenate([part.vertices for part in self.parts])


def figures_folder() -> Path:
    """`sim/avatars` of this checkout; HUBAN_ROOT names another one."""
    root = os.environ.get("HUBAN_ROOT") or Path(__file__).resolve().parents[5]
    return Path(root) / "sim" / "avatars"


@cache
def load_figure(look: str, folder: Path | None = None) -> Figure:
    """The figure with this look; raises FigureError naming the looks that there are."""
    folder = folder or figures_folder()
    path = folder / f"{look}.npz"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in folder.glob("*.npz"))) or f"none in {folder}"
        raise FigureError(f"no figure '{look}'; there are {known}")
    picture = cv2.imread(str(path.with_suffix(".jpg")))
    if picture is None:
        raise FigureError(f"{path.with_suffix('.jpg')}: not a readable picture")
    with np.load(path) as data:
        return Figure(
            skeleton=_skeleton(data),
            joints=data["joints"].astype(np.float64),
            rest=data["rest"].astype(np.float64),
            parts=_parts(data),
            weight_bones=data["weight_bones"].astype(np.int64),
            weights=data["weights"].astype(np.float32) / 255,
            actions=_actions(data),
            capsules=_capsules(data),
            picture=np.ascontiguousarray(picture[:, :, ::-1]),
        )


def _skeleton(data: np.lib.npyio.NpzFile) -> Skeleton:
    return Skeleton(
        bones=tuple(str(bone) for bone in data["bones"]),
        parents=tuple(int(parent) for parent in data["parents"]),
        offsets=data["offsets"].astype(np.float64),
        support_bones=data["support_bones"].astype(np.int64),
        support_points=data["support_points"].astype(np.float64),
    )


def _parts(data: np.lib.npyio.NpzFile) -> tuple[Part, ...]:
    vertex_ends = np.cumsum(data["vertex_counts"])
    vertices = np.split(data["vertices"].astype(np.float32) * np.float32(data["vertex_unit_m"]), vertex_ends[:-1])
    texcoords = np.split(data["texcoords"].astype(np.float32) / 65535, vertex_ends[:-1])
    triangles = np.split(data["triangles"].astype(np.int32), np.cumsum(data["triangle_counts"])[:-1])
    starts = vertex_ends - data["vertex_counts"]
    columns = zip(data["parts"], starts, vertices, triangles, texcoords, strict=True)
    return tuple(Part(str(name), int(start), *arrays) for name, start, *arrays in columns)


def _actions(data: np.lib.npyio.NpzFile) -> dict[str, Action]:
    ends = np.cumsum(data["action_counts"])[:-1]
    vertices = np.split(data["action_vertices"].astype(np.int64), ends)
    moves = np.split(data["action_moves"].astype(np.float32) * np.float32(data["action_unit_m"]), ends)
    return {str(name): Action(*pair) for name, *pair in zip(data["actions"], vertices, moves, strict=True)}


def _capsules(data: np.lib.npyio.NpzFile) -> tuple[Capsule, ...]:
    columns = zip(data["capsule_bones"], data["capsule_ends"], data["capsule_radii"], strict=True)
    return tuple(Capsule(int(bone), ends.astype(np.float64), float(radius)) for bone, ends, radius in columns)
