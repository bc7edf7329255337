"""Numbers about one body in one frame that do not depend on where the camera stands or looks.

Angles are against gravity, heights above the floor; whoever judges posture or falls, by rule or by a learned model,
reads these and nothing else.
"""

from dataclasses import dataclass
from math import asin, degrees

import numpy as np

from huban_perception.core.bodies.ground import Ground
from huban_perception.core.bodies.skeleton import Skeleton
from huban_perception.core.types import ANKLES, HIPS, KNEES, SHOULDERS, Array, Landmark


@dataclass(frozen=True)
class BodyFeatures:
    """`trunk_deg`: hips to shoulders above the horizontal (90 upright, 0 lying, below 0 head down).

    `thigh_deg`, `shank_deg`: hips to knees and knees to ankles below the horizontal (90 standing).
    Heights in m above the floor; `legs_drop_m`: how far the ankles are below the hips.
    """

    trunk_deg: float
    thigh_deg: float
    shank_deg: float
    hips_m: float
    shoulders_m: float
    head_m: float
    legs_drop_m: float


def measure(skeleton: Skeleton, ground: Ground) -> BodyFeatures:
    """The features of a body that stands, sits or lies on this ground."""
    hips, shoulders = skeleton.middle(HIPS), skeleton.middle(SHOULDERS)
    knees, ankles = skeleton.middle(KNEES), skeleton.middle(ANKLES)
    return BodyFeatures(
        trunk_deg=trunk_rise_deg(skeleton),
        thigh_deg=_rise_deg(hips - knees),
        shank_deg=_rise_deg(knees - ankles),
        hips_m=ground.height_m(hips),
        shoulders_m=ground.height_m(shoulders),
        head_m=ground.height_m(skeleton.points[Landmark.NOSE]),
        legs_drop_m=ground.scale * float(hips[2] - ankles[2]),
    )


def trunk_rise_deg(skeleton: Skeleton) -> float:
    """The angle of the trunk, hips to shoulders, above the horizontal."""
    return _rise_deg(skeleton.middle(SHOULDERS) - skeleton.middle(HIPS))


def _rise_deg(direction: Array) -> float:
    """The angle of a direction above the horizontal."""
    length = float(np.linalg.norm(direction))
    return degrees(asin(float(direction[2]) / length)) if length > 0.0 else 0.0
