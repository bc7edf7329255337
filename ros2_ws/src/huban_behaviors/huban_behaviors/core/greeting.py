"""When the robot greets on its own, and with which words. It says nothing else unasked."""

SETTLED_S = 1.0
"""A person must be in view for so long: a flicker of the tracker is nobody."""


class Greeter:
    """Greets people who come into view and were not greeted for `interval_s`."""

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._since_s: float | None = None
        self._greeted_s: float | None = None

    def saw(self, people: int, now_s: float) -> None:
        """How many people are in view now."""
        if not people:
            self._since_s = None
        elif self._since_s is None:
            self._since_s = now_s

    def is_due(self, now_s: float) -> bool:
        settled = self._since_s is not None and now_s - self._since_s >= SETTLED_S
        return settled and (self._greeted_s is None or now_s - self._greeted_s >= self._interval_s)

    def greeted(self, now_s: float) -> None:
        self._greeted_s = now_s


def greeting_key(hour: int) -> str:
    """The text for the time of day."""
    if 5 <= hour < 11:
        return "good-morning"
    if 11 <= hour < 13:
        return "good-noon"
    return "good-afternoon" if 13 <= hour < 18 else "good-evening"
