"""Whether a bed that should move is heard from and gets on."""

from huban_common.core.clock import Clock
from huban_safety.config import SafetyConfig

PROGRESS = 0.002
"""rad or m that count as getting on."""
GRACE_S = 5.0
"""A bed may be this much later than planned."""


class BedWatch:
    """Watches one motion of one joint from `start` to `target`, planned to take `duration_s`."""

    def __init__(self, start: float, target: float, duration_s: float, config: SafetyConfig, clock: Clock) -> None:
        self._config, self._clock = config, clock
        self._position, self._target = start, target
        self._heard_s = self._progress_s = clock.now_s()
        self._deadline_s = clock.now_s() + duration_s + GRACE_S

    def position(self, position: float) -> None:
        """The joint's present position."""
        self._heard_s = self._clock.now_s()
        if abs(position - self._position) >= PROGRESS:
            self._position, self._progress_s = position, self._heard_s

    def fault(self) -> str | None:
        """The key of the text that says what is wrong."""
        now_s = self._clock.now_s()
        if now_s - self._heard_s > self._config.bed_silence_s:
            return "bed-silent"
        arrived = abs(self._position - self._target) < 2 * PROGRESS
        if not arrived and now_s - self._progress_s > self._config.bed_stuck_s:
            return "bed-stuck"
        return "bed-late" if now_s > self._deadline_s else None
