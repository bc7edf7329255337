"""Figures of other sizes and in other clothes than the baked ones."""

from dataclasses import replace

import cv2
import numpy as np

from huban_perception.core.types import Array, RgbImage
from huban_simulation.backends.avatar_file import Action, Capsule, Figure, Part

_CLOTHES = ("top", "trousers", "shoes", "hair")
_SIZES = (0.88, 1.12)
"""Against the baked figures, which are 1.55 to 1.65 m tall."""


def varied(figure: Figure, random: np.random.Generator) -> Figure:
    """The same figure taller or smaller, and each piece of clothing in another colour and brightness."""
    return _dyed(_scaled(figure, float(random.uniform(*_SIZES))), random)


def _scaled(figure: Figure, size: float) -> Figure:
    skeleton = figure.skeleton
    return replace(
        figure,
        skeleton=replace(skeleton, offsets=size * skeleton.offsets, support_points=size * skeleton.support_points),
        joints=size * figure.joints,
        parts=tuple(replace(part, vertices=np.float32(size) * part.vertices) for part in figure.parts),
        actions={name: Action(each.vertices, np.float32(size) * each.moves) for name, each in figure.actions.items()},
        capsules=tuple(Capsule(each.bone, size * each.ends, size * each.radius_m) for each in figure.capsules),
    )


def _dyed(figure: Figure, random: np.random.Generator) -> Figure:
    picture = figure.picture.copy()
    for part in figure.parts:
        if part.name in _CLOTHES:
            worn = _painted_by(part, picture)
            tint = random.uniform(0.25, 1.0, 3) if part.name != "hair" else np.full(3, random.uniform(0.2, 1.0))
            picture[worn] = _tinted(picture[worn], tint)
    return replace(figure, picture=picture)


def _painted_by(part: Part, picture: RgbImage) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which pixels of the texture belong to a part."""
    height, width = picture.shape[:2]
    corners = np.round(part.texcoords[part.triangles] * (width, height)).astype(np.int32)
    mask = np.zeros((height, width), dtype=np.uint8)
    for triangle in corners:
        cv2.fillConvexPoly(mask, triangle, 255)
    return mask > 0


def _tinted(pixels: RgbImage, tint: Array) -> RgbImage:
    """Another colour of the same cloth: its shades stay."""
    shade = pixels.mean(axis=-1, keepdims=True)
    return np.clip(shade * tint * 1.4, 0, 255).astype(np.uint8)
