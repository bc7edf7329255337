"""What people do near the floor that is no fall: crouching, tying shoes, picking up, sitting there, exercising."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.keyframes import Key, Keyframes
from huban_simulation.core.people.postures import Posture, joints
from huban_simulation.core.people.rests import Movement, Rest, Standing, World
from huban_simulation.core.people.seats import Bed
from huban_simulation.core.people.skeleton import Floats
from huban_simulation.core.people.stance import Feet, Stance, lowered_onto
from huban_simulation.core.people.standing import feet_at, footprint, standing

_HANDS_DOWN: Posture = {
    "neck": (0, -10, 0),
    "left_upper_arm": (6, -70, 0),
    "left_forearm": (0, -12, 0),
    "right_upper_arm": (-6, -84, 0),
    "right_forearm": (0, -6, 0),
}
_HANDS_ON_KNEES: Posture = {
    "waist": (0, 12, 0),
    "neck": (0, -8, 0),
    "left_upper_arm": (8, -50, 0),
    "left_forearm": (0, -40, 0),
    "right_upper_arm": (-8, -50, 0),
    "right_forearm": (0, -40, 0),
}
_ARMS_UP: Posture = {"left_upper_arm": (10, -165, 0), "right_upper_arm": (-10, -165, 0)}
_ARMS_FORWARD: Posture = {"left_upper_arm": (4, -85, 0), "right_upper_arm": (-4, -85, 0)}
_SITTING_ON_FLOOR: Posture = {
    "waist": (0, 10, 0),
    "chest": (0, 8, 0),
    "left_upper_arm": (8, -28, 0),
    "left_forearm": (0, -30, 0),
    "right_upper_arm": (-8, -28, 0),
    "right_forearm": (0, -30, 0),
    "left_thigh": (10, -100, 0),
    "left_shin": (0, 38, 0),
    "right_thigh": (-10, -96, 0),
    "right_shin": (0, 26, 0),
}
_KNEELING: Posture = {
    "left_thigh": (4, -6, 0),
    "left_shin": (0, 96, 0),
    "left_foot": (0, 45, 0),
    "right_thigh": (-4, -6, 0),
    "right_shin": (0, 96, 0),
    "right_foot": (0, 45, 0),
}
_ON_ALL_FOURS: Posture = {
    **_KNEELING,
    "neck": (0, -14, 0),
    "left_upper_arm": (6, -76, 0),
    "left_hand": (0, -50, 0),
    "left_thigh": (4, -78, 0),
    "right_upper_arm": (-6, -76, 0),
    "right_hand": (0, -50, 0),
    "right_thigh": (-4, -78, 0),
}


@dataclass(frozen=True)
class _Place:
    """A body (x, y, yaw) with its feet in a world."""

    world: World
    body: Floats

    @property
    def feet(self) -> Feet:
        prints = np.array([footprint(self.world.gait, self.body, foot) for foot in range(2)])
        return feet_at(self.world.skeleton, prints)

    def on_feet(self, hips_part: float, back_m: float, trunk_deg: float, posture: Posture) -> Stance:
        """Hips so high against standing ones, so far behind the feet; the trunk bent forward."""
        ahead = np.array([np.cos(self.body[2]), np.sin(self.body[2])])
        x, y = self.body[:2] - back_m * ahead
        hips = np.array([x, y, hips_part * self.world.skeleton.standing_m])
        return Stance(hips, self._turn(trunk_deg), joints(self.world.skeleton, posture), self.feet)

    def on_floor(self, trunk_deg: float, posture: Posture) -> Stance:
        """Whatever is lowest of the body on the floor."""
        hips = np.array([*self.body[:2], 1.0])
        stance = Stance(hips, self._turn(trunk_deg), joints(self.world.skeleton, posture))
        return lowered_onto(self.world.skeleton, stance, 0.0)

    def _turn(self, trunk_deg: float) -> Floats:
        return rotations.times(rotations.about(2, self.body[2]), rotations.from_degrees(0, trunk_deg, 0))


def _crouching(place: _Place) -> list[Key]:
    low = place.on_feet(0.42, 0.12, 32, _HANDS_ON_KNEES)
    return [Key(1.3, low, planted=True), Key(5.0, low, planted=True)]


def _picking_up(place: _Place) -> list[Key]:
    low = place.on_feet(0.72, 0.22, 78, _HANDS_DOWN)
    return [Key(1.0, low, planted=True), Key(0.8, low, planted=True)]


def _tying_shoes(place: _Place) -> list[Key]:
    low = place.on_feet(0.5, 0.16, 60, _HANDS_DOWN)
    return [Key(1.4, low, planted=True), Key(8.0, low, planted=True)]


def _sitting_on_floor(place: _Place) -> list[Key]:
    low, kneeling = place.on_feet(0.42, 0.12, 32, _HANDS_ON_KNEES), place.on_floor(8, _KNEELING)
    sitting = place.on_floor(6, _SITTING_ON_FLOOR)
    return [Key(1.4, low, planted=True), Key(1.2, kneeling), Key(1.4, sitting), Key(14.0, sitting), Key(2.0, kneeling)]


def _exercising(place: _Place) -> list[Key]:
    keys = []
    for _ in range(4):
        low = place.on_feet(0.68, 0.16, 24, _ARMS_FORWARD)
        keys += [Key(1.1, low, planted=True), Key(1.0, place.on_feet(0.98, 0.0, 4, _ARMS_UP), planted=True)]
    kneeling, fours = place.on_floor(8, _KNEELING), place.on_floor(72, _ON_ALL_FOURS)
    return [*keys, Key(2.0, kneeling), Key(1.2, fours), Key(8.0, fours), Key(1.4, kneeling)]


CHORES: Mapping[str, Callable[[_Place], list[Key]]] = {
    "crouching": _crouching,
    "picking_up": _picking_up,
    "tying_shoes": _tying_shoes,
    "sitting_on_floor": _sitting_on_floor,
    "exercising": _exercising,
}
"""What can be done, as keyframes from standing to the last moment before standing again."""


class Chore:
    """A goal: to do one of CHORES once, where the person stands."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begun = False

    def exit(self, before: Floats) -> Floats:
        return before

    def next(self, world: World, rest: Rest, bed: Bed, now: Stance) -> Movement | None:
        if not isinstance(rest, Standing):
            return rest.rise(world, bed, now)
        if self._begun:
            return None
        self._begun = True
        keys = CHORES[self._name](_Place(world, rest.body))
        upright = Key(1.6, standing(world.skeleton, world.gait, rest.body), planted=True)
        return Movement(self._name, Keyframes(world.skeleton, now, [*keys, upright]), Standing(rest.body))
