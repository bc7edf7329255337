"""From one frame to what is known about the people in it: the same for the robot, a clip and a test."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from huban_common.core.home import Home
from huban_common.core.parameters import param
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.features import measure, trunk_rise_deg
from huban_perception.core.bodies.foreground import Silhouette
from huban_perception.core.bodies.ground import SMALLEST, Ground
from huban_perception.core.bodies.placement import Placer
from huban_perception.core.bodies.posture import PostureRules, classify
from huban_perception.core.bodies.skeleton import Skeleton, reconstruct
from huban_perception.core.bodies.tracking import Candidate, Track, Tracker, TrackRules
from huban_perception.core.bodies.upright import UprightWatch
from huban_perception.core.camera import CameraView
from huban_perception.core.falls.findings import FallFinding
from huban_perception.core.falls.monitor import FallRules
from huban_perception.core.falls.movement_where_lost import MovementWhereLost
from huban_perception.core.types import (
    ANKLES,
    HIPS,
    KNEES,
    SHOULDERS,
    FaceLandmarks,
    PoseLandmarks,
    SeenBody,
    region_around,
)


@dataclass(frozen=True)
class ObserverRules(PostureRules, FallRules, TrackRules):
    """Everything that decides what is seen in a frame."""

    misfit_limit: float = param(0.15, "a body that misses its picture by more than this part is a mistake", minimum=0.0)
    head_down_limit_deg: float = param(30.0, "a trunk that hangs head down more steeply is a mistake", minimum=0.0)
    below_floor_limit_m: float = param(0.4, "hips deeper than this under the floor are a mistake", minimum=0.0)
    legs_visibility: float = param(0.5, "legs less visible than this are guessed", minimum=0.0, maximum=1.0)
    lying_place_margin_m: float = param(0.25, "beds and sofas count this far beyond their outline", minimum=0.0)
    restart_s: float = param(1.0, "stamps that jump back by more than this start everything afresh", minimum=0.0)


@dataclass(frozen=True)
class Sighting:
    """One person in one frame."""

    id: str
    pose: PoseLandmarks
    body: BodyState
    face: FaceLandmarks | None = None


@dataclass(frozen=True)
class Observation:
    """A frame's outcome: who is seen, who counts as tracked, what changed about falls (person id, finding)."""

    stamp_s: float
    sightings: tuple[Sighting, ...]
    tracked: tuple[str, ...]
    findings: tuple[tuple[str, FallFinding], ...]


class Observer:
    """Turns what a pose model sees in the frames of one camera, in order, into observations."""

    def __init__(self, rules: ObserverRules, home: Home | None, new_id: Callable[[], str]) -> None:
        self._rules = rules
        self._placer = Placer(home, rules.lying_place_margin_m)
        self._new_id = new_id
        self._stamp_s = -inf
        self._tracker = self._empty_tracker()
        self._upright = UprightWatch(rules.upright_s)
        self._movement = MovementWhereLost()

    def observe(
        self, bodies: Sequence[SeenBody], stamp_s: float, view: CameraView, moving: Sequence[Silhouette] = ()
    ) -> Observation | None:
        """Takes the bodies of a frame and what moved in it; answers None for a stamp that is not newer."""
        if stamp_s <= self._stamp_s - self._rules.restart_s:
            self._tracker = self._empty_tracker()
        elif stamp_s <= self._stamp_s:
            return None
        self._stamp_s = stamp_s
        sightings = tuple(self._sightings(bodies, view))
        findings = tuple(self._findings({sighting.id: sighting for sighting in sightings}, view, moving))
        return Observation(stamp_s, sightings, tuple(self._tracker.tracked(stamp_s)), findings)

    def _empty_tracker(self) -> Tracker:
        return Tracker(self._rules, self._rules, self._new_id)

    def _sightings(self, bodies: Sequence[SeenBody], view: CameraView) -> Iterator[Sighting]:
        placed = [(body, skeleton) for body in bodies if (skeleton := self._skeleton(body.pose, view)) is not None]
        candidates = [
            Candidate(view.position + skeleton.middle(HIPS), body.colours, body.pose.sought)
            for body, skeleton in placed
        ]
        tracks = self._tracker.assign(self._stamp_s, candidates, view.position)
        for (body, skeleton), track in zip(placed, tracks, strict=True):
            if track is not None:
                yield from self._sighting(body, skeleton, track, view)

    def _skeleton(self, pose: PoseLandmarks, view: CameraView) -> Skeleton | None:
        """The body in metres; None where there can be none like that."""
        if not pose.is_finite():
            return None
        skeleton = reconstruct(pose, view)
        if skeleton.misfit > self._rules.misfit_limit:
            return None
        if self._sunk(skeleton, view):
            return None
        return None if trunk_rise_deg(skeleton) < -self._rules.head_down_limit_deg else skeleton

    def _sunk(self, skeleton: Skeleton, view: CameraView) -> bool:
        """Whether even the smallest person would be in the floor: things on it are taken for people now and then."""
        hips_m = float(view.position[2]) + SMALLEST * min(0.0, float(skeleton.middle(HIPS)[2]))
        return view.is_known and hips_m < -self._rules.below_floor_limit_m

    def _sighting(self, seen: SeenBody, skeleton: Skeleton, track: Track, view: CameraView) -> Iterator[Sighting]:
        track.ground.update(skeleton, seen.pose)
        ground = track.ground.ground(view)
        if ground.height_m(skeleton.middle(HIPS)) >= -self._rules.below_floor_limit_m:
            body = self._body(seen.pose, skeleton, view, ground.carrying(skeleton) if view.is_known else ground)
            yield Sighting(track.id, seen.pose, body, seen.face)

    def _body(self, pose: PoseLandmarks, skeleton: Skeleton, view: CameraView, ground: Ground) -> BodyState:
        features = measure(skeleton, ground)
        posture = classify(features, self._rules)
        place = self._placer.place(skeleton, view, ground, posture)
        return BodyState(self._stamp_s, features, posture, place, _trunk_in_view(pose), self._legs_seen(pose))

    def _legs_seen(self, pose: PoseLandmarks) -> bool:
        return bool(pose.visibility[[*KNEES, *ANKLES]].mean() >= self._rules.legs_visibility)

    def _findings(
        self, seen: dict[str, Sighting], view: CameraView, moving: Sequence[Silhouette]
    ) -> Iterator[tuple[str, FallFinding]]:
        stands = self._stands(seen, view, moving)
        for track in self._tracker.tracks:
            if track.id in seen:
                finding = self._seen(track, seen[track.id])
            else:
                may_have_sunk = not (view.looks_down or self._movement.covered(track.id, seen))
                reached_m = self._reached_m(track, view, moving)
                finding = track.monitor.miss(self._stamp_s, reached_m, stands, may_have_sunk)
            if finding is not None:
                yield track.id, finding
        self._movement.keep(track.id for track in self._tracker.tracks)

    def _seen(self, track: Track, sighting: Sighting) -> FallFinding | None:
        self._movement.see(track.id, region_around(sighting.pose.image, 1.0))
        return track.monitor.see(sighting.body, self._upright.last_s)

    def _reached_m(self, track: Track, view: CameraView, moving: Sequence[Silhouette]) -> float | None:
        """From above nobody sees how high somebody reaches."""
        if view.looks_down:
            return None
        return self._movement.reached_m(track.id, moving, view, track.ground.ground(view).camera_m)

    def _stands(self, seen: dict[str, Sighting], view: CameraView, moving: Sequence[Silhouette]) -> bool:
        """Whether somebody is upright below a camera that looks down."""
        stands = view.looks_down and bool(moving) and not seen
        if view.looks_down and (moving or seen):
            self._upright.observe(self._stamp_s, stands)
        return stands


def _trunk_in_view(pose: PoseLandmarks) -> bool:
    ends = np.array([pose.image[list(pair)].mean(axis=0) for pair in (HIPS, SHOULDERS)])
    return bool(((ends > 0.0) & (ends < 1.0)).all(axis=1).any())
