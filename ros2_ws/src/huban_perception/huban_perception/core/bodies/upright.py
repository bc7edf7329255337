"""Who is upright below a camera that looks down: something that moves and looks like no body."""

from huban_perception.core.duration import Duration

_FLICKER_S = 0.3
"""A body that shows for less than this was guessed."""


class UprightWatch:
    """Remembers when somebody upright was last seen.

    From straight above a standing or sitting person is a head on shoulders, which pose models take for nothing or
    for something else each time; whoever lies they see as well as whoever stands before them.
    """

    def __init__(self, least_s: float) -> None:
        self._least_s = least_s
        self._held = Duration(_FLICKER_S)
        self.last_s: float | None = None

    def observe(self, stamp_s: float, upright: bool) -> None:
        """Takes a frame in which something moved or a body was seen; `upright`: it moved and was no body."""
        self._held.observe(stamp_s, upright)
        if upright and self._held.lasted_s >= self._least_s:
            self.last_s = stamp_s
