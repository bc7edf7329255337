"""Plants, lamps, rugs and the walking frame."""

from math import cos, pi, sin

import numpy as np

from huban_simulation.backends.world import materials, paint
from huban_simulation.backends.world.part import ALONG_X, ON_ITS_SIDE, Part, Vector


def plant(part: Part, size: Vector) -> None:
    """A potted plant with long leaves."""
    length, width, height = size
    pot = min(length, width) * 0.75
    part.cylinder(pot, height * 0.34, [0, 0, height * 0.17], "terracotta")
    part.cylinder(pot * 1.1, 0.04, [0, 0, height * 0.34], "terracotta")
    part.cylinder(pot * 0.95, 0.01, [0, 0, height * 0.365], "soil", solid=False)
    rng = np.random.default_rng(round(height * 1000))
    for index in range(14):
        _leaf(part, rng, 2 * pi * index / 14, size)


def _leaf(part: Part, rng: np.random.Generator, heading: float, size: Vector) -> None:
    lean = float(rng.uniform(0.15, 0.75))
    long = float(rng.uniform(0.35, 0.6)) * size[2]
    out = sin(lean) * long / 2 + 0.02
    at = [cos(heading) * out, sin(heading) * out, size[2] * 0.36 + cos(lean) * long / 2]
    axis = (-sin(heading), cos(heading))
    quat = (cos(lean / 2), sin(lean / 2) * axis[0], sin(lean / 2) * axis[1], 0.0)
    part.ellipsoid([0.07, 0.05, long], at, "leaf" if rng.random() < 0.6 else "leaf_light", quat, solid=False)


def floor_lamp(part: Part, size: Vector) -> None:
    """A standing lamp."""
    length, width, height = size
    shade = min(length, width)
    part.cylinder(shade * 0.8, 0.03, [0, 0, 0.015], "dark_metal")
    part.cylinder(0.03, height - 0.2, [0, 0, (height - 0.2) / 2], "dark_metal")
    part.cylinder(shade, 0.28, [0, 0, height - 0.14], "lamp_shade", solid=False)


def rug(part: Part, size: Vector) -> None:
    """A flat rug, which neither stops nor is scanned."""
    length, width, height = size
    name = f"rug_{part.body.name}"
    materials.add_painted(part.spec, name, paint.rug(length, width, seed=round(length * 100)))
    part.box([length, width, height], [0, 0, height / 2], name, solid=False)


def walker(part: Part, size: Vector) -> None:
    """A walking frame with wheels in front."""
    length, width, height = size
    for side in (-1, 1):
        across = side * (width / 2 - 0.02)
        for along in (-1, 1):
            part.cylinder(0.028, height - 0.06, [along * (length / 2 - 0.03), across, height / 2], "steel")
        part.capsule(0.03, length, [0, across, height - 0.02], "robot_grey", ALONG_X)
        part.capsule(0.036, 0.14, [-length / 2 + 0.06, across, height], "rubber", ALONG_X)
        part.cylinder(0.11, 0.03, [length / 2 - 0.03, across, 0.055], "rubber", ON_ITS_SIDE)
    for level in (0.45, 0.85):
        part.capsule(0.028, width, [length / 2 - 0.03, 0, height * level], "steel", ON_ITS_SIDE)
    part.cushion([0.14, width * 0.7, 0.18], [length / 2 + 0.02, 0, height * 0.62], "teal", 0.04, solid=False)
