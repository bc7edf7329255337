"""Walking and its speed, from places on the floor plan over time."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.actions.types import Action, ActionKind, Moment
from huban_perception.core.types import Array, Posture

_SHUFFLE_M = 0.5
"""Less far is no walk."""

_GAP_S = 1.5
"""Whoever is out of sight for longer may have stopped meanwhile: that walk is over."""


@dataclass(frozen=True)
class GaitRules:
    """What counts as a walk."""

    walk_window_s: float = param(1.6, "speed is the slope of the places within this time", minimum=0.4)
    walk_begin_mps: float = param(0.25, "somebody faster than this walks", minimum=0.05)
    walk_end_mps: float = param(0.12, "somebody slower than this has stopped", minimum=0.01)
    walk_least_m: float = param(2.0, "only walks at least this long give a gait speed", minimum=0.5)
    walk_settle_s: float = param(0.6, "starting and stopping are no part of the gait speed", minimum=0.0)
    walk_fastest_mps: float = param(3.0, "nobody in a home is faster: such a place is a mistake", minimum=1.0)


@dataclass(frozen=True)
class Step:
    """Where somebody was, smoothed, and how fast."""

    stamp_s: float
    x: float
    y: float
    speed_mps: float


class GaitWatch:
    """Follows one person over the floor; needs places, so a camera whose place is known."""

    def __init__(self, rules: GaitRules) -> None:
        self._rules = rules
        self._places: deque[tuple[float, float, float]] = deque()
        self._walk: list[Step] = []
        self.step: Step | None = None

    def see(self, moment: Moment) -> Iterator[Action]:
        """Takes a moment; tells the walk that it ended."""
        on_feet = moment.body.posture is Posture.STANDING and moment.body.placement.located
        if self._places and (not on_feet or moment.stamp_s - self._places[-1][0] > _GAP_S):
            yield from self._stop()
            self._places.clear()
        self.step = self._follow(moment) if on_feet else None
        if self.step is None:
            return
        if self.step.speed_mps >= (self._rules.walk_end_mps if self._walk else self._rules.walk_begin_mps):
            self._walk.append(self.step)
        else:
            yield from self._stop()

    @property
    def current(self) -> Action | None:
        """The walk that goes on."""
        if not self._walk:
            return None
        figures = {"speed_mps": self._walk[-1].speed_mps}
        return Action(ActionKind.WALKING, self._walk[0].stamp_s, self._walk[-1].stamp_s, figures)

    def _follow(self, moment: Moment) -> Step | None:
        """Adds a place, unless nobody could have got there; the smoothed place half a window ago."""
        x, y = (float(value) for value in moment.body.placement.hips[:2])
        if self._places:
            before_s, before_x, before_y = self._places[-1]
            fastest_m = self._rules.walk_fastest_mps * (moment.stamp_s - before_s) + 0.3
            if np.hypot(x - before_x, y - before_y) > fastest_m:
                return None
        self._places.append((moment.stamp_s, x, y))
        while moment.stamp_s - self._places[0][0] > self._rules.walk_window_s:
            self._places.popleft()
        return _fitted(np.array(self._places), 0.6 * self._rules.walk_window_s)

    def _stop(self) -> Iterator[Action]:
        walk, self._walk = self._walk, []
        if not walk:
            return
        measured = measure(walk, self._rules)
        if measured["way_m"] >= _SHUFFLE_M:
            yield Action(ActionKind.WALKING, walk[0].stamp_s, walk[-1].stamp_s, measured)


def measure(walk: list[Step], rules: GaitRules) -> dict[str, float]:
    """The way in m; for walks that are long enough also the speed in m/s of the steady part."""
    steady = [
        step
        for step in walk
        if walk[0].stamp_s + rules.walk_settle_s <= step.stamp_s <= walk[-1].stamp_s - rules.walk_settle_s
    ]
    way_m = _way_m(walk)
    figures = {"way_m": way_m}
    if way_m >= rules.walk_least_m and len(steady) >= 3:
        figures["speed_mps"] = _way_m(steady) / (steady[-1].stamp_s - steady[0].stamp_s)
    return figures


def _fitted(places: Array, least_s: float) -> Step | None:
    """A straight line through (n, 3) rows of time, x, y; None where they span less than `least_s`."""
    stamps = places[:, 0] - places[:, 0].mean()
    if len(places) < 4 or places[-1, 0] - places[0, 0] < least_s:
        return None
    velocity = stamps @ places[:, 1:] / float(stamps @ stamps)
    x, y = (float(value) for value in places[:, 1:].mean(axis=0))
    return Step(float(places[:, 0].mean()), x, y, float(np.hypot(*velocity)))


def _way_m(walk: list[Step]) -> float:
    """The length of the smoothed way."""
    return sum(float(np.hypot(there.x - here.x, there.y - here.y)) for here, there in pairwise(walk))
