"""Getting up from the floor as physiotherapists teach it: roll on the side, hands and knees, one foot, stand."""

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.fall_kinds import ON_LEFT_SIDE
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.keyframes import Key
from huban_simulation.core.people.postures import Angles, Posture, joints
from huban_simulation.core.people.settling import level, settled
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance, lowered_onto
from huban_simulation.core.people.standing import Gait, standing

_ON_HANDS_AND_KNEES: Posture = {
    "neck": (0, -14, 0),
    "head": (0, -12, 0),
    "left_upper_arm": (6, -76, 0),
    "left_forearm": (0, -6, 0),
    "left_hand": (0, -50, 0),
    "right_upper_arm": (-6, -76, 0),
    "right_forearm": (0, -6, 0),
    "right_hand": (0, -50, 0),
    "left_thigh": (4, -78, 0),
    "left_shin": (0, 92, 0),
    "left_foot": (0, 45, 0),
    "right_thigh": (-4, -78, 0),
    "right_shin": (0, 92, 0),
    "right_foot": (0, 45, 0),
}
_ONE_FOOT_FORWARD: Posture = {
    "waist": (0, 16, 0),
    "chest": (0, 10, 0),
    "head": (0, -14, 0),
    "left_upper_arm": (8, -44, 0),
    "left_forearm": (0, -40, 0),
    "right_upper_arm": (-8, -20, 0),
    "right_forearm": (0, -30, 0),
    "left_thigh": (6, -106, 0),
    "left_shin": (0, 90, 0),
    "right_thigh": (-4, -8, 0),
    "right_shin": (0, 88, 0),
    "right_foot": (0, 42, 0),
}
_ON_SIDE_DEG: Angles = (-84, 6, 0)


def rising(skeleton: Skeleton, gait: Gait, floor: Floor, lying: Stance) -> tuple[list[Key], Floats]:
    """From lying on the floor to standing where there is room; also the body (x, y, yaw) that stands at the end."""
    frame = rotations.matrices(lying.turn)
    head_to = float(np.arctan2(frame[1, 2], frame[0, 2]))
    here = lying.hips * [1.0, 1.0, 0.0]
    room = floor.free_near((here[0], here[1]), within_m=0.8)
    there = np.array([*room, 0.0]) if room else here

    def stance(share: float, heading: float, angles: Angles, posture: Posture) -> Stance:
        turn = rotations.times(rotations.about(2, heading), rotations.from_degrees(*angles))
        return Stance(here + share * (there - here), turn, joints(skeleton, posture))

    keys = []
    if frame[2, 0] > 0.4:
        on_side = stance(0.1, head_to - np.pi / 2, _ON_SIDE_DEG, ON_LEFT_SIDE)
        keys.append(Key(1.8, settled(skeleton, on_side, level(0.0))))
    keys.append(Key(2.2, lowered_onto(skeleton, stance(0.5, head_to, (0, 72, 0), _ON_HANDS_AND_KNEES), 0.0)))
    keys.append(Key(2.0, lowered_onto(skeleton, stance(0.8, head_to, (0, 14, 0), _ONE_FOOT_FORWARD), 0.0)))
    body = np.array([there[0], there[1], head_to])
    return [*keys, Key(1.8, standing(skeleton, gait, body), planted=True)], body
