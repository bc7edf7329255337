"""Whether the lidar can be trusted just now."""

from math import inf

import numpy as np

from huban_common.core.lidar import View
from huban_safety.config import SafetyConfig
from huban_safety.core.types import Cause


class ScanWatch:
    """Keeps the newest usable view and names what is wrong when that gets too old."""

    def __init__(self, config: SafetyConfig) -> None:
        self._config = config
        self._received_s = self._good_s = -inf
        self._flaw = Cause.SCAN_LOST
        self._view: View | None = None

    def receive(self, view: View | None, moving: bool, now_s: float) -> None:
        """A scan as seen from the base, None where the lidar's place is not known; `moving`: whether the robot is."""
        self._received_s = now_s
        if view is None:
            self._flaw = Cause.SCAN_FRAME_UNKNOWN
        elif view.known < self._config.known_share:
            self._flaw = Cause.SCAN_INVALID
        elif self._view is not None and _repeats(view, self._view, moving):
            self._flaw = Cause.SCAN_FROZEN
        else:
            self._view, self._good_s = view, now_s

    def view(self, now_s: float) -> View | Cause:
        """The newest usable view while it is fresh, else what is wrong."""
        if self._view is not None and now_s - self._good_s <= self._config.scan_timeout_s:
            return self._view
        return Cause.SCAN_LOST if now_s - self._received_s > self._config.scan_timeout_s else self._flaw


def _repeats(view: View, last: View, moving: bool) -> bool:
    """Whether time stands still, or the picture does although the robot moves past something."""
    still = moving and len(view.points) > 0 and np.array_equal(view.points, last.points)
    return view.stamp_s == last.stamp_s or still
