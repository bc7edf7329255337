"""How a body is held at one moment, before small movements are added."""

from dataclasses import dataclass, replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.legs import bend_leg
from huban_simulation.core.people.skeleton import ROOT, Floats, Skeleton

SIDES = ("left", "right")


@dataclass(frozen=True)
class Feet:
    """Where the ankles are held in `map`: positions (2, 3) and rotations (2, 4), left first."""

    positions: Floats
    rotations: Floats


@dataclass(frozen=True)
class Stance:
    """Hips in `map` and joints against their parents; with `feet`, the legs' joints follow from where the feet are."""

    hips: Floats
    turn: Floats
    joints: Floats
    """(bones, 4); the row of the root is not used."""
    feet: Feet | None = None


def solved(skeleton: Skeleton, stance: Stance) -> tuple[Floats, Floats]:
    """Joint positions (bones, 3) and rotations (bones, 3, 3) of a stance in `map`."""
    turns = rotations.matrices(stance.joints)
    turns[ROOT] = rotations.matrices(stance.turn)
    if stance.feet is not None:
        _place_feet(skeleton, stance, stance.feet, turns)
    return skeleton.forward(stance.hips, turns)


def _place_feet(skeleton: Skeleton, stance: Stance, feet: Feet, turns: Floats) -> None:
    hips = turns[ROOT]
    ankles = rotations.matrices(feet.rotations)
    for row, side in enumerate(SIDES):
        thigh, shin, foot = (skeleton.index(f"{side}_{part}") for part in ("thigh", "shin", "foot"))
        socket = stance.hips + hips @ skeleton.offsets[thigh]
        lengths = (-skeleton.offsets[shin, 2], -skeleton.offsets[foot, 2])
        upper, lower = bend_leg(socket, feet.positions[row], hips[:, 0] + ankles[row][:, 0], lengths)
        turns[thigh], turns[shin], turns[foot] = hips.T @ upper, upper.T @ lower, lower.T @ ankles[row]


def footing(skeleton: Skeleton, foot: int, turn: Floats) -> float:
    """How far the left (0) or right (1) ankle is above the lowest point of its foot, turned like this in `map` (m)."""
    points = skeleton.support_points[skeleton.support_bones == skeleton.index(f"{SIDES[foot]}_foot")]
    return float(-(points @ rotations.matrices(turn)[2]).min())


def freed(skeleton: Skeleton, stance: Stance) -> Stance:
    """The same stance with the legs' joints written out instead of the feet."""
    if stance.feet is None:
        return stance
    _, world = solved(skeleton, stance)
    parents = np.array(skeleton.parents)
    local = np.swapaxes(world[parents], -1, -2) @ world
    return replace(stance, joints=rotations.from_matrices(local), feet=None)


def held_feet(skeleton: Skeleton, stance: Stance) -> Feet:
    """Where the feet of a stance are."""
    if stance.feet is not None:
        return stance.feet
    positions, world = solved(skeleton, stance)
    bones = [skeleton.index(f"{side}_foot") for side in SIDES]
    return Feet(positions[bones], rotations.from_matrices(world[bones]))


def between(first: Stance, second: Stance, share: float) -> Stance:
    """A blend of two stances without held feet."""
    return Stance(
        first.hips + (second.hips - first.hips) * share,
        rotations.blended(first.turn, second.turn, share),
        rotations.blended(first.joints, second.joints, share),
    )


def lowered_onto(skeleton: Skeleton, stance: Stance, height_m: float, bones: tuple[str, ...] = ()) -> Stance:
    """The stance raised or lowered until its lowest point (of some bones only) is at a height."""
    surface = skeleton.surface(*solved(skeleton, stance))
    if bones:
        surface = surface[np.isin(skeleton.support_bones, [skeleton.index(bone) for bone in bones])]
    return _raised(stance, height_m - float(surface[:, 2].min()))


def kept_above_floor(skeleton: Skeleton, stance: Stance) -> Stance:
    """The stance raised as far as a part of it would be under the floor."""
    lowest = float(skeleton.surface(*solved(skeleton, stance))[:, 2].min())
    return stance if lowest >= 0 else _raised(stance, -lowest)


def _raised(stance: Stance, up_m: float) -> Stance:
    return replace(stance, hips=stance.hips + np.array([0.0, 0.0, up_m]))
