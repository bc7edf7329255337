"""One id for one person over time: through occlusion, and where people cross."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import linear_sum_assignment

from huban_common.core.parameters import param
from huban_perception.core.bodies.appearance import Appearance
from huban_perception.core.bodies.ground import GroundFit
from huban_perception.core.bodies.motion import Motion
from huban_perception.core.falls.findings import FallPhase
from huban_perception.core.falls.monitor import FallMonitor, FallRules
from huban_perception.core.types import Array

_IMPOSSIBLE = 1e6
"""The cost of what must not be: far above that of anything that may."""

_SOMEBODY_NEW = 10.5
"""The cost of taking a body for somebody new: they appear once in a hundred sightings, anywhere in 50 m3 and dressed in
anything (negative log likelihoods of 4.6, 3.9 less a normal distribution's 2.8, and 5).
"""


@dataclass(frozen=True)
class TrackRules:
    """How far and how long a person may be away and still be the same."""

    same_person_m: float = param(1.5, "a jump in place beyond walking that is still the same person", minimum=0.1)
    walking_mps: float = param(1.5, "how fast people move between two sightings", minimum=0.1)
    forget_s: float = param(30.0, "someone unseen for longer gets a new id; people who are down are kept", minimum=1.0)
    gone_s: float = param(2.0, "unseen for longer: no longer listed as tracked", minimum=0.2)


@dataclass(frozen=True)
class Candidate:
    """A body that waits for its track: `place` (3,) m in a fixed frame, `colours` as in SeenBody."""

    place: Array
    colours: Array = field(default_factory=lambda: np.empty(0))
    sought: bool = False


@dataclass
class Track:
    """One person: id, and what is being learned and watched about them."""

    id: str
    monitor: FallMonitor
    motion: Motion
    appearance: Appearance = field(default_factory=Appearance)
    ground: GroundFit = field(default_factory=GroundFit)
    seen_s: float = -inf

    @property
    def may_walk(self) -> bool:
        """Someone who is down does not walk away: whoever is seen elsewhere meanwhile is somebody else."""
        return self.monitor.phase is FallPhase.FINE


class Tracker:
    """Gives the bodies of a frame their tracks: together the most probable ones, or new ones."""

    def __init__(self, rules: TrackRules, falls: FallRules, new_id: Callable[[], str]) -> None:
        self._rules = rules
        self._falls = falls
        self._new_id = new_id
        self.tracks: list[Track] = []

    def assign(self, stamp_s: float, seen: Sequence[Candidate], camera: Array) -> list[Track | None]:
        """One track for each body, seen by a camera at (3,) m; None for what only a search found and nobody lost."""
        self._forget(stamp_s)
        chosen = self._associate(stamp_s, seen, camera)
        found = [chosen.get(index) or self._start(one) for index, one in enumerate(seen)]
        for track, one in zip(found, seen, strict=True):
            if track is not None:
                self._follow(track, one, stamp_s)
        return found

    def tracked(self, stamp_s: float) -> list[str]:
        """The ids of the people seen lately."""
        return [track.id for track in self.tracks if stamp_s - track.seen_s <= self._rules.gone_s]

    def _associate(self, stamp_s: float, seen: Sequence[Candidate], camera: Array) -> dict[int, Track]:
        """Which of the bodies has which known track: the assignment of least cost (Hungarian method)."""
        if not seen or not self.tracks:
            return {}
        known = np.array([[self._cost(track, one, stamp_s, camera) for track in self.tracks] for one in seen])
        new = np.where(np.eye(len(seen), dtype=bool), _SOMEBODY_NEW, _IMPOSSIBLE)
        rows, columns = linear_sum_assignment(np.hstack([known, new]))
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        return {row: self.tracks[column] for row, column in pairs if column < len(self.tracks)}

    def _cost(self, track: Track, one: Candidate, stamp_s: float, camera: Array) -> float:
        """How improbable it is that this body is that person (negative log likelihood, but for a constant)."""
        if float(np.linalg.norm(one.place - track.motion.place)) > self._reach_m(track, one, stamp_s):
            return _IMPOSSIBLE
        moved = track.motion.surprise(one.place, stamp_s, camera, track.may_walk)
        return moved + track.appearance.surprise(one.colours)

    def _reach_m(self, track: Track, one: Candidate, stamp_s: float) -> float:
        """What a search finds is where it looked, or it is something else."""
        walks = track.may_walk and not one.sought
        return self._rules.same_person_m + (self._rules.walking_mps * (stamp_s - track.seen_s) if walks else 0.0)

    def _start(self, one: Candidate) -> Track | None:
        """A search finds known people only, because close up things look like people."""
        if one.sought:
            return None
        track = Track(self._new_id(), FallMonitor(self._falls), Motion(one.place, self._rules.walking_mps))
        self.tracks.append(track)
        return track

    def _follow(self, track: Track, one: Candidate, stamp_s: float) -> None:
        track.motion.see(one.place, stamp_s)
        track.appearance.see(one.colours)
        track.seen_s = stamp_s

    def _forget(self, stamp_s: float) -> None:
        self.tracks = [
            track
            for track in self.tracks
            if track.monitor.phase is not FallPhase.FINE or stamp_s - track.seen_s <= self._rules.forget_s
        ]
