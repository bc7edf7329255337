"""Where a body is in the home: on its feet, on the floor, or on a bed or sofa."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot, inf, isinf, log

from huban_common.core.home import Furniture, Home
from huban_perception.core.bodies.ground import ANKLE_HEIGHT_M, Ground
from huban_perception.core.bodies.skeleton import Skeleton
from huban_perception.core.camera import CameraView
from huban_perception.core.types import ANKLES, HIPS, Array, Posture

LYING_HIPS_M = 0.12
"""The middle of the hips of someone who lies or sits, above what carries them."""

_TILT_ERROR_RAD = 0.02
"""How far off the camera's tilt may be (1 sigma)."""

_PLAUSIBLE = 2.0
"""A distance that needs a person this many sigmas too small or too large is refused."""

_INSIDE_M = 0.2
"""How far the place of somebody on the floor beside a bed may err into it."""

_LYING_ERROR = 0.25
"""How wrong the size of somebody who lies may be (1 sigma, relative): pose models know little of foreshortening."""


@dataclass(frozen=True)
class Placement:
    """`hips` (3,) in `map`, 1-sigma error in m, `support`: the bed or sofa that carries them, `room`: where it is.

    `before`: the table, chair or cabinet whose top the hips are seen before; nobody lies there, and whoever lies on
    the floor behind it would be hidden. `seat`: what the hips are over and one can sit on. `located` is False where
    the camera's place is unknown; `hips` are then relative to it.
    """

    hips: Array
    sigma_m: float
    located: bool
    support: str | None = None
    room: str | None = None
    before: str | None = None
    seat: str | None = None


@dataclass(frozen=True)
class _Guess:
    """The hips are `stretch` times as far away as the person's size says, on `support`."""

    stretch: float
    sigma_m: float
    support: str | None = None


class Placer:
    """Places bodies in one home; beds and sofas count `margin_m` beyond their outline."""

    def __init__(self, home: Home | None, margin_m: float) -> None:
        self._home = home
        furniture = {} if home is None else home.furniture
        self._lying_places = {name: item for name, item in furniture.items() if item.lie}
        self._other = {name: it for name, it in furniture.items() if not it.lie and it.size_m[2] > LYING_HIPS_M}
        self._margin_m = margin_m

    def place(self, skeleton: Skeleton, view: CameraView, ground: Ground, posture: Posture) -> Placement:
        """The most plausible place of the hips on the ray through them.

        A picture gives a direction. What is seen in front of a bed's surface and not standing is on the bed. Else
        the distance comes from the person's size, which is rough, or from a height that something must have: feet
        on the floor, hips on the floor, hips on a bed. Of those the one that fits the size best wins; where none
        fits, the size alone counts.
        """
        hips = skeleton.middle(HIPS) * ground.scale
        by_size = _Guess(1.0, hypot(*hips[:2]) * ground.scale_error)
        if not view.is_known:
            return Placement(view.position + hips, by_size.sigma_m, located=False)
        guess = None if posture is Posture.STANDING else self._on_a_surface(hips, view)
        guess = guess or self._best(skeleton, hips, view, ground, posture) or by_size
        before = self._ends_at(hips, view, self._other)
        return replace(self._placed(view, hips, guess), before=before, seat=self._seat_below(view, hips, guess))

    def _on_a_surface(self, hips: Array, view: CameraView) -> _Guess | None:
        """On the bed or sofa that the ray through the hips ends at: nobody is seen through a bed."""
        name = self._ends_at(hips, view, self._lying_places)
        if name is None:
            return None
        return _guess(hips, view, float(hips[2]), self._lying_places[name].size_m[2] + LYING_HIPS_M, name)

    def _seat_below(self, view: CameraView, hips: Array, guess: _Guess) -> str | None:
        """The seat over which the hips are."""
        x, y = (view.position + hips * guess.stretch)[:2]
        return None if self._home is None else self._home.seat_at(float(x), float(y), self._margin_m)

    def _ends_at(self, hips: Array, view: CameraView, furniture: Mapping[str, Furniture]) -> str | None:
        """The piece of furniture at whose top the ray through the hips ends."""
        tops = (name for name, item in furniture.items() if self._meets(hips, view, item, item.size_m[2], 0.0))
        return next(tops, None)

    def _best(
        self, skeleton: Skeleton, hips: Array, view: CameraView, ground: Ground, posture: Posture
    ) -> _Guess | None:
        """The guess that fits the person's size best, None where none fits."""
        error = _LYING_ERROR if posture is Posture.LYING else ground.scale_error
        guesses = [*self._on_furniture(hips, view), self._on_floor(skeleton, hips, view, ground, posture)]
        best = min(guesses, key=lambda guess: abs(log(guess.stretch)))
        return best if abs(log(best.stretch)) <= _PLAUSIBLE * error else None

    def _on_floor(self, skeleton: Skeleton, hips: Array, view: CameraView, ground: Ground, posture: Posture) -> _Guess:
        if posture is Posture.LYING:
            inside = self._inside(hips, view)
            return _guess(hips, view, float(hips[2]), LYING_HIPS_M, inside)
        return _guess(hips, view, ground.scale * float(skeleton.points[list(ANKLES), 2].min()), ANKLE_HEIGHT_M)

    def _inside(self, hips: Array, view: CameraView) -> str | None:
        """The bed or sofa in whose middle the hips would be if they were on the floor: they are on it instead."""
        for name, item in self._lying_places.items():
            if self._meets(hips, view, item, LYING_HIPS_M, -_INSIDE_M):
                return name
        return None

    def _on_furniture(self, hips: Array, view: CameraView) -> Iterator[_Guess]:
        for name, item in self._lying_places.items():
            height_m = item.size_m[2] + LYING_HIPS_M
            if self._meets(hips, view, item, height_m, self._margin_m):
                yield _guess(hips, view, float(hips[2]), height_m, name)

    def _meets(self, hips: Array, view: CameraView, item: Furniture, height_m: float, margin_m: float) -> bool:
        """Whether the ray through the hips is above this piece of furniture when it comes down to a height."""
        stretch = _stretch(view, float(hips[2]), height_m)
        if isinf(stretch):
            return False
        x, y = (view.position + hips * stretch)[:2]
        return item.contains(float(x), float(y), margin_m)

    def _placed(self, view: CameraView, hips: Array, guess: _Guess) -> Placement:
        found = view.position + hips * guess.stretch
        x, y, z = (float(value) for value in found)
        if self._home is None:
            return Placement(found, guess.sigma_m, located=True)
        support = guess.support
        if support is None and z > 2 * LYING_HIPS_M:
            support = self._home.lying_place_at(x, y, self._margin_m)
        return Placement(found, guess.sigma_m, True, support, self._home.room_at(x, y))


def _guess(hips: Array, view: CameraView, part_z: float, height_m: float, support: str | None = None) -> _Guess:
    """The distance at which a part of the body, `part_z` above the camera, is at a height above the floor."""
    stretch = _stretch(view, part_z, height_m)
    drop_m = float(view.position[2]) - height_m
    away_m = hypot(*hips[:2]) * stretch
    return _Guess(stretch, (away_m**2 + drop_m**2) / drop_m * _TILT_ERROR_RAD if drop_m > 0.0 else inf, support)


def _stretch(view: CameraView, part_z: float, height_m: float) -> float:
    """How much farther than by size something is that comes down to a height; infinite where it never does."""
    drop_m = float(view.position[2]) - height_m
    return drop_m / -part_z if part_z < 0.0 < drop_m else inf
