"""The life of one alarm. It only moves forward, and only a named person closes it."""

from dataclasses import dataclass, replace
from enum import IntEnum
from math import dist
from uuid import UUID

from huban_behaviors.core.types import Answer, Point, Priority, Reply, ReplyKind, Sighting


class AlarmState(IntEnum):
    """ASKED: the elder is being asked, nobody else knows yet. The rest after architecture.md."""

    ASKED = 0
    RAISED = 1
    ANNOUNCED = 2
    DELIVERED = 3
    ACKNOWLEDGED = 4
    ATTENDED = 5
    CLOSED = 6


_REPLIES = {
    ReplyKind.DELIVERED: AlarmState.DELIVERED,
    ReplyKind.ACKNOWLEDGED: AlarmState.ACKNOWLEDGED,
    ReplyKind.ATTENDED: AlarmState.ATTENDED,
    ReplyKind.CLOSED: AlarmState.CLOSED,
}
FALL, HELP, DOUBT = "fall_detected", "help_called", "help_doubted"
SUSPECTED, LONG_LIE = "fall_suspected", "long_lie_detected"
DRILL = "drill"
"""What opens an alarm: a fall that was seen, a cry, a help word that may not have been one, a fall out of sight,
somebody who lies long, and an exercise, which is told from the others in everything that is said and sent."""
MOVED_M = 1.5
"""A person seen so far from where the robot went has moved, so it comes again."""
_BY_A_PERSON = (AlarmState.ACKNOWLEDGED, AlarmState.ATTENDED, AlarmState.CLOSED)


@dataclass(frozen=True)
class Alarm:
    """One incident and what has been done about it. `position` in `map`; `by`: the person who acted last."""

    id: UUID
    trigger: str
    last_seen_s: float
    state: AlarmState = AlarmState.ASKED
    priority: Priority = Priority.HIGH
    person_id: str = ""
    place: str = ""
    position: Point | None = None
    confidence: float = 1.0
    reason: str = ""
    answer: Answer | None = None
    up_again: bool = False
    arrived: bool = False
    halted: bool = False
    by: str = ""

    @property
    def open(self) -> bool:
        return self.state is not AlarmState.CLOSED

    @property
    def drill(self) -> bool:
        """Whether nothing has happened and people only practise."""
        return self.trigger == DRILL

    @property
    def is_waiting(self) -> bool:
        """Others know of it and nobody has come yet."""
        return AlarmState.RAISED <= self.state < AlarmState.ATTENDED

    def is_about(self, sighting: Sighting, window_s: float) -> bool:
        """Whether a sighting belongs to this incident.

        It does for the same person while nobody has come, soon after the last sighting or as long as the person
        neither stood up nor is seen in another room. An unknown person or room may be the same. What happens during
        a drill is real and has nothing to do with it.
        """
        if self.drill or sighting.kind == DRILL:
            return False
        if self.state >= AlarmState.ATTENDED or not _may_be_same(self.person_id, sighting.person_id):
            return False
        soon = abs(sighting.stamp_s - self.last_seen_s) <= window_s
        elsewhere = self.place and sighting.place and self.place != sighting.place
        return soon or not (self.up_again or elsewhere)

    def joined_by(self, sighting: Sighting) -> "Alarm":
        """The alarm with what a further sighting of the same incident adds."""
        return replace(
            self,
            last_seen_s=max(self.last_seen_s, sighting.stamp_s),
            person_id=self.person_id or sighting.person_id,
            place=sighting.place or self.place,
            position=sighting.position or self.position,
            up_again=False,
            arrived=self.arrived and not _moved(self.position, sighting.position),
        )

    def advanced(self, state: AlarmState) -> "Alarm":
        """The alarm in a later state that the robot itself may set; never back, never beyond ANNOUNCED."""
        if state > AlarmState.ANNOUNCED:
            raise ValueError(f"the robot alone cannot set an alarm to {state.name}")
        return replace(self, state=max(self.state, state))

    def after(self, reply: Reply) -> "Alarm":
        """The alarm after people replied; a reply that is late, repeated or nobody's changes nothing."""
        state = _REPLIES.get(reply.kind)
        if state is None or state <= self.state or self.state is AlarmState.ASKED:
            return self
        if state in _BY_A_PERSON and not reply.by_name:
            return self
        return replace(self, state=state, by=reply.by_name or self.by)


def opened(alarm_id: UUID, sighting: Sighting) -> Alarm:
    """A new alarm from its first sighting."""
    return Alarm(
        id=alarm_id,
        trigger=sighting.kind,
        last_seen_s=sighting.stamp_s,
        person_id=sighting.person_id,
        place=sighting.place,
        position=sighting.position,
        confidence=sighting.confidence,
        reason=sighting.reason,
    )


def _may_be_same(one: str, other: str) -> bool:
    return not one or not other or one == other


def _moved(before: Point | None, now: Point | None) -> bool:
    return before is not None and now is not None and dist(before, now) > MOVED_M
