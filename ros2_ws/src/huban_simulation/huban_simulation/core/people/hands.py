"""What the right hand does on top of any stance: pointing at something, and eating."""

from dataclasses import replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.keyframes import eased
from huban_simulation.core.people.postures import Posture
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance

_RAISE_S, _POINT_S = 0.8, 3.5
_EYES_IN_HEAD_M = np.array([0.09, 0.0, 0.05])
_BITE_S = 4.0
_AT_MOUTH = (0.35, 0.6)
"""The part of a bite in which the hand is at the mouth."""
_PLATE: Posture = {"right_upper_arm": (-3, -28, 26), "right_forearm": (0, -72, 0), "right_hand": (0, 0, 0)}
_MOUTH: Posture = {"right_upper_arm": (10, -70, 30), "right_forearm": (0, -120, 0), "right_hand": (0, 0, 0)}


class Pointing:
    """A straight right arm, the hand on the line from the eyes to a point, as people point at what is far away."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._head, self._girdle, self._upper, self._fore, self._hand = (
            skeleton.index(bone)
            for bone in ("head", "right_shoulder", "right_upper_arm", "right_forearm", "right_hand")
        )
        self._reach_m = skeleton.length_m("right_forearm") + skeleton.length_m("right_hand")
        self._target: Floats | None = None
        self._elapsed_s = np.inf
        self._turn = rotations.IDENTITY

    @property
    def going_on(self) -> bool:
        return self._elapsed_s < _POINT_S

    def start(self, target: Floats) -> None:
        """Points at a place in `map` (m) for a while."""
        self._target, self._elapsed_s = target, 0.0

    def step(self, dt_s: float, positions: Floats, world: Floats) -> None:
        """Moves on, given where the bones (positions, rotation matrices) have just been."""
        self._elapsed_s += dt_s
        if self._target is None or not self.going_on:
            return
        eyes = positions[self._head] + world[self._head] @ _EYES_IN_HEAD_M
        shoulder = positions[self._upper]
        aim = world[self._girdle].T @ (_on_the_line(eyes, self._target, shoulder, self._reach_m) - shoulder)
        self._turn = _down_to(aim / np.linalg.norm(aim))

    def applied(self, stance: Stance) -> Stance:
        """The stance with the arm raised as far as the time says."""
        if not self.going_on:
            return stance
        strength = eased(self._elapsed_s / _RAISE_S) * eased((_POINT_S - self._elapsed_s) / _RAISE_S)
        joints = stance.joints.copy()
        for bone, turn in (
            (self._upper, self._turn),
            (self._fore, rotations.IDENTITY),
            (self._hand, rotations.IDENTITY),
        ):
            joints[bone] = rotations.blended(joints[bone], turn, strength)
        return replace(stance, joints=joints)


class Meal:
    """A right hand that goes from a plate to the mouth, bite by bite."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._plate = _turns(skeleton, _PLATE)
        self._mouth = _turns(skeleton, _MOUTH)
        self._elapsed_s, self._until_s = 0.0, 0.0

    @property
    def going_on(self) -> bool:
        return self._elapsed_s < self._until_s

    def start(self, bites: int) -> None:
        self._elapsed_s, self._until_s = 0.0, bites * _BITE_S

    def step(self, dt_s: float) -> None:
        self._elapsed_s += dt_s

    def applied(self, stance: Stance) -> Stance:
        """The stance with the hand where the bite is."""
        if not self.going_on:
            return stance
        strength = eased(self._elapsed_s / _RAISE_S) * eased((self._until_s - self._elapsed_s) / _RAISE_S)
        part = self._elapsed_s % _BITE_S / _BITE_S
        start, end = _AT_MOUTH
        lifted = eased(part / start) * eased((1.0 - part) / (1.0 - end))
        joints = stance.joints.copy()
        for bone, turn in self._plate.items():
            held = rotations.blended(turn, self._mouth[bone], lifted)
            joints[bone] = rotations.blended(joints[bone], held, strength)
        return replace(stance, joints=joints)


def _turns(skeleton: Skeleton, posture: Posture) -> dict[int, Floats]:
    return {skeleton.index(bone): rotations.from_degrees(*angles) for bone, angles in posture.items()}


def _on_the_line(eyes: Floats, target: Floats, shoulder: Floats, reach_m: float) -> Floats:
    """The point between eyes and target that a straight arm reaches; where none is, the nearest to it."""
    sight = (target - eyes) / np.linalg.norm(target - eyes)
    along = float((shoulder - eyes) @ sight)
    aside = float(np.linalg.norm(shoulder - eyes - along * sight))
    point: Floats = eyes + (along + np.sqrt(max(reach_m**2 - aside**2, 0.0))) * sight
    return point


def _down_to(aim: Floats) -> Floats:
    """The shortest turn of a hanging arm to a direction (unit vector)."""
    x, y, z = (float(value) for value in aim)
    turn = np.array([1.0 - z, y, -x, 0.0])
    length = float(np.linalg.norm(turn))
    unit: Floats = turn / length if length > 1e-6 else rotations.about(1, np.pi)
    return unit
