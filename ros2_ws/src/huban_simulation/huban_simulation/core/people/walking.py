"""Walking: while the body goes from step to step, one foot stands still and the other one swings."""

from dataclasses import replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.footsteps import angle_between
from huban_simulation.core.people.keyframes import eased
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Feet, Stance, footing
from huban_simulation.core.people.standing import Gait, feet_at, footprint, upright

_SWING_START, _SWING_END = 0.12, 0.92
"""Parts of a step; both feet are on the floor before and after."""
_LIFT_M = 0.03
_TOE_OFF_RAD, _HEEL_STRIKE_RAD = 0.32, 0.2
_ARM_SWING_DEG_PER_M = 75.0
_SWAY_M = 0.014


class Walk:
    """Steps through bodies (steps + 1, 3); begins and ends standing."""

    def __init__(self, skeleton: Skeleton, gait: Gait, bodies: Floats) -> None:
        self._skeleton = skeleton
        self._gait = gait
        self._bodies = bodies.copy()
        self._bodies[:, 2] = np.unwrap(bodies[:, 2])
        self._prints = _footprints(gait, self._bodies)
        self._last = len(bodies) - 1
        self.duration_s = gait.step_s * (self._last + 1) if self._last else 0.0

    def at(self, time_s: float) -> Stance:
        """The stance after this time."""
        phase = min(max(time_s / self._gait.step_s, 0.0), self._last + 1.0)
        step = min(int(phase), self._last)
        body, share = self._body(phase), phase - step
        feet = self._feet(step, share)
        swayed = body + _aside(body[2], _SWAY_M * np.sin(np.pi * share) * _swinging_side(step))
        return self._with_swinging_arms(upright(self._skeleton, swayed, feet), feet)

    def _body(self, phase: float) -> Floats:
        """The body between steps on a Catmull-Rom curve; at rest at both ends."""
        step = min(int(phase), self._last)
        before, here, there, after = self._bodies[np.clip(np.arange(step - 1, step + 3), 0, self._last)]
        t = phase - step
        slope_here, slope_there = (there - before) / 2 * (step > 0), (after - here) / 2 * (step + 1 < self._last)
        blend: Floats = (
            (2 * t**3 - 3 * t**2 + 1) * here
            + (t**3 - 2 * t**2 + t) * slope_here
            + (3 * t**2 - 2 * t**3) * there
            + (t**3 - t**2) * slope_there
        )
        return blend

    def _feet(self, step: int, share: float) -> Feet:
        swinging = step % 2
        feet = feet_at(self._skeleton, self._prints[step])
        start, end = self._prints[step, swinging], self._prints[step + 1, swinging]
        swing = min(max((share - _SWING_START) / (_SWING_END - _SWING_START), 0.0), 1.0)
        place = start + eased(swing) * np.array([*(end - start)[:2], angle_between(start[2], end[2])])
        pitch = _foot_pitch(swing) * min(1.0, float(np.linalg.norm((end - start)[:2])) / self._gait.step_m)
        turn = rotations.times(rotations.about(2, place[2]), rotations.about(1, pitch))
        height = footing(self._skeleton, swinging, turn) + _LIFT_M * np.sin(np.pi * swing)
        feet.positions[swinging], feet.rotations[swinging] = [place[0], place[1], height], turn
        return feet

    def _with_swinging_arms(self, stance: Stance, feet: Feet) -> Stance:
        """Each arm goes back as far as the foot of its side is ahead."""
        forward = rotations.matrices(stance.turn)[:2, 0]
        ahead = (feet.positions[:, :2] - stance.hips[:2]) @ forward
        joints = stance.joints.copy()
        for side, distance in zip(("left", "right"), ahead, strict=True):
            swing = rotations.from_degrees(0, _ARM_SWING_DEG_PER_M * distance, 0)
            for bone, strength in ((f"{side}_upper_arm", 1.0), (f"{side}_forearm", 0.35)):
                index = self._skeleton.index(bone)
                part = rotations.blended(rotations.IDENTITY, swing, strength)
                joints[index] = rotations.times(joints[index], part)
        chest = self._skeleton.index("chest")
        joints[chest] = rotations.times(rotations.about(2, 0.25 * float(ahead[0] - ahead[1])), joints[chest])
        return replace(stance, joints=joints)


def _footprints(gait: Gait, bodies: Floats) -> Floats:
    """Footprints (steps + 2, 2, 3) before each step and after the last one.

    A foot that lands is set down where the body will be in the middle of its time on the floor.
    """
    last = len(bodies) - 1
    prints = [np.array([footprint(gait, bodies[0], foot) for foot in range(2)])]
    for step in range(last + 1):
        above = (bodies[min(step + 1, last)] + bodies[min(step + 2, last)]) / 2
        landed = prints[-1].copy()
        landed[step % 2] = footprint(gait, above, step % 2)
        prints.append(landed)
    return np.array(prints)


def _foot_pitch(swing: float) -> float:
    """The foot leaves with the toes and lands with the heel; positive points the toes down (rad)."""
    leaving = np.sin(np.pi * min(swing / 0.45, 1.0))
    landing = np.sin(np.pi * max((swing - 0.55) / 0.45, 0.0))
    return float(_TOE_OFF_RAD * leaving - _HEEL_STRIKE_RAD * landing)


def _swinging_side(step: int) -> int:
    """1 when the body sways to the left, over the standing foot."""
    return -1 if step % 2 == 0 else 1


def _aside(yaw_rad: float, left_m: float) -> Floats:
    return np.array([-np.sin(yaw_rad) * left_m, np.cos(yaw_rad) * left_m, 0.0])
