"""One id for one person over time, although only one body is found per frame."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import dist, inf

from huban_common.core.parameters import param
from huban_perception.core.falls import FallMonitor, FallPhase, FallRules
from huban_perception.core.ground import GroundFit

Point = tuple[float, ...]


@dataclass(frozen=True)
class TrackRules:
    """How far and how long a person may be away and still be the same."""

    same_person_m: float = param(1.5, "a jump in place beyond walking that is still the same person", minimum=0.1)
    walking_mps: float = param(1.5, "how fast people move between two sightings", minimum=0.1)
    forget_s: float = param(30.0, "someone unseen for longer gets a new id; people who are down are kept", minimum=1.0)
    gone_s: float = param(2.0, "unseen for longer: no longer listed as tracked", minimum=0.2)


@dataclass
class Track:
    """One person: id, last place, and what is being learned and watched about them."""

    id: str
    monitor: FallMonitor
    ground: GroundFit = field(default_factory=GroundFit)
    place: Point = ()
    seen_s: float = -inf


class Tracker:
    """Gives each sighting the nearest plausible track or a new one."""

    def __init__(self, rules: TrackRules, falls: FallRules, new_id: Callable[[], str]) -> None:
        self._rules = rules
        self._falls = falls
        self._new_id = new_id
        self.tracks: list[Track] = []

    def assign(self, stamp_s: float, place: Point) -> Track:
        """The track of a body seen at a place (m, any fixed frame)."""
        self._forget(stamp_s)
        track = self._nearest(place, lambda track: self._reach_m(track, stamp_s))
        if track is None:
            track = Track(self._new_id(), FallMonitor(self._falls))
            self.tracks.append(track)
        track.place, track.seen_s = place, stamp_s
        return track

    def recognise(self, stamp_s: float, place: Point) -> Track | None:
        """The track of a body found where somebody was before; None where it is too far from all of them."""
        track = self._nearest(place, lambda track: self._rules.same_person_m)
        if track is not None:
            track.place, track.seen_s = place, stamp_s
        return track

    def tracked(self, stamp_s: float) -> list[str]:
        """The ids of the people seen lately."""
        return [track.id for track in self.tracks if stamp_s - track.seen_s <= self._rules.gone_s]

    def _nearest(self, place: Point, reach_m: Callable[[Track], float]) -> Track | None:
        near = [track for track in self.tracks if dist(track.place, place) <= reach_m(track)]
        return min(near, key=lambda track: dist(track.place, place), default=None)

    def _reach_m(self, track: Track, stamp_s: float) -> float:
        """Someone who is down does not walk away: whoever is seen elsewhere meanwhile is somebody else."""
        walks = track.monitor.phase is FallPhase.FINE
        return self._rules.same_person_m + (self._rules.walking_mps * (stamp_s - track.seen_s) if walks else 0.0)

    def _forget(self, stamp_s: float) -> None:
        self.tracks = [
            track
            for track in self.tracks
            if track.monitor.phase is not FallPhase.FINE or stamp_s - track.seen_s <= self._rules.forget_s
        ]
