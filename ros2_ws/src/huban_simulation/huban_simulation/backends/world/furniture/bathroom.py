"""Bathroom furniture with the grab bars that an old person needs."""

from huban_simulation.backends.world import layers
from huban_simulation.backends.world.part import ALONG_X, Part, Vector


def toilet(part: Part, size: Vector) -> None:
    """A toilet with cistern and two grab bars; the height is that of the seat."""
    length, width, seat = size
    part.cushion([length * 0.55, width * 0.6, seat - 0.04], [0, 0, (seat - 0.04) / 2], "ceramic", 0.09)
    part.ellipsoid([length * 0.75, width, 0.2], [length * 0.1, 0, seat - 0.1], "ceramic")
    part.cushion([length * 0.72, width * 0.95, 0.035], [length * 0.1, 0, seat - 0.01], "white", 0.017)
    part.cushion([length * 0.26, width * 1.05, 0.4], [-length * 0.37, 0, seat + 0.16], "ceramic", 0.04)
    part.cylinder(0.05, 0.012, [-length * 0.37, 0, seat + 0.365], "steel", solid=False)
    for side in (-1, 1):
        at = [-0.02, side * (width / 2 + 0.12), seat + 0.26]
        part.capsule(0.035, length * 0.9, at, "steel", ALONG_X, solid=False)
        post = [length * 0.4, side * (width / 2 + 0.12), (seat + 0.26) / 2]
        part.cylinder(0.03, seat + 0.26, post, "steel", solid=False)


def washbasin(part: Part, size: Vector) -> None:
    """A washbasin with tap, towel and mirror."""
    length, width, height = size
    part.cushion([length, width, 0.16], [0, 0, height - 0.08], "ceramic", 0.06)
    part.ellipsoid([length * 0.66, width * 0.72, 0.06], [0.03, 0, height - 0.005], "robot_grey", solid=False)
    part.cylinder(0.16, height - 0.16, [-length * 0.15, 0, (height - 0.16) / 2], "ceramic")
    part.cylinder(0.03, 0.12, [-length / 2 + 0.06, 0, height + 0.06], "steel", solid=False)
    part.capsule(0.024, 0.14, [-length / 2 + 0.11, 0, height + 0.12], "steel", ALONG_X, solid=False)
    part.box([0.02, 0.2, 0.36], [length / 2 + 0.012, width * 0.18, height - 0.2], "towel", solid=False)
    high = Part(part.spec, part.body, layers.UPPER, solid=False)
    high.cushion([0.02, width * 0.95, 0.75], [-length / 2 + 0.012, 0, height + 0.62], "frame", 0.009)
    high.box([0.006, width * 0.85, 0.66], [-length / 2 + 0.022, 0, height + 0.62], "mirror")


def shower(part: Part, size: Vector) -> None:
    """A level shower with a folding seat, a grab bar and a glass screen."""
    length, width, height = size
    part.box([length, width, height], [0, 0, height / 2], "white", solid=False)
    part.cylinder(0.1, 0.006, [0, 0, height + 0.003], "steel", solid=False)
    glass = Part(part.spec, part.body, part.layer, solid=False)
    glass.box([length, 0.012, 1.0], [0, -width / 2, 0.5 + height], "glass")
    glass.capsule(0.03, 0.6, [-length / 2 + 0.05, 0.1, 0.9], "steel")
    glass.cushion([0.3, 0.36, 0.04], [-length / 2 + 0.2, 0.15, 0.45], "white", 0.02)
    high = Part(part.spec, part.body, layers.UPPER, solid=False)
    high.box([length, 0.012, 0.9], [0, -width / 2, 1.45 + height], "glass")
    high.cylinder(0.2, 0.02, [-0.1, 0, 2.05], "steel")
    high.capsule(0.024, 0.4, [-length / 2 + 0.2, 0, 2.07], "steel", ALONG_X)
    high.capsule(0.024, 1.2, [-length / 2 + 0.04, 0, 1.6], "steel")
    part.capsule(0.02, width, [0, -width / 2, 1.0 + height], "steel", ALONG_X, solid=False)
