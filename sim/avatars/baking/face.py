"""Paints the skin: complexion, lips, brows, lids, cheeks, age."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from baking.anatomy import Body, Floats, mask_folder
from baking.atlas import Patch
from baking.hair import eye_centres, skull_centre
from baking.noise import clouds

Colour = tuple[float, float, float]
_HALF_HEAD_M = 0.12
"""Skin further aside is that of the hands, whose palms are hollow without being creased."""


@dataclass(frozen=True)
class Complexion:
    """Colours of the skin (red, green, blue, 0..1) and how much age shows (0..1)."""

    skin: Colour
    lips: Colour
    brows: Colour
    hair: Colour
    age: float


def paint_skin(patch: Patch, body: Body, look: Complexion) -> Floats:
    """Colours (pixels, 3) of head, neck and hands."""
    colours = np.tile(np.array(look.skin), (len(patch.points), 1))
    colours *= 1 + 0.035 * clouds(patch.points / 0.02, 1)[:, None] + 0.02 * clouds(patch.points / 0.004, 2)[:, None]
    colours = _blushed(colours, patch, body)
    creased = np.where(np.abs(patch.points[:, 1]) < _HALF_HEAD_M, 0.2 + 0.25 * look.age, 0.08)
    colours *= (1 - creased * np.clip(patch.hollows, 0, 0.9))[:, None]
    colours *= (1 + 0.08 * np.clip(-patch.hollows, 0, 1))[:, None]
    spots = np.clip(clouds(patch.points / 0.009, 7, octaves=1) - 0.8, 0, 1) * 3.5 * look.age
    colours = mixed(colours, (0.50, 0.33, 0.24), np.clip(spots, 0, 0.3))
    colours = mixed(colours, look.lips, 0.75 * _mask("mpfb_lips.jpg", patch))
    colours = mixed(colours, (0.30, 0.10, 0.10), _mask("mpfb_inside-mouth.jpg", patch))
    colours = mixed(colours, (0.90, 0.74, 0.68), 0.5 * _mask("mpfb_fingernails.jpg", patch))
    colours = _eye_region(colours, patch, body, look)
    return mixed(colours, look.hair, _scalp(patch, body))


def paint_eyes(patch: Patch, body: Body) -> Floats:
    """White, iris and pupil, looking straight ahead; the upper part lies in the lid's shadow."""
    centres = np.stack(eye_centres(body))
    offsets = patch.points - centres[(patch.points[:, 1] < 0).astype(int)]
    distance = np.linalg.norm(offsets, axis=1)
    angle = np.degrees(np.arccos(np.clip(offsets[:, 0] / np.maximum(distance, 1e-9), -1, 1)))
    colours = np.tile([0.93, 0.91, 0.88], (len(offsets), 1))
    colours = mixed(colours, (0.86, 0.62, 0.58), 0.35 * np.clip((angle - 32) / 30, 0, 1))
    colours = mixed(colours, (0.22, 0.13, 0.08), step(27.0 - angle, 3.0))
    colours = mixed(colours, (0.03, 0.02, 0.02), step(12.0 - angle, 2.0))
    glint = np.linalg.norm(offsets / np.maximum(distance, 1e-9)[:, None] - [0.94, 0.1, 0.3], axis=1)
    return mixed(colours, (1.0, 1.0, 1.0), 0.9 * step(0.09 - glint, 0.04))


def mixed(colours: Floats, other: Colour, share: Floats) -> Floats:
    """Colours blended towards another one; `share` (pixels,) 0..1."""
    return colours + np.clip(share, 0, 1)[:, None] * (np.array(other) - colours)


def step(value: Floats, width: float) -> Floats:
    """0 where `value` is below zero, 1 above `width`, smooth between."""
    share = np.clip(value / width, 0, 1)
    return share * share * (3 - 2 * share)


def _mask(name: str, patch: Patch) -> Floats:
    picture = np.asarray(Image.open(mask_folder() / name).convert("L"), dtype=np.float64) / 255
    size = len(picture)
    columns = np.clip(patch.texcoords[:, 0] * size, 0, size - 1).astype(int)
    rows = np.clip((1 - patch.texcoords[:, 1]) * size, 0, size - 1).astype(int)
    return picture[rows, columns]


def _blushed(colours: Floats, patch: Patch, body: Body) -> Floats:
    """Redder cheeks, nose and knuckle side of the hands; darker under the eyes."""
    for eye, side in zip(eye_centres(body), (1, -1), strict=True):
        cheek = np.linalg.norm((patch.points - eye - [0.01, 0.012 * side, -0.038]) / [0.05, 0.022, 0.02], axis=1)
        colours = mixed(colours, (0.86, 0.48, 0.42), 0.28 * np.exp(-(cheek**2)))
        bag = np.linalg.norm((patch.points - eye - [0.012, 0, -0.017]) / [0.03, 0.018, 0.006], axis=1)
        colours = mixed(colours, (0.50, 0.33, 0.30), 0.30 * np.exp(-(bag**2)))
    return colours


def _eye_region(colours: Floats, patch: Patch, body: Body, look: Complexion) -> Floats:
    """Lash lines along the lids and brows above them."""
    radius = _eye_radius(body)
    for eye, side in zip(eye_centres(body), (1, -1), strict=True):
        offset = patch.points - eye
        aside, up = offset[:, 1] * side, offset[:, 2]
        in_front = step(offset[:, 0] + 0.004, 0.004)
        gap = np.linalg.norm(offset, axis=1) - radius
        lash = step(0.0026 - gap, 0.0016) * in_front * np.where(up > 0, 0.9, 0.55)
        colours = mixed(colours, (0.10, 0.07, 0.06), lash)
        arch = np.interp(aside, (-0.020, -0.008, 0.008, 0.026), (0.0185, 0.0225, 0.0255, 0.0195))
        width = np.interp(aside, (-0.020, -0.008, 0.010, 0.028), (0.0035, 0.0042, 0.0036, 0.0014))
        strokes = 0.82 + 0.3 * clouds(patch.points / [0.004, 0.0012, 0.004], 11)
        within = step(aside + 0.021, 0.004) * step(0.030 - aside, 0.006) * step(offset[:, 0], 0.004)
        colours = mixed(colours, look.brows, strokes * within * step(width - np.abs(up - arch), 0.0022))
    return colours


def _eye_radius(body: Body) -> float:
    points = body.vertices[np.unique(body.surfaces["helper-l-eye"].triangles)]
    return float(np.linalg.norm(points - points.mean(axis=0), axis=1).mean())


def _scalp(patch: Patch, body: Body) -> Floats:
    """A shade of hair colour on the skin beneath the hair."""
    offset = patch.points - skull_centre(body)
    direction = offset / np.linalg.norm(offset, axis=1, keepdims=True)
    around = np.degrees(np.abs(np.arctan2(direction[:, 1], direction[:, 0])))
    elevation = np.degrees(np.arcsin(direction[:, 2]))
    line = np.interp(around, (0, 40, 70, 90, 120, 180), (36, 33, 14, -2, -30, -40))
    return 0.7 * step(elevation - line + 4 * clouds(patch.points / 0.006, 5), 7.0)
