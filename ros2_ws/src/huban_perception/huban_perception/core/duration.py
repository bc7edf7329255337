"""How long something has held, when single observations may be wrong or missing."""

from math import inf


class Duration:
    """Counts from the first observation that held; contradictions end it only after `tolerance_s` of them.

    Times without any observation neither add an observation nor end the count, unless they are longer than `gap_s`.
    """

    def __init__(self, tolerance_s: float, gap_s: float = inf) -> None:
        self._tolerance_s = tolerance_s
        self._gap_s = gap_s
        self.clear()

    def clear(self) -> None:
        self.frames = 0
        self._observed = 0
        self.since_s: float | None = None
        self._held_s = 0.0
        self._doubted_s: float | None = None

    def observe(self, stamp_s: float, holds: bool) -> None:
        if self.since_s is not None and stamp_s - self._held_s > self._gap_s:
            self.clear()
        self._observed += 1
        if holds:
            self._hold(stamp_s)
        elif self.since_s is not None:
            self._doubt(stamp_s)

    @property
    def lasted_s(self) -> float:
        """From the first to the latest observation that held; 0 where none does."""
        return 0.0 if self.since_s is None else round(self._held_s - self.since_s, 6)

    @property
    def share(self) -> float:
        """The part of the observations since the first that held which held as well; 0 where none does."""
        return self.frames / self._observed if self.frames else 0.0

    def _hold(self, stamp_s: float) -> None:
        if self.since_s is None:
            self.since_s, self._observed = stamp_s, 1
        self._held_s = stamp_s
        self._doubted_s = None
        self.frames += 1

    def _doubt(self, stamp_s: float) -> None:
        self._doubted_s = stamp_s if self._doubted_s is None else self._doubted_s
        if stamp_s - self._doubted_s >= self._tolerance_s:
            self.clear()
