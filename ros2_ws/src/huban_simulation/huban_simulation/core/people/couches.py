"""Lying on beds and sofas: how somebody lies there, also when the bed moves, and how one gets in and out."""

from dataclasses import replace
from functools import cache
from typing import Literal

import numpy as np

from huban_common.core.home import Home
from huban_simulation.core.bed_shape import KNEE_RATIO, surfaces
from huban_simulation.core.people import rotations
from huban_simulation.core.people.keyframes import Key
from huban_simulation.core.people.postures import LYING, LYING_CURLED, SWINGING_LEGS, joints
from huban_simulation.core.people.seats import SOFTNESS_M, Bed, moved
from huban_simulation.core.people.settling import settled
from huban_simulation.core.people.skeleton import ROOT, Floats, Skeleton
from huban_simulation.core.people.stance import Stance, lowered_onto, solved

_SOFA_FILLING_M = 0.33
"""The part of a sofa's depth that its back takes."""
_TOWARDS_PILLOW_M = 0.04
_PILLOW_FROM_M, _PILLOW_M = -0.5, 0.13
"""Where a pillow begins, from the hips, and how high it is."""
_HIPS_ALONG_SEAT_M = 0.06
_HIPS_SHARE = 0.2
_SHARES = {"waist": 0.5, "chest": 0.3, "neck": -0.1, "head": -0.1, "upper_arm": -0.35, "forearm": -0.3}
"""How the body follows the back section: parts of its angle. Head bends back, arms come forward a little."""
_ON_THE_BACK = rotations.from_degrees(0, -90, 0)
_LYING_AXES = np.array([[0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
"""A body's axes in those of the surface that it lies on: belly up, head towards the surface's -x."""


def lying(home: Home, skeleton: Skeleton, on: str, bed: Bed) -> Stance:
    """Somebody who lies on the back on a bed or a sofa."""
    if on == home.bed.frame:
        return _in_bed(home, skeleton, bed)
    item = home.furniture[on]
    yaw = np.radians(item.yaw_deg)
    middle = moved(np.array([*item.at, yaw]), yaw, _SOFA_FILLING_M / 2, -_TOWARDS_PILLOW_M)
    turn = rotations.times(rotations.about(2, yaw + np.pi / 2), _ON_THE_BACK)
    curled = Stance(np.array([*middle[:2], 0.0]), turn, _resting_joints(skeleton, "curled"))
    return lowered_onto(skeleton, curled, item.size_m[2] - SOFTNESS_M, ("hips", "waist", "chest"))


def getting_in(skeleton: Skeleton, seated: Stance, flat: Stance) -> list[Key]:
    """From sitting on the edge to lying."""
    return [Key(1.3, _half_lying(skeleton, seated, flat)), Key(1.5, flat)]


def getting_out(skeleton: Skeleton, flat: Stance, seated: Stance) -> list[Key]:
    """From lying to sitting on the edge, legs over the side."""
    return [Key(1.6, _half_lying(skeleton, seated, flat)), Key(1.4, seated)]


def _in_bed(home: Home, skeleton: Skeleton, bed: Bed) -> Stance:
    """On the sections of the bed as they are: the trunk follows the back section, the legs the lower ones."""
    seat = surfaces(home, bed)["seat"]
    back, legs = (bed[home.bed.joint_of(section)] for section in ("back", "legs"))
    along_the_seat = rotations.from_matrices((seat.rotation @ _LYING_AXES)[None])[0]
    turn = rotations.times(along_the_seat, rotations.about(1, _HIPS_SHARE * back))
    posed = _resting_joints(skeleton, "stretched").copy()
    for part, pitch in _bends(back, legs).items():
        indices = skeleton.indices(part)
        posed[indices] = rotations.times(rotations.about(1, pitch), posed[indices])
    stance = Stance(seat.point(_HIPS_ALONG_SEAT_M), turn, posed)
    hips = skeleton.surface(*solved(skeleton, stance))[skeleton.support_bones == ROOT]
    depth = ((hips - seat.head_end) @ seat.rotation[:, 2]).min()
    return replace(stance, hips=stance.hips - (depth + SOFTNESS_M) * seat.rotation[:, 2])


def _bends(back_rad: float, legs_rad: float) -> dict[str, float]:
    """By how much more joints are bent on a bent bed than on a flat one (rad)."""
    bends = {part: share * back_rad for part, share in _SHARES.items()}
    return bends | {"thigh": -legs_rad - _HIPS_SHARE * back_rad, "shin": KNEE_RATIO * legs_rad}


@cache
def _resting_joints(skeleton: Skeleton, posture: Literal["stretched", "curled"]) -> Floats:
    """The joints (bones, 4) of somebody who has come to rest on a flat mattress, the head on a pillow."""
    posed = joints(skeleton, LYING if posture == "stretched" else LYING_CURLED)
    flat = Stance(np.zeros(3), _ON_THE_BACK, posed)
    return settled(skeleton, flat, lambda points: np.where(points[:, 0] < _PILLOW_FROM_M, _PILLOW_M, 0.0)).joints


def _half_lying(skeleton: Skeleton, seated: Stance, flat: Stance) -> Stance:
    hips = seated.hips + (flat.hips - seated.hips) * 0.4 + np.array([0.0, 0.0, 0.04])
    return Stance(hips, rotations.blended(seated.turn, flat.turn, 0.5), joints(skeleton, SWINGING_LEGS))
