"""Which of several microphones the robot listens to."""

from collections.abc import Sequence
from math import inf

_GONE_AFTER_S = 0.5


class Microphones:
    """The first in the list that sends sound is heard, the others are not; none while muted."""

    def __init__(self, names: Sequence[str]) -> None:
        self._latest_s = dict.fromkeys(names, -inf)
        self.muted = False

    def hears(self, name: str, now_s: float) -> bool:
        """Whether sound that comes from a microphone now counts."""
        self._latest_s[name] = now_s
        sending = (each for each, at_s in self._latest_s.items() if abs(now_s - at_s) < _GONE_AFTER_S)
        return not self.muted and next(sending) == name
