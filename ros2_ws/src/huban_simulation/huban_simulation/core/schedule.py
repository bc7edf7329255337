"""Things that happen at a rate of simulated time."""


class Rate:
    """Due once per period, on average also where the period is no multiple of the step."""

    def __init__(self, rate_hz: float) -> None:
        self._period_s = 1.0 / rate_hz
        self._next_s = 0.0

    def due(self, time_s: float) -> bool:
        """Whether it is time; call once per step."""
        if time_s + 1e-9 < self._next_s:
            return False
        self._next_s = max(self._next_s + self._period_s, time_s)
        return True
