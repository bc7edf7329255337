"""Tables and what stands on them."""

from huban_simulation.backends.world.part import Part, Vector


def table(part: Part, size: Vector) -> None:
    """A dining table with a bowl of fruit and two cups."""
    length, width, height = size
    _top_and_legs(part, size, "oak")
    part.box([length, width * 0.34, 0.004], [0, 0, height + 0.002], "cream", solid=False)
    _fruit_bowl(part, [0, 0, height])
    for side in (-1, 1):
        _cup(part, [side * length * 0.28, -side * width * 0.24, height], "teal")


def coffee_table(part: Part, size: Vector) -> None:
    """A low table with a newspaper, a pair of glasses' case and a teapot."""
    length, width, height = size
    _top_and_legs(part, size, "walnut")
    part.box([length - 0.12, width - 0.12, 0.02], [0, 0, height * 0.35], "walnut")
    part.box([0.3, 0.22, 0.012], [-length * 0.25, 0, height + 0.006], "white", solid=False)
    part.box([0.28, 0.2, 0.01], [-length * 0.24, 0.01, height + 0.016], "blue", solid=False)
    part.ellipsoid([0.15, 0.15, 0.13], [length * 0.22, 0, height + 0.065], "ceramic", solid=False)
    part.capsule(0.02, 0.1, [length * 0.22 + 0.09, 0, height + 0.08], "ceramic", (0.92, 0, 0.38, 0), solid=False)
    _cup(part, [length * 0.32, -width * 0.25, height], "ceramic")


def bedside_table(part: Part, size: Vector) -> None:
    """A small chest with a lamp, a glass of water and a pill box."""
    length, width, height = size
    part.box([length, width, height - 0.06], [0, 0, (height + 0.06) / 2], "oak")
    part.box([length - 0.06, width - 0.06, 0.06], [0, 0, 0.03], "walnut")
    for level in (0.38, 0.75):
        part.box([0.01, width - 0.06, 0.3 * height], [length / 2, 0, level * height], "birch")
        part.capsule(0.014, 0.1, [length / 2 + 0.015, 0, level * height], "steel", (0.707, 0.707, 0, 0))
    part.cylinder(0.11, 0.02, [-0.08, 0.06, height + 0.01], "walnut", solid=False)
    part.cylinder(0.022, 0.2, [-0.08, 0.06, height + 0.1], "walnut", solid=False)
    part.cylinder(0.2, 0.16, [-0.08, 0.06, height + 0.27], "lamp_shade", solid=False)
    part.cylinder(0.06, 0.1, [0.1, -0.08, height + 0.05], "glass", solid=False)
    part.cushion([0.1, 0.05, 0.02], [0.1, 0.1, height + 0.01], "green", 0.008, solid=False)


def _top_and_legs(part: Part, size: Vector, wood: str) -> None:
    length, width, height = size
    part.cushion([length, width, 0.035], [0, 0, height - 0.0175], wood, 0.012)
    for along in (-1, 1):
        for across in (-1, 1):
            at = [along * (length / 2 - 0.05), across * (width / 2 - 0.05), (height - 0.03) / 2]
            part.box([0.05, 0.05, height - 0.03], at, wood)


def _fruit_bowl(part: Part, at: Vector) -> None:
    x, y, z = at
    part.ellipsoid([0.3, 0.3, 0.1], [x, y, z + 0.05], "ceramic", solid=False)
    for dx, dy, colour in (
        (0.06, 0.02, "orange"),
        (-0.05, 0.05, "red"),
        (-0.02, -0.06, "leaf_light"),
        (0, 0.01, "orange"),
    ):
        lift = 0.14 if (dx, dy) == (0, 0.01) else 0.1
        part.ellipsoid([0.085, 0.085, 0.08], [x + dx, y + dy, z + lift], colour, solid=False)


def _cup(part: Part, at: Vector, material: str) -> None:
    x, y, z = at
    part.cylinder(0.075, 0.08, [x, y, z + 0.04], material, solid=False)
    part.cylinder(0.06, 0.002, [x, y, z + 0.081], "walnut", solid=False)
