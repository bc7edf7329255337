"""Cabinets and shelves. The doors are at +x, the back stands at the wall."""

import numpy as np

from huban_simulation.backends.world.part import Part, Vector

_BOOKS = ("red", "blue", "teal", "mustard", "green", "terracotta", "cream", "walnut")


def box(part: Part, size: Vector) -> None:
    """Anything that is in the way."""
    part.box(size, [0, 0, size[2] / 2], "birch")


def cabinet(part: Part, size: Vector) -> None:
    """A low cabinet with doors and a vase on it."""
    length, width, height = size
    _carcass(part, size, "birch")
    _doors(part, size, "birch", 0.02, height - 0.06)
    part.cushion([length, width, 0.03], [0, 0, height - 0.005], "oak", 0.01)
    part.ellipsoid([0.14, 0.14, 0.24], [0, width * 0.25, height + 0.12], "teal", solid=False)
    for dx, dy in ((0.03, 0.02), (-0.03, 0.04), (0.0, -0.05)):
        part.capsule(0.012, 0.3, [dx, width * 0.25 + dy, height + 0.36], "leaf", solid=False)
        part.ellipsoid([0.08, 0.08, 0.07], [dx, width * 0.25 + dy, height + 0.5], "red", solid=False)


def wardrobe(part: Part, size: Vector) -> None:
    """A tall wardrobe."""
    _carcass(part, size, "oak")
    _doors(part, size, "birch", 0.03, size[2] - 0.08)


def bookshelf(part: Part, size: Vector) -> None:
    """An open shelf full of books and a few keepsakes."""
    length, width, height = size
    part.box([0.02, width, height], [-length / 2 + 0.01, 0, height / 2], "walnut")
    for side in (-1, 1):
        part.box([length, 0.03, height], [0, side * (width - 0.03) / 2, height / 2], "walnut")
    levels = max(2, round(height / 0.36))
    for level in range(levels + 1):
        part.box([length, width, 0.025], [0, 0, 0.04 + level * (height - 0.06) / levels], "walnut")
    rng = np.random.default_rng(round(width * 1000))
    for level in range(levels):
        _books(part, rng, size, 0.053 + level * (height - 0.06) / levels, (height - 0.06) / levels)


def television(part: Part, size: Vector) -> None:
    """A sideboard with a television set on it."""
    _, width, height = size
    _carcass(part, size, "walnut")
    _doors(part, size, "oak", 0.02, height - 0.06)
    part.cushion([0.2, 0.5, 0.02], [-0.02, 0, height + 0.01], "black", 0.01)
    part.cylinder(0.05, 0.1, [-0.02, 0, height + 0.05], "black")
    part.cushion([0.05, width * 0.86, width * 0.5], [-0.02, 0, height + 0.08 + width * 0.25], "black", 0.012)
    part.box(
        [width * 0.83, width * 0.46, 0.004],
        [0.006, 0, height + 0.08 + width * 0.25],
        "television_picture",
        (0.5, 0.5, 0.5, 0.5),
    )
    part.cylinder(0.1, 0.14, [0, width * 0.46, height + 0.07], "terracotta", solid=False)
    part.ellipsoid([0.2, 0.2, 0.22], [0, width * 0.46, height + 0.22], "leaf_light", solid=False)


def _carcass(part: Part, size: Vector, wood: str) -> None:
    length, width, height = size
    part.box([length - 0.02, width, height - 0.06], [-0.01, 0, (height + 0.06) / 2], wood)
    part.box([length - 0.06, width - 0.06, 0.06], [-0.02, 0, 0.03], "dark_metal")


def _doors(part: Part, size: Vector, wood: str, gap: float, height: float) -> None:
    length, width, _ = size
    count = max(1, round(width / 0.5))
    door = width / count
    for index in range(count):
        across = (index + 0.5) * door - width / 2
        part.cushion([0.025, door - gap, height - gap], [length / 2 - 0.012, across, 0.06 + height / 2], wood, 0.008)
        handle = across + (door / 2 - 0.05) * (1 if index % 2 == 0 else -1)
        part.capsule(0.016, 0.14, [length / 2 + 0.012, handle, 0.06 + min(height * 0.6, 1.0)], "steel")


def _books(part: Part, rng: np.random.Generator, size: Vector, bottom: float, room: float) -> None:
    across = -size[1] / 2 + 0.05
    while across < size[1] / 2 - 0.16:
        thick = float(rng.uniform(0.03, 0.07))
        tall = float(rng.uniform(0.6, 0.86)) * room
        colour = _BOOKS[int(rng.integers(len(_BOOKS)))]
        at = [-size[0] * 0.1, across + thick / 2, bottom + tall / 2]
        part.box([size[0] * 0.6, thick - 0.004, tall], at, colour, solid=False)
        across += thick if rng.random() < 0.9 else thick + 0.12
