"""Painted surfaces: wood, tiles, fabric, pictures. Each painter returns an RGB picture (height, width, 3), uint8."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

Picture = NDArray[np.uint8]
Colour = tuple[float, float, float]
"""Red, green, blue, 0..1."""


def planks(
    width_m: float, height_m: float, pixels_per_m: int, seed: int, colour: Colour = (0.71, 0.53, 0.36)
) -> Picture:
    """A wooden floor: rows of planks along x with grain."""
    rng = np.random.default_rng(seed)
    rows, columns = round(height_m * pixels_per_m), round(width_m * pixels_per_m)
    plank = max(4, round(0.15 * pixels_per_m))
    picture = np.empty((rows, columns))
    for top in range(0, rows, plank):
        depth = min(plank, rows - top)
        picture[top : top + depth] = _plank_row(rng, depth, columns, pixels_per_m)
        picture[top, :] *= 0.82
    return tinted(picture, colour)


def _plank_row(rng: np.random.Generator, depth: int, columns: int, pixels_per_m: int) -> NDArray[np.float64]:
    grain = gaussian_filter(rng.normal(0, 1, (depth, columns)), (0.6, 14), mode="wrap")
    row = 1.0 + 0.05 * grain / max(float(grain.std()), 1e-9)
    at = int(rng.integers(0, round(1.2 * pixels_per_m)))
    start = 0
    while start < columns:
        end = min(columns, start + at)
        row[:, start:end] *= 1.0 + rng.normal(0, 0.045)
        row[:, max(0, end - 1) : end] *= 0.85
        start, at = end, int(rng.integers(round(0.8 * pixels_per_m), round(1.6 * pixels_per_m)))
    return np.asarray(row, dtype=np.float64)


def tiles(
    width_m: float,
    height_m: float,
    pixels_per_m: int,
    seed: int,
    colour: Colour = (0.86, 0.84, 0.79),
    tile_m: float = 0.4,
) -> Picture:
    """Square tiles with joints."""
    rng = np.random.default_rng(seed)
    rows, columns = round(height_m * pixels_per_m), round(width_m * pixels_per_m)
    side = max(3, round(tile_m * pixels_per_m))
    down, across = rows // side + 1, columns // side + 1
    shade = np.kron(1.0 + rng.normal(0, 0.018, (down, across)), np.ones((side, side)))[:rows, :columns]
    shade *= 1.0 + 0.012 * clouds(rng, rows, columns, 6)
    shade[::side, :] *= 0.84
    shade[:, ::side] *= 0.84
    return tinted(shade, colour)


def stone(
    width_m: float, height_m: float, pixels_per_m: int, seed: int, colour: Colour = (0.69, 0.67, 0.63)
) -> Picture:
    """Large slabs of speckled stone."""
    rng = np.random.default_rng(seed)
    slabs = tiles(width_m, height_m, pixels_per_m, seed, colour, tile_m=0.6).astype(np.float64) / 255
    speckle = rng.normal(0, 1, slabs.shape[:2])
    return tinted((1.0 + 0.045 * gaussian_filter(speckle, 0.7))[..., None] * slabs, (1.0, 1.0, 1.0))


def fabric(colour: Colour, seed: int, side: int = 128) -> Picture:
    """Woven cloth."""
    rng = np.random.default_rng(seed)
    weave = np.add.outer(np.sin(np.arange(side) * np.pi / 2), np.sin(np.arange(side) * np.pi / 2))
    return tinted(1.0 + 0.02 * weave + 0.03 * clouds(rng, side, side, 4), colour)


def wood(colour: Colour, seed: int, side: int = 128) -> Picture:
    """Furniture wood with grain along x."""
    rng = np.random.default_rng(seed)
    grain = gaussian_filter(rng.normal(0, 1, (side, side)), (1.0, 22), mode="wrap")
    return tinted(1.0 + 0.06 * grain / grain.std(), colour)


def rug(width_m: float, height_m: float, seed: int, pixels_per_m: int = 110) -> Picture:
    """A woven rug with a border and a diamond pattern."""
    rows, columns = round(height_m * pixels_per_m), round(width_m * pixels_per_m)
    y, x = np.mgrid[0:rows, 0:columns] / pixels_per_m
    edge = np.minimum.reduce([x, y, width_m - x, height_m - y])
    field, border, line = np.array([0.62, 0.26, 0.22]), np.array([0.20, 0.27, 0.38]), np.array([0.87, 0.78, 0.62])
    picture = np.where((edge > 0.16)[..., None], field, border)
    diamond = (np.abs((x / 0.24) % 1 - 0.5) + np.abs((y / 0.24) % 1 - 0.5)) % 0.5
    picture[(edge > 0.22) & (diamond < 0.09)] = line * 0.92
    picture[((edge > 0.14) & (edge < 0.17)) | ((edge > 0.03) & (edge < 0.05))] = line
    rng = np.random.default_rng(seed)
    weave = 1.0 + 0.05 * rng.normal(0, 1, (rows, columns)) + 0.04 * clouds(rng, rows, columns, 5)
    return tinted(picture * weave[..., None], (1.0, 1.0, 1.0))


def garden(seed: int, rows: int = 128, columns: int = 160) -> Picture:
    """What one sees through a window: sky, hills, trees, out of focus."""
    rng = np.random.default_rng(seed)
    y = np.linspace(0, 1, rows)[:, None, None]
    picture = np.array([0.62, 0.80, 0.97]) * (1 - y) + np.array([0.95, 0.97, 0.98]) * y
    picture = np.repeat(picture, columns, axis=1)
    for base, colour in ((0.62, (0.60, 0.74, 0.72)), (0.72, (0.45, 0.63, 0.40)), (0.86, (0.32, 0.53, 0.27))):
        ridge = base + 0.09 * gaussian_filter(rng.normal(0, 1, columns), 9, mode="wrap") * 3
        picture[np.arange(rows)[:, None] / rows > ridge[None, :]] = colour
    return tinted(gaussian_filter(picture, (1.5, 1.5, 0)), (1.0, 1.0, 1.0))


def painting(seed: int, rows: int = 96, columns: int = 128) -> Picture:
    """A landscape in ink and wash: mountains in mist, a red sun."""
    rng = np.random.default_rng(seed)
    picture = np.full((rows, columns, 3), (0.95, 0.92, 0.84))
    y, x = np.mgrid[0:rows, 0:columns]
    picture[(y - rows * 0.24) ** 2 + (x - columns * rng.uniform(0.25, 0.75)) ** 2 < (rows * 0.09) ** 2] = (
        0.82,
        0.30,
        0.22,
    )
    for step, depth in enumerate((0.25, 0.45, 0.65)):
        ridge = rows * (0.42 + 0.17 * step + 0.2 * gaussian_filter(rng.normal(0, 1, columns), 8) * 2)
        ink = np.array([0.36, 0.47, 0.50]) * depth + np.array([0.95, 0.92, 0.84]) * (1 - depth)
        fade = np.clip((y - ridge) / (rows * 0.35), 0, 1)[..., None]
        picture = np.where((y > ridge)[..., None], ink + fade * (np.array([0.95, 0.92, 0.84]) - ink), picture)
    return tinted(gaussian_filter(picture, (0.7, 0.7, 0)), (1.0, 1.0, 1.0))


def clouds(rng: np.random.Generator, rows: int, columns: int, cells: int) -> NDArray[np.float64]:
    """Smooth noise of about unit size."""
    coarse = rng.normal(0, 1, (cells + 2, cells + 2))
    fine: NDArray[np.float64] = zoom(coarse, (rows / (cells + 1) + 1, columns / (cells + 1) + 1), order=1)
    return fine[:rows, :columns]


def tinted(shade: NDArray[np.float64], colour: Colour) -> Picture:
    """A grey or coloured picture of factors times a colour, as bytes."""
    picture = shade if shade.ndim == 3 else shade[..., None]
    return np.asarray(np.clip(picture * np.array(colour) * 255, 0, 255), dtype=np.uint8)
