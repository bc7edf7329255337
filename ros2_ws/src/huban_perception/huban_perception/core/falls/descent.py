"""How fast the upper body goes down."""

from collections import deque
from dataclasses import dataclass
from statistics import median

_STEP_M = 0.05
"""Shoulders that sink by less from one frame to the next may be swaying."""

_LONGEST_GAP_S = 5.0
"""Whoever is seen again after longer than this may have come down in any way."""


@dataclass(frozen=True)
class Descent:
    """The shoulders sank by `drop_m` within `within_s`."""

    drop_m: float
    within_s: float


class DescentWatch:
    """Finds descents of at least `drop_m` within `within_s` in the heights of the shoulders over time."""

    def __init__(self, drop_m: float, within_s: float) -> None:
        self._drop_m = drop_m
        self._within_s = within_s
        self._heights: deque[tuple[float, float]] = deque()
        self._largest: Descent | None = None
        self._sinking_frames = 0

    def observe(self, stamp_s: float, shoulders_m: float) -> None:
        """Takes the next height; a descent goes on while the shoulders are clearly lower than shortly before."""
        drop = self._drop_until(stamp_s, shoulders_m)
        if drop is None or drop.drop_m < 0.3 * self._drop_m:
            self._sinking_frames = 0
            self._largest = None
            return
        self._sinking_frames += 1
        self._largest = drop if self._largest is None else max(self._largest, drop, key=lambda one: one.drop_m)

    @property
    def fast(self) -> Descent | None:
        """The descent that is going on or has just ended, where it is large enough."""
        return self._largest if self._largest is not None and self._largest.drop_m >= self._drop_m else None

    @property
    def certain(self) -> Descent | None:
        """What was going on when the person was last seen, if more than one frame without a gap shows it.

        That is a fast descent, or the beginning of one: two steps down in a row at the speed of a fall.
        """
        watched = self.fast is not None and self._sinking_frames > 1 and self.fast.within_s <= self._within_s
        return self.fast if watched else self._plunge()

    def _plunge(self) -> Descent | None:
        if len(self._heights) < 3:
            return None
        first, middle, last = list(self._heights)[-3:]
        plunge = Descent(first[1] - last[1], last[0] - first[0])
        both_down = min(first[1] - middle[1], middle[1] - last[1]) >= _STEP_M
        fast = plunge.drop_m >= 0.5 * self._drop_m and plunge.drop_m / plunge.within_s >= self._drop_m / self._within_s
        return plunge if both_down and fast else None

    def _drop_until(self, stamp_s: float, shoulders_m: float) -> Descent | None:
        """The largest drop that ends now. The last height counts across a gap: nobody saw that it was slow."""
        self._heights.append((stamp_s, shoulders_m))
        while len(self._heights) > 2 and stamp_s - self._heights[0][0] > self._within_s:
            self._heights.popleft()
        earlier = [(then_s, height) for then_s, height in self._earlier() if stamp_s - then_s <= _LONGEST_GAP_S]
        drops = [Descent(height - shoulders_m, stamp_s - then_s) for then_s, height in earlier]
        return max(drops, key=lambda one: one.drop_m, default=None)

    def _earlier(self) -> list[tuple[float, float]]:
        """The heights before the last through a median of three, so that no single frame makes a drop."""
        seen = list(self._heights)
        inner = [(seen[i][0], median(height for _, height in seen[i - 1 : i + 2])) for i in range(1, len(seen) - 1)]
        return seen[:1] + inner if len(seen) > 1 else []
