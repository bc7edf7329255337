"""Named ways to hold the body: joint angles in degrees as (roll, pitch, yaw), see `rotations.from_degrees`.

Upright with hanging arms is zero. Pitch bends the trunk forwards when positive and lifts an arm or a thigh forwards
when negative; the knee bends with positive, the elbow with negative pitch. Roll lifts the left arm aside when positive,
the right arm when negative; yaw twists to the left.
"""

from collections.abc import Mapping

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.skeleton import Floats, Skeleton

Angles = tuple[float, float, float]
Posture = Mapping[str, Angles]

LIMITS_DEG: Mapping[str, tuple[Angles, Angles]] = {
    "waist": ((-25, -25, -35), (25, 50, 35)),
    "chest": ((-25, -20, -35), (25, 40, 35)),
    "neck": ((-25, -35, -45), (25, 40, 45)),
    "head": ((-30, -35, -50), (30, 40, 50)),
    "shoulder": ((-25, -20, -25), (25, 20, 25)),
    "upper_arm": ((-170, -175, -80), (170, 60, 80)),
    "forearm": ((-15, -150, -15), (15, 5, 15)),
    "hand": ((-80, -70, -40), (80, 70, 40)),
    "thigh": ((-55, -130, -60), (55, 35, 60)),
    "shin": ((-10, -3, -10), (10, 150, 10)),
    "foot": ((-35, -55, -40), (35, 55, 40)),
}
"""Least and greatest angles of a joint, after common ranges of motion of old adults, with the shoulder girdle's share
in the upper arm and the forearm's rotation in the hand."""

_HANGING_ARMS: Posture = {
    "left_shoulder": (2, 0, 0),
    "left_upper_arm": (9, 2, 0),
    "left_forearm": (0, -16, 0),
    "right_shoulder": (-2, 0, 0),
    "right_upper_arm": (-9, 2, 0),
    "right_forearm": (0, -16, 0),
}
STANDING: Posture = {
    **_HANGING_ARMS,
    "waist": (0, 4, 0),
    "chest": (0, 6, 0),
    "neck": (0, 4, 0),
    "head": (0, -10, 0),
}
SITTING: Posture = {
    "waist": (0, 6, 0),
    "chest": (0, 6, 0),
    "neck": (0, 4, 0),
    "head": (0, -8, 0),
    "left_upper_arm": (3, -10, -26),
    "left_forearm": (0, -54, 0),
    "left_hand": (-45, 10, 0),
    "right_upper_arm": (-3, -10, 26),
    "right_forearm": (0, -54, 0),
    "right_hand": (45, 10, 0),
    "left_thigh": (4, -86, 0),
    "left_shin": (0, 86, 0),
    "right_thigh": (-4, -86, 0),
    "right_shin": (0, 86, 0),
}
LEANING_TO_RISE: Posture = {
    **SITTING,
    "left_hand": (0, 0, 0),
    "right_hand": (0, 0, 0),
    "waist": (0, 24, 0),
    "chest": (0, 16, 0),
    "head": (0, -24, 0),
    "left_upper_arm": (8, -34, 0),
    "left_forearm": (0, -30, 0),
    "right_upper_arm": (-8, -34, 0),
    "right_forearm": (0, -30, 0),
}
LYING: Posture = {
    "neck": (0, 24, 0),
    "head": (0, 6, 0),
    "left_upper_arm": (12, -4, 0),
    "left_forearm": (0, -22, 0),
    "right_upper_arm": (-12, -4, 0),
    "right_forearm": (0, -34, 0),
    "left_thigh": (3, -2, 4),
    "left_shin": (0, 3, 0),
    "left_foot": (0, 28, 0),
    "right_thigh": (-3, -2, -4),
    "right_shin": (0, 3, 0),
    "right_foot": (0, 28, 0),
}
LYING_CURLED: Posture = {
    **LYING,
    "neck": (0, 22, 0),
    "left_thigh": (4, -42, 0),
    "left_shin": (0, 74, 0),
    "left_foot": (0, 20, 0),
    "right_thigh": (-4, -36, 0),
    "right_shin": (0, 66, 0),
    "right_foot": (0, 20, 0),
}
SWINGING_LEGS: Posture = {
    "waist": (0, 14, 0),
    "chest": (0, 10, 0),
    "neck": (0, 12, 0),
    "left_upper_arm": (30, 30, 0),
    "left_forearm": (0, -40, 0),
    "right_upper_arm": (-30, 30, 0),
    "right_forearm": (0, -40, 0),
    "left_thigh": (4, -70, 0),
    "left_shin": (0, 75, 0),
    "right_thigh": (-4, -70, 0),
    "right_shin": (0, 75, 0),
}


def joints(skeleton: Skeleton, posture: Posture) -> Floats:
    """The posture as quaternions (bones, 4); raises ValueError for a bone that the skeleton lacks."""
    turns = np.tile(rotations.IDENTITY, (len(skeleton.bones), 1))
    for bone, angles in posture.items():
        turns[skeleton.index(bone)] = rotations.from_degrees(*angles)
    return turns
