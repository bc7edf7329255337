"""A movement through given stances at given times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Feet, Stance, between, footing, freed, held_feet, kept_above_floor

_STEP_M = 0.04
"""Feet that move less far slide; others are lifted."""
_LIFT_M = 0.06


@dataclass(frozen=True)
class Key:
    """A stance and the time that it takes to get there.

    planted: the feet stand on the floor on the way and where they have to move, they step.
    """

    after_s: float
    stance: Stance
    planted: bool = False


class Keyframes:
    """Goes smoothly from a stance through keys; never sinks into the floor."""

    def __init__(self, skeleton: Skeleton, start: Stance, keys: Sequence[Key]) -> None:
        self._skeleton = skeleton
        self._keys = [Key(0.0, start), *keys]
        self._ends = np.cumsum([key.after_s for key in self._keys])
        self._free = [freed(skeleton, key.stance) for key in self._keys]
        self._feet = [held_feet(skeleton, key.stance) for key in self._keys]
        self.duration_s = float(self._ends[-1])

    def at(self, time_s: float) -> Stance:
        """The stance after this time."""
        index = int(np.searchsorted(self._ends, time_s))
        if index >= len(self._keys):
            return self._keys[-1].stance
        index = max(index, 1)
        share = (time_s - self._ends[index - 1]) / max(self._keys[index].after_s, 1e-9)
        stance = between(self._free[index - 1], self._free[index], eased(share))
        if self._keys[index].planted:
            return replace(stance, feet=self._stepping(index, share))
        return kept_above_floor(self._skeleton, stance)

    def _stepping(self, index: int, share: float) -> Feet:
        """Both feet on the way to a key, the left one in the first half, the right one in the second."""
        start, end = self._feet[index - 1], self._feet[index]
        positions, turns = np.empty((2, 3)), np.empty((2, 4))
        for foot in range(2):
            own = eased(2 * share - foot)
            way = end.positions[foot] - start.positions[foot]
            turns[foot] = rotations.blended(start.rotations[foot], end.rotations[foot], own)
            positions[foot] = start.positions[foot] + own * way
            positions[foot, 2] += lift(float(np.linalg.norm(way)), own)
            positions[foot, 2] = max(positions[foot, 2], footing(self._skeleton, foot, turns[foot]))
        return Feet(positions, turns)


def eased(share: float) -> float:
    """From 0 to 1 with rest at both ends (smoothstep)."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def lift(distance_m: float, share: float) -> float:
    """How high a foot is on a step of this length."""
    height = _LIFT_M * min(1.0, distance_m / 0.3) if distance_m > _STEP_M else 0.0
    return height * float(np.sin(np.pi * share)) ** 2


def offset(yaw_rad: float, forward_m: float, left_m: float, up_m: float = 0.0) -> Floats:
    """A displacement given relative to a heading, in `map`."""
    cosine, sine = np.cos(yaw_rad), np.sin(yaw_rad)
    return np.array([cosine * forward_m - sine * left_m, sine * forward_m + cosine * left_m, up_m])
