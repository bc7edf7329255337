"""The twins of a thermal array and of a health radar."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, tan

import numpy as np

from huban_perception.core.sensors.radar import RadarReading
from huban_perception.core.sensors.thermal import Celsius, ThermalMount
from huban_perception.core.types import Array

_ROWS, _COLUMNS = 24, 32
_SKIN_C, _NOISE_C = 31.0, 0.4


@dataclass(frozen=True)
class WarmBody:
    """Somebody at (x, y) m: upright and `tall_m`, or lying along `axis_deg`."""

    x: float
    y: float
    lying: bool = False
    axis_deg: float = 0.0
    tall_m: float = 1.6

    def points(self) -> Array:
        """(n, 3) points of the body, m in `map`."""
        along = np.linspace(-0.5, 0.5, 40)
        across = np.linspace(-0.5, 0.5, 7)
        if self.lying:
            run, aside = np.meshgrid(along * self.tall_m, across * 0.4)
            turn = radians(self.axis_deg)
            x, y = self.x + cos(turn) * run - sin(turn) * aside, self.y + sin(turn) * run + cos(turn) * aside
            return np.column_stack([x.ravel(), y.ravel(), np.full(x.size, 0.15)])
        levels, turns, radii = (along + 0.5) * self.tall_m, np.linspace(0.0, 2.0 * np.pi, 24), (0.03, 0.08, 0.14, 0.2)
        up, turn_rad, radius = np.meshgrid(levels, turns, radii)
        x, y = self.x + radius * np.cos(turn_rad), self.y + radius * np.sin(turn_rad)
        return np.column_stack([x.ravel(), y.ravel(), up.ravel()])


class SimulatedThermal:
    """A ThermalArray that looks at bodies which may be changed; it can also break: `dead` pixels are NaN."""

    def __init__(self, mount: ThermalMount, room_c: float = 22.0, seed: int = 1) -> None:
        self._mount, self._room_c = mount, room_c
        self._random = np.random.default_rng(seed)
        self.bodies: Sequence[WarmBody] = ()
        self.dead = False

    def read(self) -> Celsius:
        warm = np.zeros((_ROWS, _COLUMNS))
        for body in self.bodies:
            self._show(body.points(), warm)
        seen = self._room_c + (_SKIN_C - self._room_c) * np.minimum(warm, 1.0)
        noisy = seen + self._random.normal(0.0, _NOISE_C, seen.shape)
        if self.dead:
            noisy[0, 0] = np.nan
        return noisy.astype(np.float32)

    def _show(self, points: Array, warm: Array) -> None:
        """Marks the pixels on which points fall."""
        mount = self._mount
        depth = np.maximum(mount.height_m - points[:, 2], 0.1)
        turn = radians(-mount.yaw_deg)
        dx, dy = points[:, 0] - mount.x, points[:, 1] - mount.y
        x = (cos(turn) * dx - sin(turn) * dy) / depth / tan(radians(mount.wide_deg / 2))
        y = (sin(turn) * dx + cos(turn) * dy) / depth / tan(radians(mount.high_deg / 2))
        column, row = ((x + 1.0) / 2.0 * _COLUMNS).astype(int), ((1.0 - y) / 2.0 * _ROWS).astype(int)
        inside = (column >= 0) & (column < _COLUMNS) & (row >= 0) & (row < _ROWS)
        warm[row[inside], column[inside]] = 0.8


class SimulatedRadar:
    """A HealthRadar that says what it is told."""

    def __init__(self) -> None:
        self.present, self.fall_hint = False, False
        self.breaths_per_min: float | None = None

    def read(self, now_s: float) -> RadarReading:
        breaths = self.breaths_per_min if self.present else None
        return RadarReading(now_s, self.present, breaths, self.fall_hint and self.present)
