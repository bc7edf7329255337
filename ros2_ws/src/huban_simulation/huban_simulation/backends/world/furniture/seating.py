"""Things to sit on. The given height is that of the seat; the back is at -x."""

from huban_simulation.backends.world.part import Part, Vector, pitched

_LEG_M = 0.04


def chair(part: Part, size: Vector) -> None:
    """A wooden dining chair with a cushion."""
    length, width, seat = size
    _legs(part, length, width, seat - 0.05)
    part.box([length, width, 0.04], [0, 0, seat - 0.05], "oak")
    part.cushion([length - 0.02, width - 0.02, 0.05], [0, 0, seat - 0.01], "chair_fabric", 0.022)
    for side in (-1, 1):
        part.box([0.035, 0.035, 0.45], [-length / 2 + 0.02, side * (width / 2 - 0.02), seat + 0.21], "oak")
    for height in (0.16, 0.27, 0.39):
        part.box([0.02, width - 0.04, 0.07], [-length / 2 + 0.02, 0, seat + height], "oak")


def sofa(part: Part, size: Vector) -> None:
    """An upholstered sofa with a seat cushion per place."""
    _upholstered(part, size, "sofa_fabric", "mustard")


def armchair(part: Part, size: Vector) -> None:
    """A sofa for one."""
    _upholstered(part, size, "armchair_fabric", "cream")


def _upholstered(part: Part, size: Vector, fabric: str, pillow: str) -> None:
    length, width, seat = size
    arm = min(0.16, width / 6)
    places = max(1, round((width - 2 * arm) / 0.75))
    _legs(part, length - 0.08, width - 0.08, 0.1)
    part.cushion([length, width, 0.22], [0, 0, 0.2], fabric, 0.04)
    part.cushion([0.2, width, 0.6], [-length / 2 + 0.1, 0, 0.48], fabric, 0.07)
    for side in (-1, 1):
        part.cushion([length, arm, 0.5], [0, side * (width - arm) / 2, 0.35], fabric, 0.06)
    place = (width - 2 * arm) / places
    for index in range(places):
        across = (index + 0.5) * place - (width - 2 * arm) / 2
        part.cushion([length - 0.2, place - 0.01, seat - 0.29], [0.1, across, (seat + 0.29) / 2], fabric, 0.05)
        part.cushion([0.16, place - 0.03, 0.4], [-length / 2 + 0.25, across, seat + 0.19], fabric, 0.07, pitched(-10))
    if places > 1:
        corner = -(width - 2 * arm) / 2 + 0.2
        part.cushion(
            [0.13, 0.38, 0.36], [-length / 2 + 0.38, corner, seat + 0.17], pillow, 0.06, pitched(-22), solid=False
        )


def _legs(part: Part, length: float, width: float, height: float) -> None:
    for along in (-1, 1):
        for across in (-1, 1):
            at = [along * (length - _LEG_M) / 2, across * (width - _LEG_M) / 2, height / 2]
            part.box([_LEG_M, _LEG_M, height], at, "oak")
