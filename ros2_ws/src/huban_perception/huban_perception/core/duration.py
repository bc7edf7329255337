"""How long something has held, when single observations may be wrong or missing."""


class Duration:
    """Counts from the first observation that held; contradictions end it only after `tolerance_s` of them.

    Times without any observation neither add an observation nor end the count.
    """

    def __init__(self, tolerance_s: float) -> None:
        self._tolerance_s = tolerance_s
        self.clear()

    def clear(self) -> None:
        self.frames = 0
        self.since_s: float | None = None
        self._held_s = 0.0
        self._doubted_s: float | None = None

    def observe(self, stamp_s: float, holds: bool) -> None:
        if holds:
            self._hold(stamp_s)
        elif self.since_s is not None:
            self._doubt(stamp_s)

    @property
    def lasted_s(self) -> float:
        """From the first to the latest observation that held; 0 where none does."""
        return 0.0 if self.since_s is None else self._held_s - self.since_s

    def _hold(self, stamp_s: float) -> None:
        self.since_s = stamp_s if self.since_s is None else self.since_s
        self._held_s = stamp_s
        self._doubted_s = None
        self.frames += 1

    def _doubt(self, stamp_s: float) -> None:
        self._doubted_s = stamp_s if self._doubted_s is None else self._doubted_s
        if stamp_s - self._doubted_s >= self._tolerance_s:
            self.clear()
