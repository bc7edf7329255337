"""Hair grown as a volume around the skull: a grid of directions from its middle, down to a hairline."""

from dataclasses import dataclass

import numpy as np

from baking.anatomy import Body, Floats, Indices
from baking.noise import clouds
from baking.parts import BONE, Part

COLUMNS, ROWS = 96, 36
_AROUND_DEG = (0, 35, 58, 74, 86, 100, 125, 180)
"""Angles from the front at which styles give their hairline: forehead, temples, ears, nape."""


@dataclass(frozen=True)
class HairStyle:
    """How the hair lies: where it ends (elevations around the head), its thickness, its curls (m)."""

    hairline_deg: tuple[float, ...]
    thickness_m: float
    curls_m: float
    curl_size_m: float


def grow(body: Body, style: HairStyle, seed: int) -> Part:
    """The hair of a body; texture coordinates run around (u) and down (v)."""
    centre = skull_centre(body)
    around = np.linspace(-np.pi, np.pi, COLUMNS + 1)
    down = np.linspace(0.0, 1.0, ROWS)
    azimuth, share = np.meshgrid(around, down)
    line = np.radians(np.interp(np.degrees(np.abs(azimuth)), _AROUND_DEG, style.hairline_deg))
    elevation = np.pi / 2 - share * (np.pi / 2 - line)
    directions = np.stack(
        [np.cos(elevation) * np.cos(azimuth), np.cos(elevation) * np.sin(azimuth), np.sin(elevation)], axis=-1
    ).reshape(-1, 3)
    skull = centre + directions * _hanging_radius(body, centre, directions)[:, None]
    thickness = _thickness(skull, share.ravel(), style, seed)
    vertices = skull + directions * thickness[:, None]
    triangles = _grid()
    texcoords = np.stack([(azimuth / (2 * np.pi) + 0.5).ravel(), 1 - share.ravel()], axis=1)[triangles]
    weights = np.zeros((len(vertices), body.weights.shape[1]))
    weights[:, BONE["head"]] = 1.0
    return Part("hair", vertices, triangles, texcoords, weights)


def skull_centre(body: Body) -> Floats:
    """The middle of the brain case: above the neck, a little behind and above the eyes."""
    left, right = eye_centres(body)
    eyes = (left + right) / 2
    return np.array([eyes[0] - 0.085, 0.0, eyes[2] + 0.012])


def eye_centres(body: Body) -> tuple[Floats, Floats]:
    """The centres of the left and the right eyeball."""
    first, second = (
        body.vertices[np.unique(body.surfaces[f"helper-{side}-eye"].triangles)].mean(axis=0) for side in "lr"
    )
    return (first, second) if first[1] > second[1] else (second, first)


def _thickness(skull: Floats, share: Floats, style: HairStyle, seed: int) -> Floats:
    """The distance of the hair from the skull: full above, under the skin at the hairline, uneven by curls."""
    ragged = np.clip(share + 0.035 * clouds(skull / 0.012, seed), 0, 1)
    body_of_hair = np.sqrt(np.clip(1 - ragged**5, 0, 1))
    curls = style.curls_m * clouds(skull / style.curl_size_m, seed + 1)
    return (style.thickness_m + curls) * body_of_hair - 0.004


def _hanging_radius(body: Body, centre: Floats, directions: Floats) -> Floats:
    """The distance of the hair's inner side: the skull's, but below the ears' height the hair hangs straight down."""
    level = directions * [1.0, 1.0, 0.0]
    cosine = np.linalg.norm(level, axis=1)
    hanging = (directions[:, 2] < 0) & (np.abs(np.arctan2(directions[:, 1], directions[:, 0])) > 1.15)
    wanted = np.where(hanging[:, None], level / np.maximum(cosine, 1e-9)[:, None], directions)
    radius = _skull_radius(body, centre, wanted)
    return np.where(hanging, radius * 0.97 / np.maximum(cosine, 1e-9), radius)


def _skull_radius(body: Body, centre: Floats, directions: Floats) -> Floats:
    """How far the skin is from the centre in each direction: the innermost hit, so that ears do not count."""
    triangles = body.surfaces["body"].triangles
    near = body.weights[triangles][:, :, [BONE["head"], BONE["neck"]]].sum(axis=2).min(axis=1) > 0.5
    corners = body.vertices[triangles[near]] - centre
    outside = np.linalg.norm(corners, axis=2).max(axis=1) > 0.055
    corners = corners[outside]
    return np.array([_nearest_hit(corners, direction) for direction in directions])


def _nearest_hit(corners: Floats, direction: Floats) -> float:
    """Distance along a ray from the origin to the nearest triangle (Moeller and Trumbore 1997)."""
    origin, edge_1, edge_2 = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(direction, edge_2)
    determinant = (edge_1 * across).sum(axis=1)
    safe = np.where(np.abs(determinant) < 1e-12, np.inf, determinant)
    u = (-origin * across).sum(axis=1) / safe
    turned = np.cross(-origin, edge_1)
    v = (turned @ direction) / safe
    distance = (edge_2 * turned).sum(axis=1) / safe
    hit = (u >= 0) & (v >= 0) & (u + v <= 1) & (distance > 0.045)
    return float(distance[hit].min()) if hit.any() else 0.09


def _grid() -> Indices:
    rows, columns = (grid.ravel() for grid in np.meshgrid(range(ROWS - 1), range(COLUMNS), indexing="ij"))
    first = rows * (COLUMNS + 1) + columns
    below = first + COLUMNS + 1
    return np.concatenate([np.stack([first, below, below + 1], 1), np.stack([first, below + 1, first + 1], 1)])
