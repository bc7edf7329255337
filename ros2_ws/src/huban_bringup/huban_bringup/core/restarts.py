"""When a process that died is started again."""

from collections import deque
from dataclasses import dataclass

from huban_common.core.clock import Clock


@dataclass(frozen=True)
class RestartPolicy:
    """Doubling delays; after too many deaths in the window, seldom."""

    window_s: float = 60.0
    most_in_window: int = 3
    shortest_delay_s: float = 0.5
    seldom_s: float = 30.0


class Restarts:
    """The deaths of one process and what follows from them."""

    def __init__(self, clock: Clock, policy: RestartPolicy, first_delay_s: float) -> None:
        self._clock = clock
        self._policy = policy
        self._first_delay_s = max(first_delay_s, policy.shortest_delay_s)
        self._deaths: deque[float] = deque()
        self._too_many = False
        self.count = 0

    def died(self) -> float:
        """Notes a death; returns after how many seconds to try again."""
        self._forgive()
        self._deaths.append(self._clock.now_s())
        self.count += 1
        self._too_many = self._too_many or len(self._deaths) > self._policy.most_in_window
        if self._too_many:
            return self._policy.seldom_s
        return min(self._first_delay_s * 2.0 ** (len(self._deaths) - 1), self._policy.seldom_s)

    @property
    def is_degraded(self) -> bool:
        """True from the death that was one too many until the process has lived through a whole window."""
        self._forgive()
        return self._too_many

    def _forgive(self) -> None:
        oldest_s = self._clock.now_s() - self._policy.window_s
        while self._deaths and self._deaths[0] < oldest_s:
            self._deaths.popleft()
        self._too_many = self._too_many and bool(self._deaths)
