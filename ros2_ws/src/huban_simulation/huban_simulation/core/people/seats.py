"""Seats: where one can sit down, how somebody sits there, and how one gets there and up again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from huban_common.core.home import Furniture, Home, Point2
from huban_simulation.core.people import rotations
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.keyframes import Key
from huban_simulation.core.people.postures import LEANING_TO_RISE, SITTING, joints
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance, lowered_onto
from huban_simulation.core.people.standing import Gait, feet_at, footprint, standing

Bed = Mapping[str, float]
"""Positions of the nursing bed's joints (rad, m)."""

SOFTNESS_M = 0.03
"""How deep a body sinks into cushions."""
_KNEES_BEFORE_EDGE_M = 0.06
_ANKLES_BEHIND_KNEES_M = 0.03
_BESIDE_M, _BESIDE_BED_M = 0.22, 0.6
_PLACE_M = 0.95
"""Width of one place on a sofa."""
_APPROACH_M, _ROOM_TO_STAND_M = 0.5, 0.04
_RECLINED_DEG = -8.0
_SEATED = ("hips", "left_thigh", "right_thigh")
_HANDRAIL_FREE_M = 0.17
"""From the middle of a bed towards its foot: there people sit on its edge, away from the side rails."""


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
        sitting = lowered_onto(skeleton, sitting, height_m - SOFTNESS_M, _SEATED)
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


def seats(home: Home, floor: Floor, skeleton: Skeleton, on: str) -> list[Seat]:
    """The free ways to sit on a piece of furniture: each place once, from the front or else from a side."""
    found = []
    for edge in _edges(home, home.furniture[on], on):
        ways = (_seat(floor, skeleton, on, edge, side) for side in (0, 1, -1))
        found += [seat for seat in ways if seat is not None][:1]
    return found


def _seat(floor: Floor, skeleton: Skeleton, on: str, edge: "_Edge", side: int) -> Seat | None:
    """The seat behind an edge, entered from the front (0), the left (1) or the right (-1); None if there is no room."""
    knees = edge.depth_m / 2 + _KNEES_BEFORE_EDGE_M
    place = moved(edge.middle, edge.facing_rad, knees - skeleton.length_m("left_shin"), 0.0)
    ankles = moved(edge.middle, edge.facing_rad, knees - _ANKLES_BEHIND_KNEES_M, 0.0)
    entry = moved(place, edge.facing_rad, 0.0, side * edge.beside_m) if side else ankles
    approach = floor.free_near((entry[0], entry[1]), _APPROACH_M)
    if approach is None or floor.room_around(entry[None])[0] < _ROOM_TO_STAND_M:
        return None
    return Seat(on, place, ankles, entry, approach)


def height_m(home: Home, on: str, bed: Bed) -> float:
    """The height of a seat above the floor."""
    return bed[home.bed.joint_of("height")] if on == home.bed.frame else home.furniture[on].size_m[2]


@dataclass(frozen=True)
class _Edge:
    """Where one may sit: the middle of the seat (x, y), where it faces, its depth, how far beside it one stands."""

    middle: Floats
    facing_rad: float
    depth_m: float
    beside_m: float


def _edges(home: Home, item: Furniture, on: str) -> list[_Edge]:
    """Both long sides of the bed; the places of other furniture side by side."""
    yaw = np.radians(item.yaw_deg)
    middle = np.array([*item.at, yaw])
    if on == home.bed.frame:
        along = moved(middle, yaw, _HANDRAIL_FREE_M, 0.0)
        return [_Edge(along, yaw + side * np.pi / 2, item.size_m[1], _BESIDE_BED_M) for side in (-1, 1)]
    places = max(1, round(item.size_m[1] / _PLACE_M))
    width = item.size_m[1] / places
    across = [(place + 0.5) * width - item.size_m[1] / 2 for place in range(places)]
    return [_Edge(moved(middle, yaw, 0.0, left), yaw, item.size_m[0], width / 2 + _BESIDE_M) for left in across]


def moved(body: Floats, yaw_rad: float, forward_m: float, left_m: float) -> Floats:
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
