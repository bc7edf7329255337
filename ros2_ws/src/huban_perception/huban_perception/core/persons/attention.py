"""Where somebody in view is, how near that is and whether they mean the robot."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.camera import CameraView
from huban_perception.core.faces.gaze import Head, away_deg, head_of
from huban_perception.core.persons.engagement import Engagement, EngagementRules, EngagementWatch
from huban_perception.core.persons.proxemics import Space, space_at
from huban_perception.core.types import Array, FaceLandmarks


@dataclass(frozen=True)
class Attention:
    """One person at one time: `place` (3,) m is in `map` where `located`; `head` where the face was looked at."""

    place: Array
    located: bool
    space: Space | None
    engagement: Engagement
    head: Head | None
    gazes: bool


class AttentionWatch:
    """Follows one person's space and engagement."""

    def __init__(self, rules: EngagementRules) -> None:
        self._rules = rules
        self._engagement = EngagementWatch(rules)
        self._space: Space | None = None

    def see(self, body: BodyState, face: FaceLandmarks | None, view: CameraView) -> Attention:
        """Takes a frame in which the person is seen; `face` is None where it was not looked at or not seen."""
        place = body.placement.hips
        self._space = space_at(hypot(*(place - view.position)[:2]), self._space)
        head = head_of(face, view) if face is not None else None
        gazes = False
        if head is not None:
            away, distance_m = away_deg(head, view.position), float(np.linalg.norm(place - view.position))
            gazes = away <= self._rules.engage_angle_deg
            self._engagement.see(body.stamp_s, away, distance_m)
        else:
            self._engagement.miss(body.stamp_s)
        return Attention(place, body.placement.located, self._space, self._engagement.level, head, gazes)

    def miss(self, stamp_s: float) -> Engagement:
        """Takes a frame in which the person is not seen."""
        return self._engagement.miss(stamp_s)
