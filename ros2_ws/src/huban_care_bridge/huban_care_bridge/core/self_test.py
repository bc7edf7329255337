"""The test alarm: once a minute an event takes the way of alarms, so that a broken way is noticed before it counts.

It goes through the disk, the broker and the platform's database like an alarm and before everything else that waits. It
disturbs nobody: the platform only misses it, and calls a technician, when none has come for 90 s.
"""

from datetime import datetime
from uuid import UUID, uuid4

from care_protocol.messages import Event, Priority

PERIOD_S = 60.0
SELF_TEST = "self_test"


class SelfTest:
    """Says when the next test is due; `stream` is the outbox that it goes through."""

    def __init__(self, stream: UUID, now_s: float) -> None:
        self._stream = stream
        self._due_s = now_s + PERIOD_S

    def due(self, now_s: float) -> bool:
        return now_s >= self._due_s

    def begin(self, now_s: float, stamp: datetime) -> Event:
        """A new test; the next one is due a period later."""
        self._due_s = now_s + PERIOD_S
        return Event(
            id=uuid4(), stream=self._stream, sequence=1, stamp=stamp, kind=SELF_TEST, priority=Priority.TECHNICAL
        )
