"""Falls: stances on the way down, passed ever faster, and the last movements on the floor.

Kinematics after published recordings of real falls of old people in care homes: a descent of 0.6-1.0 s in which the
hips get faster until they hit the floor (Robinovitch et al. 2013; Choi et al. 2015).
"""

from dataclasses import replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.fall_kinds import KINDS, PRONE, Kind
from huban_simulation.core.people.floor import Floor
from huban_simulation.core.people.keyframes import eased, offset
from huban_simulation.core.people.postures import joints
from huban_simulation.core.people.settling import level, settled
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance, between, freed, kept_above_floor, lowered_onto, solved

_STIRRING_S = 4.0
"""How long somebody still moves on the floor after a fall."""
_FREE_FALL_START = 0.12
"""Share of even speed at the beginning of a fall; the rest is acceleration."""
_TURNS_RAD = tuple(np.radians(angle) for angle in (0, 25, -25, 50, -50, 80, -80, 120, -120, 160, -160))
_OUT_OF_BED_M = (0.75, 0.9)
_OUT_OF_BED_S = 0.9
_OFF_SEAT_M = 0.45
_LYING, _SEATED = 0.6, 0.8
"""Upper limits: of the spine's vertical part for lying, of the hips' height (parts of the standing one) for sitting."""
_BODY_M, _ENOUGH_ROOM_M = 0.12, 0.4


class Fall:
    """The movement from any stance to lying on the floor."""

    def __init__(
        self, skeleton: Skeleton, start: Stance, stances: list[tuple[float, Stance]], duration_s: float
    ) -> None:
        self._skeleton = skeleton
        self._progress = np.array([0.0, *(progress for progress, _ in stances)])
        self._stances = [freed(skeleton, start), *(stance for _, stance in stances)]
        self._descent_s = duration_s
        self.duration_s = duration_s + _STIRRING_S

    @property
    def end(self) -> Stance:
        """How the fallen person lies."""
        return self._stances[-1]

    def down_at(self, time_s: float) -> bool:
        """Whether the body has come to lie."""
        return time_s >= self._descent_s

    def at(self, time_s: float) -> Stance:
        """The stance after this time."""
        if self.down_at(time_s):
            return self._stirring((time_s - self._descent_s) / _STIRRING_S)
        elapsed = time_s / self._descent_s
        progress = _FREE_FALL_START * elapsed + (1 - _FREE_FALL_START) * elapsed**2
        index = int(np.searchsorted(self._progress, progress, side="right"))
        low, high = self._progress[index - 1 : index + 1]
        stance = between(self._stances[index - 1], self._stances[index], (progress - low) / (high - low))
        return kept_above_floor(self._skeleton, stance)

    def _stirring(self, share: float) -> Stance:
        """A head that lifts and an arm that gropes, weaker and weaker."""
        strength = 10.0 * max(0.0, 1.0 - share) * np.sin(3 * np.pi * share) * eased(4 * share)
        turned = self.end.joints.copy()
        for bone, angles in (("neck", (0, 0.4, 0)), ("right_forearm", (0, -1.0, 0)), ("left_shin", (0, 0.5, 0))):
            index = self._skeleton.index(bone)
            turn = rotations.from_degrees(*(strength * angle for angle in angles))
            turned[index] = rotations.times(turned[index], turn)
        return kept_above_floor(self._skeleton, replace(self.end, joints=turned))


def fall(skeleton: Skeleton, floor: Floor, start: Stance, direction: str, random: np.random.Generator) -> Fall:
    """A fall from standing, sitting or lying, turned so as not to end in a wall or a piece of furniture.

    Who lies high rolls out of bed, whatever the direction.
    """
    variation = _variation(skeleton, random)
    duration_s = KINDS[direction].duration_s
    if abs(rotations.matrices(start.turn)[2, 2]) < _LYING:
        ways = [(side, distance) for distance in _OUT_OF_BED_M for side in (1, -1)]
        options = [_rolling_out(skeleton, start, side * distance, variation) for side, distance in ways]
        duration_s = _OUT_OF_BED_S
    else:
        options = [_going_down(skeleton, start, KINDS[direction], turn, variation) for turn in _TURNS_RAD]
    *before, (_, last) = min(options, key=lambda stances: _crowding(skeleton, floor, stances[-1][1]))
    stances = [*before, (1.0, settled(skeleton, last, level(0.0)))]
    return Fall(skeleton, start, stances, duration_s * float(random.uniform(0.92, 1.08)))


def heading_rad(stance: Stance) -> float:
    """Which way a body faces, upright or lying: the belly's direction, or along the spine if that points up or down."""
    frame = rotations.matrices(stance.turn)
    forward = frame[:, 0] if abs(frame[2, 0]) < 0.7 else -np.sign(frame[2, 0]) * frame[:, 2]
    return float(np.arctan2(forward[1], forward[0]))


def _going_down(
    skeleton: Skeleton, start: Stance, kind: Kind, turn_rad: float, variation: Floats
) -> list[tuple[float, Stance]]:
    """The stances of a fall, each as low as the floor allows; who sits slides off the seat and skips the first one."""
    yaw = heading_rad(start)
    seated = start.hips[2] < _SEATED * skeleton.standing_m
    stances = []
    for moment in kind.moments[1:] if seated else kind.moments:
        off_seat = offset(yaw, _OFF_SEAT_M * moment.progress if seated else 0.0, 0.0)
        hips = start.hips + off_seat + offset(yaw + turn_rad, *moment.shift)
        heading = rotations.about(2, yaw + turn_rad * moment.progress)
        turn = rotations.times(heading, rotations.from_degrees(*moment.turn))
        posed = rotations.times(joints(skeleton, moment.posture), variation)
        stances.append((moment.progress, lowered_onto(skeleton, Stance(hips, turn, posed), 0.0)))
    return stances


def _rolling_out(skeleton: Skeleton, start: Stance, left_m: float, variation: Floats) -> list[tuple[float, Stance]]:
    """Over the edge of a bed, sideways seen from the head's direction: on the side, then face down on the floor."""
    spine = rotations.matrices(start.turn)[:, 2]
    head_to = float(np.arctan2(spine[1], spine[0]))
    face_down = rotations.times(rotations.about(2, head_to), rotations.from_degrees(0, 88, 0))
    quarter = rotations.from_degrees(0, 0, 90.0 * np.sign(left_m))
    posed = rotations.times(joints(skeleton, PRONE), variation)
    edge = Stance(start.hips + offset(head_to, 0.0, 0.6 * left_m, 0.06), rotations.times(face_down, quarter), posed)
    floor_below = Stance(start.hips + offset(head_to, 0.0, left_m), face_down, posed)
    return [(0.35, edge), (1.0, lowered_onto(skeleton, floor_below, 0.0))]


def _crowding(skeleton: Skeleton, floor: Floor, lying: Stance) -> tuple[float, float]:
    """How far a lying body would reach into things, in steps of centimetres; if equal, how little room is around."""
    room = floor.room_around(solved(skeleton, lying)[0])
    into_things = np.round(np.maximum(_BODY_M - room, 0.0).mean(), 2)
    return float(into_things), float(-np.round(np.minimum(room, _ENOUGH_ROOM_M).mean(), 1))


def _variation(skeleton: Skeleton, random: np.random.Generator) -> Floats:
    """Small random turns of all joints (bones, 4): nobody falls twice in the same way."""
    angles = random.normal(0.0, 2.5, (len(skeleton.bones), 3)).clip(-5.0, 5.0)
    return np.array([rotations.from_degrees(*row) for row in angles])
