"""Seats and beds: how somebody sits or lies there, and how one gets in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal
from typing import Literal

import numpy as np

from huban_common.core.home import Furniture, Home, Point2
from huban_simulation.core.bed_shape import KNEE_RATIO, surfaces
from huban_simulation.core.people import rotations
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.keyframes import Key
from huban_simulation.core.people.postures import (
    LEANING_TO_RISE,
    LYING,
    LYING_CURLED,
    SITTING,
    SWINGING_LEGS,
    joints,
)
from huban_simulation.core.people.settling import settled
from huban_simulation.core.people.skeleton import ROOT, Floats, Skeleton
from huban_simulation.core.people.stance import Stance, lowered_onto, solved
from huban_simulation.core.people.standing import Gait, feet_at, footprint, standing

Bed = Mapping[str, float]

_SOFTNESS_M = 0.03
_KNEES_BEFORE_EDGE_M = 0.06
_ANKLES_BEHIND_KNEES_M = 0.03
_BESIDE_M = 0.22
_RECLINED_DEG = -8.0
_SEATED = ("hips", "left_thigh", "right_thigh")
_HANDRAIL_FREE_M = 0.17
"""From the middle of a bed towards its foot: there people sit on its edge, away from the side rails."""
_SOFA_FILLING_M = 0.33
"""The part of a sofa's depth that its back takes."""
_TOWARDS_PILLOW_M = 0.04
_PILLOW_FROM_M, _PILLOW_M = -0.5, 0.1
_HIPS_ALONG_SEAT_M = 0.06
_HIPS_SHARE = 0.2
"""The part of the back section's angle that the hips take; waist and chest take the rest."""
_ON_THE_BACK = rotations.from_degrees(0, -90, 0)
_LYING_AXES = np.array([[0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
"""A body's axes in those of the surface that it lies on: belly up, head towards the surface's -x."""


@dataclass(frozen=True, eq=False)
class Seat:
    """A place to sit; bodies are (x, y, yaw)."""

    on: str
    at: Floats
    """Below the hips."""
    ankles: Floats
    """Between the feet."""
    entry: Floats
    """Where one stands before sitting down and after standing up."""
    approach: Point2
    """Where there is room to walk, nearest to the entry."""

    def stance(self, skeleton: Skeleton, gait: Gait, height_m: float) -> Stance:
        """Somebody who sits there, feet on the floor if they reach it."""
        turn = rotations.times(rotations.about(2, self.at[2]), rotations.from_degrees(0, _RECLINED_DEG, 0))
        sitting = Stance(np.array([*self.at[:2], 0.0]), turn, joints(skeleton, SITTING))
        sitting = lowered_onto(skeleton, sitting, height_m - _SOFTNESS_M, _SEATED)
        feet = feet_at(skeleton, np.array([footprint(gait, self.ankles, foot) for foot in range(2)]))
        leg = skeleton.length_m("left_shin") + skeleton.length_m("left_foot")
        reaches = np.linalg.norm(feet.positions[0] - sitting.hips) < leg
        return replace(sitting, feet=feet) if reaches else sitting

    def sitting_down(self, skeleton: Skeleton, upright: Stance, seated: Stance) -> list[Key]:
        """From standing at the entry to sitting."""
        leaning = _half_seated(skeleton, upright, seated)
        return [Key(1.0, leaning, planted=True), Key(1.0, seated, planted=True)]

    def standing_up(self, skeleton: Skeleton, gait: Gait, seated: Stance) -> list[Key]:
        """From sitting to standing at the entry: first lean forward, then rise."""
        upright = standing(skeleton, gait, self.entry)
        leaning = _half_seated(skeleton, upright, seated)
        return [Key(1.1, leaning, planted=True), Key(1.2, upright, planted=True)]


def getting_in(skeleton: Skeleton, seated: Stance, flat: Stance) -> list[Key]:
    """From sitting on the edge to lying."""
    return [Key(1.3, _half_lying(skeleton, seated, flat)), Key(1.5, flat)]


def getting_out(skeleton: Skeleton, flat: Stance, seated: Stance) -> list[Key]:
    """From lying to sitting on the edge, legs over the side."""
    return [Key(1.6, _half_lying(skeleton, seated, flat)), Key(1.4, seated)]


def seats(home: Home, floor: Floor, skeleton: Skeleton, on: str) -> list[Seat]:
    """The free ways to sit on a piece of furniture, in no order."""
    item = home.furniture[on]
    found = []
    for middle, facing_rad, depth, width in _edges(home, item, on):
        hips = depth / 2 + _KNEES_BEFORE_EDGE_M - skeleton.length_m("left_shin")
        knees = depth / 2 + _KNEES_BEFORE_EDGE_M
        for along, across in ((knees - _ANKLES_BEHIND_KNEES_M, 0.0), (hips, width), (hips, -width)):
            place, ankles, entry = (
                _moved(middle, facing_rad, *shift)
                for shift in ((hips, 0.0), (knees - _ANKLES_BEHIND_KNEES_M, 0.0), (along, across))
            )
            approach = floor.free_near((entry[0], entry[1]), within_m=0.5)
            if approach is not None and floor.room_around(entry[None])[0] > 0.04:
                found.append(Seat(on, place, ankles, entry, approach))
                break
    return found


def lying(home: Home, skeleton: Skeleton, on: str, bed: Bed) -> Stance:
    """Somebody who lies on the back on a bed or a sofa."""
    if on == home.bed.frame:
        return _in_bed(home, skeleton, bed)
    item = home.furniture[on]
    yaw = np.radians(item.yaw_deg)
    middle = _moved(np.array([*item.at, yaw]), yaw, _SOFA_FILLING_M / 2, -_TOWARDS_PILLOW_M)
    turn = rotations.times(rotations.about(2, yaw + np.pi / 2), _ON_THE_BACK)
    curled = Stance(np.array([*middle[:2], 0.0]), turn, _resting_joints(skeleton, "curled"))
    return lowered_onto(skeleton, curled, item.size_m[2] - _SOFTNESS_M, ("hips", "waist", "chest"))


def height_m(home: Home, on: str, bed: Bed) -> float:
    """The height of a seat above the floor."""
    return bed[home.bed.joint_of("height")] if on == home.bed.frame else home.furniture[on].size_m[2]


def _in_bed(home: Home, skeleton: Skeleton, bed: Bed) -> Stance:
    """On the sections of the bed as they are: the trunk follows the back section, the legs the lower ones."""
    seat = surfaces(home, bed)["seat"]
    back, legs = (bed[home.bed.joint_of(section)] for section in ("back", "legs"))
    along_the_seat = rotations.from_matrices((seat.rotation @ _LYING_AXES)[None])[0]
    turn = rotations.times(along_the_seat, rotations.about(1, _HIPS_SHARE * back))
    posed = _resting_joints(skeleton, "stretched").copy()
    thigh = -legs - _HIPS_SHARE * back
    further = {"waist": 0.5 * back, "chest": 0.3 * back, "neck": -0.1 * back, "head": -0.1 * back}
    for side in ("left", "right"):
        further |= {f"{side}_thigh": thigh, f"{side}_shin": KNEE_RATIO * legs}
    for bone, pitch in further.items():
        index = skeleton.index(bone)
        posed[index] = rotations.times(rotations.about(1, pitch), posed[index])
    stance = Stance(seat.point(_HIPS_ALONG_SEAT_M), turn, posed)
    hips = skeleton.surface(*solved(skeleton, stance))[skeleton.support_bones == ROOT]
    depth = ((hips - seat.head_end) @ seat.rotation[:, 2]).min()
    return replace(stance, hips=stance.hips - (depth + _SOFTNESS_M) * seat.rotation[:, 2])


@cache
def _resting_joints(skeleton: Skeleton, posture: Literal["stretched", "curled"]) -> Floats:
    """The joints (bones, 4) of somebody who has come to rest on a flat mattress, the head on a pillow."""
    posed = joints(skeleton, LYING if posture == "stretched" else LYING_CURLED)
    flat = Stance(np.zeros(3), _ON_THE_BACK, posed)
    return settled(skeleton, flat, lambda points: np.where(points[:, 0] < _PILLOW_FROM_M, _PILLOW_M, 0.0)).joints


def _edges(home: Home, item: Furniture, on: str) -> list[tuple[Floats, float, float, float]]:
    """Where one may sit: middle of the seat (x, y), direction that it faces, its depth, distance of a side entry."""
    yaw = np.radians(item.yaw_deg)
    middle = np.array([*item.at, yaw])
    if on == home.bed.frame or item.kind.endswith("bed"):
        along = _moved(middle, yaw, _HANDRAIL_FREE_M, 0.0)
        return [(along, yaw + side * np.pi / 2, item.size_m[1], 0.6) for side in (-1, 1)]
    places = max(1, round(item.size_m[1] / 0.95))
    width = item.size_m[1] / places
    across = [(place + 0.5) * width - item.size_m[1] / 2 for place in range(places)]
    return [(_moved(middle, yaw, 0.0, left), yaw, item.size_m[0], width / 2 + _BESIDE_M) for left in across]


def _moved(body: Floats, yaw_rad: float, forward_m: float, left_m: float) -> Floats:
    """A body (x, y, yaw) moved in the axes of a heading, facing it."""
    cosine, sine = np.cos(yaw_rad), np.sin(yaw_rad)
    moved = np.array([cosine * forward_m - sine * left_m, sine * forward_m + cosine * left_m])
    return np.array([*(body[:2] + moved), yaw_rad])


def _half_seated(skeleton: Skeleton, upright: Stance, seated: Stance) -> Stance:
    """Bent forward over the feet, half-way between seat and standing."""
    share = 0.42
    turn = rotations.times(upright.turn, rotations.from_degrees(0, 24, 0))
    hips = seated.hips + (upright.hips - seated.hips) * share
    return Stance(hips, turn, joints(skeleton, LEANING_TO_RISE), seated.feet or upright.feet)


def _half_lying(skeleton: Skeleton, seated: Stance, flat: Stance) -> Stance:
    hips = seated.hips + (flat.hips - seated.hips) * 0.4 + np.array([0.0, 0.0, 0.04])
    return Stance(hips, rotations.blended(seated.turn, flat.turn, 0.5), joints(skeleton, SWINGING_LEGS))


