"""Kitchen furniture. The front is at +x, the back stands at the wall."""

from huban_simulation.backends.world import layers
from huban_simulation.backends.world.part import ON_ITS_SIDE, Part, Vector


def counter(part: Part, size: Vector) -> None:
    """Base units with worktop, sink, hob and kettle; wall units above."""
    length, width, height = size
    part.box([length - 0.04, width, height - 0.14], [-0.02, 0, 0.1 + (height - 0.14) / 2], "white")
    part.box([length - 0.1, width - 0.04, 0.1], [-0.05, 0, 0.05], "dark_metal")
    part.cushion([length, width, 0.04], [0, 0, height - 0.02], "stone_top", 0.01)
    _fronts(part, size)
    _sink(part, width * 0.22, height)
    _hob(part, -width * 0.22, height)
    _kettle(part, [0.1, -width * 0.02, height])
    _board(part, [0.02, width * 0.4, height])
    _wall_units(part, size)


def fridge(part: Part, size: Vector) -> None:
    """A fridge with a freezer below and notes on the door."""
    length, width, height = size
    split = height * 0.36
    part.cushion([length - 0.05, width, height - 0.04], [-0.025, 0, height / 2 + 0.02], "steel", 0.02)
    for low, high in ((0.06, split), (split + 0.01, height)):
        part.cushion([0.05, width - 0.005, high - low], [length / 2 - 0.025, 0, (low + high) / 2], "white", 0.018)
    for middle in (split - 0.2, split + 0.3):
        part.capsule(0.022, 0.3, [length / 2 + 0.02, width * 0.4, middle], "steel")
    for across, high, colour in ((-0.1, 1.35, "mustard"), (0.05, 1.45, "green"), (-0.02, 1.25, "red")):
        part.box([0.004, 0.09, 0.09], [length / 2 + 0.002, across, high], colour, solid=False)


def _fronts(part: Part, size: Vector) -> None:
    length, width, height = size
    count = max(1, round(width / 0.6))
    door = width / count
    for index in range(count):
        across = (index + 0.5) * door - width / 2
        middle = 0.1 + (height - 0.14) / 2
        part.cushion([0.025, door - 0.012, height - 0.17], [length / 2 - 0.03, across, middle], "sage", 0.008)
        part.capsule(0.014, 0.2, [length / 2 - 0.008, across, height - 0.14], "steel", ON_ITS_SIDE)


def _sink(part: Part, across: float, height: float) -> None:
    part.cushion([0.4, 0.55, 0.012], [0, across, height + 0.002], "steel", 0.006)
    part.cushion([0.3, 0.42, 0.012], [0.02, across, height + 0.004], "dark_metal", 0.006, solid=False)
    part.cylinder(0.03, 0.26, [-0.19, across, height + 0.13], "steel", solid=False)
    part.capsule(0.024, 0.2, [-0.11, across, height + 0.26], "steel", (0.707, 0, 0.707, 0), solid=False)


def _hob(part: Part, across: float, height: float) -> None:
    part.cushion([0.42, 0.58, 0.012], [0.02, across, height + 0.004], "black", 0.006)
    for along, side in ((0.1, 0.14), (-0.08, -0.14), (0.1, -0.14), (-0.08, 0.14)):
        part.cylinder(0.15, 0.004, [0.02 + along, across + side, height + 0.012], "dark_metal", solid=False)
    part.cylinder(0.2, 0.11, [-0.06, across + 0.14, height + 0.068], "red", solid=False)
    part.cylinder(0.2, 0.012, [-0.06, across + 0.14, height + 0.128], "steel", solid=False)


def _kettle(part: Part, at: Vector) -> None:
    x, y, z = at
    part.ellipsoid([0.17, 0.17, 0.2], [x, y, z + 0.1], "steel", solid=False)
    part.capsule(0.02, 0.14, [x, y, z + 0.22], "black", ON_ITS_SIDE, solid=False)


def _board(part: Part, at: Vector) -> None:
    x, y, z = at
    part.cushion([0.24, 0.36, 0.02], [x, y, z + 0.01], "oak", 0.008, solid=False)
    for shift, colour in ((-0.08, "leaf"), (0.0, "orange"), (0.08, "red")):
        part.ellipsoid([0.07, 0.07, 0.06], [x, y + shift, z + 0.05], colour, solid=False)


def _wall_units(part: Part, size: Vector) -> None:
    length, width, _ = size
    high = Part(part.spec, part.body, layers.UPPER, solid=False)
    count = max(1, round(width / 0.6))
    unit = width / count
    for index in range(count):
        across = (index + 0.5) * unit - width / 2
        high.box([0.33, unit, 0.68], [-length / 2 + 0.165, across, 1.78], "white")
        high.cushion([0.02, unit - 0.012, 0.66], [-length / 2 + 0.34, across, 1.78], "sage", 0.008)
