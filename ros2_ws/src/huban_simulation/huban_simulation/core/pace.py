"""Keeping simulated time in step with real time."""

from collections.abc import Iterator

from huban_common.core.clock import Clock

_MOST_LAG_S = 0.25
"""Real time that may be made up for after a delay; what is later is given up."""
_TURN_S = 0.018
"""Real time per turn when running as fast as possible."""
_WINDOW_S = 2.0


class Pace:
    """Says when the next simulated step is due, and how fast simulated time really runs."""

    def __init__(self, clock: Clock, speed: float, period_s: float) -> None:
        """`speed` is in simulated seconds per real second, 0 for as fast as possible."""
        self._clock, self._speed, self._period_s = clock, speed, period_s
        self._last_s = clock.now_s()
        self._owed_s = 0.0
        self._window_start_s, self._window_steps = self._last_s, 0
        self.factor = 0.0

    def steps(self) -> Iterator[None]:
        """Yields once for each step that is due in this turn."""
        now_s = self._clock.now_s()
        self._owed_s += min(now_s - self._last_s, _MOST_LAG_S) * self._speed
        self._last_s = now_s
        while self._another(now_s):
            self._owed_s -= self._period_s
            self._window_steps += 1
            yield
        self._measure()

    def _another(self, turn_began_s: float) -> bool:
        in_turn = self._clock.now_s() - turn_began_s
        if self._speed == 0.0:
            return in_turn < _TURN_S
        return self._owed_s >= self._period_s and in_turn < _MOST_LAG_S

    def _measure(self) -> None:
        elapsed_s = self._clock.now_s() - self._window_start_s
        if elapsed_s >= _WINDOW_S:
            self.factor = self._window_steps * self._period_s / elapsed_s
            self._window_start_s, self._window_steps = self._clock.now_s(), 0
