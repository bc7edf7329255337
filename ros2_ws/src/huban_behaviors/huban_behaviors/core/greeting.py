"""When the robot greets on its own, and with which words. It says nothing else unasked."""

from math import inf

TRY_AGAIN_S = 10.0
SETTLED_S = 1.0
"""A person must be in view for so long: a flicker of the tracker is nobody."""


class Greeter:
    """Greets people who come into view and were not greeted for `interval_s`."""

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._since_s: float | None = None
        self._next_s = -inf

    def saw(self, people: int, now_s: float) -> None:
        """How many people are in view now."""
        if not people:
            self._since_s = None
        elif self._since_s is None:
            self._since_s = now_s

    def is_due(self, now_s: float) -> bool:
        settled = self._since_s is not None and now_s - self._since_s >= SETTLED_S
        return settled and now_s >= self._next_s

    def greeted(self, now_s: float, said: bool) -> None:
        """Notes an attempt; one that was not said is made again soon."""
        self._next_s = now_s + (self._interval_s if said else TRY_AGAIN_S)


def greeting_key(hour: int) -> str:
    """The text for the time of day."""
    if 5 <= hour < 11:
        return "good-morning"
    if 11 <= hour < 13:
        return "good-noon"
    return "good-afternoon" if 13 <= hour < 18 else "good-evening"
