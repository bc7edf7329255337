"""From one frame to what is known about the people in it: the same for the robot, a clip and a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf

from huban_common.core.home import Home
from huban_common.core.parameters import param
from huban_perception.core.body import BodyState
from huban_perception.core.camera import CameraView
from huban_perception.core.falls import FallFinding, FallRules
from huban_perception.core.features import measure, trunk_rise_deg
from huban_perception.core.ground import Ground
from huban_perception.core.placement import Placer
from huban_perception.core.posture import PostureRules, classify
from huban_perception.core.skeleton import Skeleton, reconstruct
from huban_perception.core.tracking import Track, Tracker, TrackRules
from huban_perception.core.types import HIPS, PoseLandmarks


@dataclass(frozen=True)
class ObserverRules(PostureRules, FallRules, TrackRules):
    """Everything that decides what is seen in a frame."""

    misfit_limit: float = param(0.15, "a body that misses its picture by more than this part is a mistake", minimum=0.0)
    head_down_limit_deg: float = param(45.0, "a trunk that hangs head down more steeply is a mistake", minimum=0.0)
    below_floor_limit_m: float = param(0.4, "hips deeper than this under the floor are a mistake", minimum=0.0)
    lying_place_margin_m: float = param(0.25, "beds and sofas count this far beyond their outline", minimum=0.0)
    restart_s: float = param(1.0, "stamps that jump back by more than this start everything afresh", minimum=0.0)


@dataclass(frozen=True)
class Sighting:
    """One person in one frame."""

    id: str
    pose: PoseLandmarks
    body: BodyState


@dataclass(frozen=True)
class Observation:
    """A frame's outcome: who is seen, who counts as tracked, what changed about falls (person id, finding)."""

    stamp_s: float
    sighting: Sighting | None
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

    def observe(self, pose: PoseLandmarks | None, stamp_s: float, view: CameraView) -> Observation | None:
        """Takes a frame's body, None where nobody was seen; answers None for a stamp that is not newer."""
        if stamp_s <= self._stamp_s - self._rules.restart_s:
            self._tracker = self._empty_tracker()
        elif stamp_s <= self._stamp_s:
            return None
        self._stamp_s = stamp_s
        sighting = self._sighting(pose, view)
        findings = tuple(self._findings(sighting))
        return Observation(stamp_s, sighting, tuple(self._tracker.tracked(stamp_s)), findings)

    def _empty_tracker(self) -> Tracker:
        return Tracker(self._rules, self._rules, self._new_id)

    def _sighting(self, pose: PoseLandmarks | None, view: CameraView) -> Sighting | None:
        if pose is None or not pose.is_finite():
            return None
        skeleton = reconstruct(pose, view)
        if skeleton.misfit > self._rules.misfit_limit:
            return None
        if trunk_rise_deg(skeleton) < -self._rules.head_down_limit_deg:
            return None
        track = self._track(pose, tuple(view.position + skeleton.middle(HIPS)))
        if track is None:
            return None
        track.ground.update(skeleton, pose)
        body = self._body(skeleton, view, track.ground.ground(view))
        return None if body.features.hips_m < -self._rules.below_floor_limit_m else Sighting(track.id, pose, body)

    def _track(self, pose: PoseLandmarks, place: tuple[float, ...]) -> Track | None:
        """Whose body this is; a search finds known people only, because close up things look like people."""
        if pose.sought:
            return self._tracker.recognise(self._stamp_s, place)
        return self._tracker.assign(self._stamp_s, place)

    def _body(self, skeleton: Skeleton, view: CameraView, ground: Ground) -> BodyState:
        features = measure(skeleton, ground)
        posture = classify(features, self._rules)
        return BodyState(self._stamp_s, features, posture, self._placer.place(skeleton, view, ground, posture))

    def _findings(self, sighting: Sighting | None) -> Iterator[tuple[str, FallFinding]]:
        for track in self._tracker.tracks:
            if sighting is not None and sighting.id == track.id:
                finding = track.monitor.see(sighting.body)
            else:
                finding = track.monitor.miss(self._stamp_s)
            if finding is not None:
                yield track.id, finding
