"""Squares of a picture in which a body stands upright, whatever way it lies in the picture."""

from dataclasses import dataclass
from math import atan2, cos, hypot, sin

_MARGIN = 1.25
"""Side of the square against twice the distance from the hips to the circle around the body, as the model learned."""

_FACE = 0.33
"""From the hips up to the face, against the side of the square."""


@dataclass(frozen=True)
class BodySquare:
    """A square with its middle at (x, y) px and `side` px, turned by `turn_rad` from upright; y and turn clockwise.

    `score`: how sure a detector is (0..1) that there is a body in it.
    """

    x: float
    y: float
    side: float
    turn_rad: float = 0.0
    score: float = 1.0

    @property
    def head(self) -> tuple[float, float]:
        """Where the face of an upright body in the square is, in px."""
        up = _FACE * self.side
        return self.x + up * sin(self.turn_rad), self.y - up * cos(self.turn_rad)

    def distance(self, other: "BodySquare") -> float:
        """How far the middles are apart, in sides of the larger one."""
        return hypot(self.x - other.x, self.y - other.y) / max(self.side, other.side)


def square_around(hips_px: tuple[float, float], top_px: tuple[float, float]) -> BodySquare:
    """The square of a body with these mid hips whose surrounding circle has its highest point, as the body stands, at
    `top_px`.
    """
    right, up = top_px[0] - hips_px[0], hips_px[1] - top_px[1]
    return BodySquare(*hips_px, 2.0 * _MARGIN * hypot(right, up), atan2(right, up))
