"""A small infrared array on the ceiling (such as 32 x 24 pixels): warm people without a face.

It sees that somebody is there, where, and whether a warm shape on the floor is as long as a person who lies. Shapes
become the same body states as a camera's, so the same fall monitor judges them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import radians, tan

import cv2
import numpy as np
from numpy.typing import NDArray

from huban_common.core.home import Home
from huban_common.core.parameters import param
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import BodyFeatures
from huban_perception.core.bodies.placement import LYING_HIPS_M, Placement
from huban_perception.core.types import Array, Posture

Celsius = NDArray[np.float32]
"""(rows, columns) temperatures in degrees Celsius."""

_UPRIGHT = BodyFeatures(90.0, 90.0, 90.0, 0.9, 1.35, 1.55, 0.84)
_FLAT = BodyFeatures(0.0, 0.0, 0.0, LYING_HIPS_M, LYING_HIPS_M, LYING_HIPS_M, 0.0)


class ThermalError(ValueError):
    """An array that cannot be used, with the reason."""


@dataclass(frozen=True)
class ThermalRules:
    """What counts as a person."""

    warm_c: float = param(2.5, "shapes warmer than the room by this are people", minimum=0.5, maximum=15.0)
    hot_c: float = param(45.0, "nothing alive is hotter: kettles and heaters are left out", minimum=38.0)
    person_least_m2: float = param(0.08, "smaller warm shapes on the floor are cups and cats", minimum=0.01)
    lying_least_m: float = param(1.0, "a shape at least this long on the floor may lie", minimum=0.5)
    lying_widest_m: float = param(0.8, "... and no wider than this", minimum=0.3)
    lying_slender: float = param(1.8, "... if it is longer than wide by this", minimum=1.0)


@dataclass(frozen=True)
class ThermalMount:
    """Where the array hangs, looking straight down: place in `map`, rows along `yaw_deg` + 90, fields of view."""

    x: float
    y: float
    height_m: float
    yaw_deg: float = 0.0
    wide_deg: float = 110.0
    high_deg: float = 75.0


@dataclass(frozen=True)
class WarmShape:
    """A warm shape as if it lay on the floor: middle and size in m, `map`; warmer than the room by `warmth_c`."""

    x: float
    y: float
    length_m: float
    width_m: float
    warmth_c: float


class ThermalEye:
    """Finds people in the pictures of one array."""

    def __init__(self, mount: ThermalMount, rules: ThermalRules, home: Home | None) -> None:
        self._mount, self._rules, self._home = mount, rules, home

    def look(self, temperatures: Celsius, stamp_s: float) -> list[BodyState]:
        """Everybody in a picture; raises ThermalError for what is no picture."""
        return [self._state(shape, stamp_s) for shape in self.shapes(temperatures)]

    def shapes(self, temperatures: Celsius) -> list[WarmShape]:
        if temperatures.ndim != 2 or min(temperatures.shape) < 4 or not np.isfinite(temperatures).all():
            raise ThermalError(f"{temperatures.shape} with {np.isnan(temperatures).sum()} NaN is no thermal picture")
        room_c = float(np.median(temperatures))
        alive = (temperatures > room_c + self._rules.warm_c) & (temperatures < self._rules.hot_c)
        return list(self._found(temperatures, alive, room_c))

    def _found(self, temperatures: Celsius, alive: NDArray[np.bool_], room_c: float) -> Iterator[WarmShape]:
        count, labels = cv2.connectedComponents(alive.astype(np.uint8), connectivity=8)
        floor = self._floor(temperatures.shape[0], temperatures.shape[1])
        pixel_m2 = float(np.prod(np.abs(floor[1, 1] - floor[0, 0])))
        for label in range(1, count):
            inside = labels == label
            if inside.sum() * pixel_m2 >= self._rules.person_least_m2:
                yield self._shape(floor[inside], float(temperatures[inside].mean()) - room_c)

    def _floor(self, rows: int, columns: int) -> Array:
        """(rows, columns, 2): where each pixel meets the floor, in m from below the array, in its own axes."""
        reach_x = tan(radians(self._mount.wide_deg / 2)) * self._mount.height_m
        reach_y = tan(radians(self._mount.high_deg / 2)) * self._mount.height_m
        x = (np.arange(columns) + 0.5) / columns * 2.0 - 1.0
        y = 1.0 - (np.arange(rows) + 0.5) / rows * 2.0
        return np.stack(np.meshgrid(x * reach_x, y * reach_y), axis=-1)

    def _shape(self, points: Array, warmth_c: float) -> WarmShape:
        middle = points.mean(axis=0)
        spread = np.linalg.eigvalsh(np.cov(points.T)) if len(points) > 2 else np.zeros(2)
        width_m, length_m = (float(value) for value in np.sqrt(np.maximum(12.0 * spread, 0.0)))
        turn = radians(self._mount.yaw_deg)
        return WarmShape(
            x=self._mount.x + float(np.cos(turn) * middle[0] - np.sin(turn) * middle[1]),
            y=self._mount.y + float(np.sin(turn) * middle[0] + np.cos(turn) * middle[1]),
            length_m=length_m,
            width_m=width_m,
            warmth_c=warmth_c,
        )

    def _state(self, shape: WarmShape, stamp_s: float) -> BodyState:
        lies = self._lies(shape)
        support = self._home.lying_place_at(shape.x, shape.y) if self._home is not None else None
        room = self._home.room_at(shape.x, shape.y) if self._home is not None else None
        height_m = _FLAT.hips_m if lies else _UPRIGHT.hips_m
        placement = Placement(np.array([shape.x, shape.y, height_m]), 0.3, True, support, room)
        return BodyState(stamp_s, _FLAT if lies else _UPRIGHT, Posture.LYING if lies else Posture.STANDING, placement)

    def _lies(self, shape: WarmShape) -> bool:
        """Long, slender and narrow: upright people lean outward in the picture too, but their near heads are wide."""
        rules = self._rules
        slender = shape.length_m >= rules.lying_least_m and shape.length_m >= rules.lying_slender * shape.width_m
        return slender and shape.width_m <= rules.lying_widest_m
