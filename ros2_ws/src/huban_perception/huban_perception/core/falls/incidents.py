"""One fall is one event, however many cameras see it."""

from dataclasses import dataclass
from math import dist

from huban_perception.core.falls.findings import FallFinding, FallKind

_RANK = {FallKind.SUSPECTED: 1, FallKind.DETECTED: 2, FallKind.LONG_LIE: 3}

SAME_M = 2.0
"""Places of one person from two cameras differ by less than this."""

Seen = tuple[str, str]
"""A view and the id of a person in it."""


@dataclass
class _Incident:
    """What is believed about one person on the floor, and who says so."""

    finding: FallFinding
    seen: set[Seen]

    def is_about(self, finding: FallFinding, one: Seen) -> bool:
        """The same person in the same view, or another view of the same place; an unknown place may be any."""
        if one in self.seen:
            return True
        here, there = finding.body.placement, self.finding.body.placement
        if any(view == one[0] for view, _ in self.seen):
            return False
        return not (here.located and there.located) or dist(here.hips[:2], there.hips[:2]) <= SAME_M


class Incidents:
    """Passes on what is news: any view's suspicion opens an incident, any view's certainty raises it.

    It ends when a view that took part sees the person up and no other still sees them down.
    """

    def __init__(self) -> None:
        self._open: list[_Incident] = []

    def take(self, view: str, person: str, finding: FallFinding) -> FallFinding | None:
        """A finding of one view; None where it tells nothing new."""
        one = (view, person)
        incident = next((each for each in self._open if each.is_about(finding, one)), None)
        if finding.kind is FallKind.UP_AGAIN:
            return self._end(incident, one, finding)
        if incident is None:
            self._open.append(_Incident(finding, {one}))
            return finding
        incident.seen.add(one)
        if _RANK[finding.kind] <= _RANK[incident.finding.kind]:
            return None
        incident.finding = finding
        return finding

    def _end(self, incident: _Incident | None, one: Seen, finding: FallFinding) -> FallFinding | None:
        if incident is None or one not in incident.seen:
            return None
        incident.seen.remove(one)
        if incident.seen:
            return None
        self._open.remove(incident)
        return finding
