"""The messages of one urgency on their way: in order, several at once, again and again until they are answered."""

from collections.abc import Callable, Sequence
from uuid import UUID

from huban_care_bridge.core.outbox import Entry

SHORTEST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 4.0
"""Also the longest time until a platform that comes back hears of what waits."""

PATIENCE = 4
"""After so many tries (about 10 s) the platform counts as not answering."""

PROBE = 2
"""So many messages ask whether the platform is back: the second shows whether only the first is ignored."""

SNUBS = 3
"""So often the first may be passed over by a platform that answers; then delivery goes before order."""


class Lane:
    """Retries like TCP: an answer restarts the timer, silence doubles it, and what follows a gap is sent again.

    `random` yields 0..1.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._sent: set[UUID] = set()
        self._first: UUID | None = None
        self._tries = 0
        self._due_s = 0.0
        self._probing = False
        self._snubs = 0

    @property
    def unanswered(self) -> bool:
        return self._tries >= PATIENCE

    @property
    def strict(self) -> bool:
        """Whether each message names the one that must be stored before it."""
        return self._snubs < SNUBS

    def next(self, waiting: Sequence[Entry], now_s: float) -> list[tuple[int, Entry]]:
        """What to send now of the oldest that wait (at least one), each with its place among them."""
        self._first = waiting[0].id
        self._sent &= {entry.id for entry in waiting}
        if self._sent and now_s >= self._due_s:
            self._tries += 1
            self._probe(now_s)
        elif not self._sent:
            self._wait(now_s)
        window = waiting[:PROBE] if self._probing else waiting
        fresh = [(place, entry) for place, entry in enumerate(window) if entry.id not in self._sent]
        self._sent |= {entry.id for _, entry in fresh}
        return fresh

    def pause_s(self, now_s: float) -> float:
        """Seconds until what was sent counts as lost."""
        return self._due_s - now_s

    def answered(self, id: UUID, now_s: float) -> None:
        """The platform has this one, or will never want it; after the first one whatever was lost behind it follows."""
        self._sent.discard(id)
        if id != self._first:
            return
        if self._probing:
            self._sent.clear()
        self._tries, self._probing, self._snubs = 0, False, 0
        self._wait(now_s)

    def deferred(self, now_s: float) -> None:
        """The platform lacks the one before: begin with the first again, at once, but once for all that say so."""
        if self._probing:
            self._snubs += 1
        else:
            self._probe(now_s)

    def _probe(self, now_s: float) -> None:
        self._probing = True
        self._sent.clear()
        self._wait(now_s)

    def _wait(self, now_s: float) -> None:
        pause_s = min(SHORTEST_PAUSE_S * 2.0**self._tries, LONGEST_PAUSE_S)
        self._due_s = now_s + pause_s * (0.5 + 0.5 * self._random())
