"""One picture for all parts of a figure: places the texture islands and says what lies under each pixel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from baking.anatomy import Floats, Indices
from baking.parts import Part

WIDTH = 2048
_GAP = 6


@dataclass(frozen=True)
class Patch:
    """The pixels of one part: rows and columns in the atlas and, for each pixel, values carried by the surface."""

    rows: Indices
    columns: Indices
    points: Floats
    normals: Floats
    hollows: Floats
    """How concave the surface is there: positive in creases (fractions of the local edge length)."""
    texcoords: Floats
    """The part's own texture coordinates, for masks."""


@dataclass(frozen=True)
class Island:
    triangles: Indices
    corner: Floats
    size: Floats


def pack(parts: list[Part], density: dict[str, float]) -> tuple[list[Floats], int]:
    """Texture coordinates in pixels for each part (triangles, 3, 2) and the height of the atlas.

    `density` gives pixels per unit of the part's own texture coordinates. Islands go on shelves, tallest first.
    """
    islands = [(index, island) for index, part in enumerate(parts) for island in _islands(part, density[part.name])]
    placed = [np.zeros((len(part.triangles), 3, 2)) for part in parts]
    left, top, shelf = _GAP, _GAP, 0.0
    for index, island in sorted(islands, key=lambda entry: -entry[1].size[1]):
        if left + island.size[0] + _GAP > WIDTH:
            left, top, shelf = _GAP, top + int(shelf) + _GAP, 0.0
        scaled = parts[index].texcoords[island.triangles] * density[parts[index].name]
        placed[index][island.triangles] = scaled - island.corner + (left, top)
        left, shelf = left + int(island.size[0]) + _GAP, max(shelf, float(island.size[1]))
    return placed, -(-(top + int(shelf) + _GAP) // 64) * 64


def split_at_seams(part: Part, pixels: Floats) -> tuple[Part, Floats]:
    """The part with one vertex for each pair of place and texture coordinate, and those coordinates (vertices, 2)."""
    pairs = np.concatenate([part.triangles.reshape(-1, 1), np.round(pixels.reshape(-1, 2), 2)], axis=1)
    unique, triangles = np.unique(pairs, axis=0, return_inverse=True)
    source = unique[:, 0].astype(int)
    split = Part(
        part.name,
        part.vertices[source],
        triangles.reshape(-1, 3),
        pixels,
        part.weights[source],
        {name: moved[source] for name, moved in part.actions.items()},
    )
    return split, unique[:, 1:]


def rasterise(part: Part, pixels: Floats) -> Patch:
    """What lies under each pixel of a part."""
    normals = part.normals()
    hollows = _hollows(part, normals)
    found: list[tuple[Indices, Floats]] = [_covered(triangle) for triangle in pixels]
    owners = np.repeat(np.arange(len(found)), [len(inside) for inside, _ in found])
    inside = np.concatenate([inside for inside, _ in found])
    shares = np.concatenate([share for _, share in found])
    corners = part.triangles[owners]

    def carried(values: Floats) -> Floats:
        return np.einsum("nc,nc...->n...", shares, values[corners])

    texcoords = np.einsum("nc,nck->nk", shares, part.texcoords[owners])
    return Patch(inside[:, 1], inside[:, 0], carried(part.vertices), carried(normals), carried(hollows), texcoords)


def spread(picture: Floats, painted: NDArray[np.bool_], rounds: int = _GAP) -> Floats:
    """Fills the gaps between islands with their nearest colours, so that filtering does not draw seams."""
    picture, painted = picture.copy(), painted.copy()
    for _ in range(rounds):
        for axis, shift in ((0, 1), (0, -1), (1, 1), (1, -1)):
            source = np.roll(painted, shift, axis)
            fresh = source & ~painted
            picture[fresh] = np.roll(picture, shift, axis)[fresh]
            painted |= source
    return picture


def _islands(part: Part, density: float) -> list[Island]:
    """Groups of triangles that hang together in texture space."""
    corners = np.round(part.texcoords.reshape(-1, 2), 5)
    _, label = np.unique(corners, axis=0, return_inverse=True)
    label = label.reshape(-1, 3)
    owner = np.arange(label.max() + 1)
    while True:
        lowest = owner[label].min(axis=1)
        before = owner.copy()
        for corner in range(3):
            np.minimum.at(owner, label[:, corner], lowest)
        owner = owner[owner]
        if (owner == before).all():
            break
    of_triangle = owner[label[:, 0]]
    return [_island(part, np.flatnonzero(of_triangle == root), density) for root in np.unique(of_triangle)]


def _island(part: Part, triangles: Indices, density: float) -> Island:
    points = part.texcoords[triangles].reshape(-1, 2) * density
    return Island(triangles, points.min(axis=0), np.ceil(np.ptp(points, axis=0)))


def _covered(triangle: Floats) -> tuple[Indices, Floats]:
    """Pixels (n, 2) whose centre is in or within half a pixel of a triangle (3, 2), and their barycentric shares."""
    low, high = np.floor(triangle.min(axis=0)).astype(int) - 1, np.ceil(triangle.max(axis=0)).astype(int) + 1
    x, y = np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1))
    pixels = np.stack([x.ravel(), y.ravel()], axis=1)
    edges = np.stack([triangle[0] - triangle[2], triangle[1] - triangle[2]], axis=1)
    area = abs(np.linalg.det(edges))
    if area < 1e-9:
        return np.empty((0, 2), dtype=np.int64), np.empty((0, 3))
    share = (pixels + 0.5 - triangle[2]) @ np.linalg.inv(edges).T
    share = np.c_[share, 1 - share.sum(axis=1)]
    slack = 0.7 * np.linalg.norm(np.roll(triangle, 1, axis=0) - np.roll(triangle, -1, axis=0), axis=1) / area
    inside = (share >= -slack).all(axis=1)
    return pixels[inside], share[inside]


def _hollows(part: Part, normals: Floats) -> Floats:
    """Concavity on a fine and a coarse scale."""
    total, smooth = np.zeros(len(part.vertices)), part.vertices
    edges = part.vertices[part.triangles[:, 0]] - part.vertices[part.triangles[:, 1]]
    scale = np.linalg.norm(edges, axis=1).mean()
    for step in range(6):
        smooth = part.neighbour_means(smooth)
        if step in (0, 5):
            total += ((smooth - part.vertices) * normals).sum(axis=1) / scale
    return total
