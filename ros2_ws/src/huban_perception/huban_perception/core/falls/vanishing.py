"""Somebody who sank out of sight: what moves there tells whether they are down or sit behind something."""

from huban_perception.core.duration import Duration


class Vanishing:
    """Counts from each time that the person is seen; what moves reaches some height above the floor.

    Lower than `low_m` is down. Whoever stirs above it when a fall would be over, `settled_s` after the last sighting,
    sits or lies on something that hides them.
    """

    def __init__(self, low_m: float, settled_s: float, tolerance_s: float) -> None:
        self._low_m = low_m
        self._settled_s = settled_s
        self._low = Duration(tolerance_s)
        self.stirs_above = False

    def seen_again(self) -> None:
        self._low.clear()
        self.stirs_above = False

    def observe(self, stamp_s: float, lost_s: float, reached_m: float | None) -> None:
        """Takes a frame `lost_s` after the last sighting; None where nothing moves."""
        self._low.observe(stamp_s, self.is_low(reached_m))
        above = reached_m is not None and reached_m >= self._low_m
        self.stirs_above = self.stirs_above or (above and lost_s >= self._settled_s)

    def is_low(self, reached_m: float | None) -> bool:
        return reached_m is not None and reached_m < self._low_m

    def low_for(self, least_s: float) -> bool:
        """Whether what moves has been low for so long, in more than one frame."""
        return self._low.frames > 1 and self._low.lasted_s >= least_s
