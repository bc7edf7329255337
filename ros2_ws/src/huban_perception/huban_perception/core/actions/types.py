"""What the watchers of actions read and what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from huban_perception.core.bodies.body import BodyState
from huban_perception.core.bodies.skeleton import reconstruct
from huban_perception.core.camera import CameraView
from huban_perception.core.types import HIPS, SHOULDERS, Array, Landmark, PoseLandmarks, Posture


class ActionKind(str, Enum):
    WALKING = "walking"
    SITTING_DOWN = "sitting_down"
    STANDING_UP = "standing_up"
    LYING_DOWN = "lying_down"
    SITTING_UP = "sitting_up"
    WAVING = "waving"
    POINTING = "pointing"
    EATING = "eating_or_drinking"
    WANDERING = "wandering"


@dataclass(frozen=True)
class Action:
    """Something done from `start_s` to `end_s`, with the figures that people want to know, units in their names."""

    kind: ActionKind
    start_s: float
    end_s: float
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True)
class Moment:
    """One body at one time: `points` (33, 3) in m from the camera, axes parallel to `map` (z up)."""

    body: BodyState
    points: Array
    visibility: Array

    @property
    def stamp_s(self) -> float:
        return self.body.stamp_s

    @property
    def upright(self) -> bool:
        """Standing or sitting with the trunk up: arms then do what they mean."""
        posture = self.body.posture in (Posture.STANDING, Posture.SITTING)
        return posture and self.body.features.trunk_deg > 45.0

    @property
    def trunk_m(self) -> float:
        """Mid hips to mid shoulders."""
        return float(np.linalg.norm(self.middle(SHOULDERS) - self.middle(HIPS)))

    def middle(self, landmarks: tuple[Landmark, ...]) -> Array:
        """(3,) mean of some landmarks."""
        mean: Array = self.points[list(landmarks)].mean(axis=0)
        return mean

    def seen(self, *landmarks: Landmark) -> bool:
        """Whether the model saw these rather than guessed them."""
        return float(self.visibility[list(landmarks)].min()) > 0.5


def moment(body: BodyState, pose: PoseLandmarks, view: CameraView) -> Moment:
    """The moment of a sighting that this view gave."""
    return Moment(body, reconstruct(pose, view).points, pose.visibility)
