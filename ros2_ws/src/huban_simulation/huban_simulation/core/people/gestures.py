"""Small movements on top of any stance: breath and sway, a waving hand, a turned head."""

from dataclasses import replace

import numpy as np

from huban_simulation.core.people import rotations
from huban_simulation.core.people.keyframes import eased
from huban_simulation.core.people.postures import Posture
from huban_simulation.core.people.skeleton import Floats, Skeleton
from huban_simulation.core.people.stance import Stance

_BREATH_S, _BREATH_DEG = 4.2, 0.8
_SWAY_M = 0.004
_HEAD_YAW_LIMIT_RAD, _HEAD_PITCH_LIMIT_RAD = 1.25, 0.6
_HEAD_SPEED_PER_S = 3.0
_WAVE_S, _RAISE_S = 3.6, 0.6
_WAVES_PER_S = 1.1
_RAISED_ARM: Posture = {"right_shoulder": (-8, 0, 0), "right_upper_arm": (-63, -45, -35), "right_forearm": (0, -93, 0)}
_WAVING_FOREARM_DEG = 20.0


class Idling:
    """Breath, and the small sway of somebody who stands; never the same twice, always the same for a seed."""

    def __init__(self, skeleton: Skeleton, random: np.random.Generator) -> None:
        self._chest = skeleton.index("chest")
        self._head = skeleton.index("head")
        self._phases = random.uniform(0, 2 * np.pi, 5)

    def applied(self, stance: Stance, time_s: float, on_foot: bool) -> Stance:
        """The stance with these movements at a time."""
        waves = np.sin(2 * np.pi * time_s / np.array([_BREATH_S, 3.1, 5.3, 7.9, 11.3]) + self._phases)
        joints = stance.joints.copy()
        breath = rotations.about(1, float(np.radians(_BREATH_DEG) * -waves[0]))
        joints[self._chest] = rotations.times(joints[self._chest], breath)
        glance = rotations.from_degrees(0, 1.5 * float(waves[1]), 3.0 * float(waves[3] * waves[4]))
        joints[self._head] = rotations.times(joints[self._head], glance)
        sway = np.array([waves[1], waves[2], 0.0]) * (_SWAY_M if on_foot else 0.0)
        return replace(stance, joints=joints, hips=stance.hips + sway)


class Gaze:
    """A head that follows a point of the home as far as the neck allows."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._chest, self._neck, self._head = (skeleton.index(bone) for bone in ("chest", "neck", "head"))
        self.target: Floats | None = None
        self._look = rotations.IDENTITY
        self._strength = 0.0

    def step(self, dt_s: float, positions: Floats, world: Floats) -> None:
        """Turns on towards the target, given where the bones (positions, rotation matrices) have just been."""
        change = min(1.0, _HEAD_SPEED_PER_S * dt_s)
        self._strength += change * ((self.target is not None) - self._strength)
        if self.target is None:
            return
        x, y, z = world[self._chest].T @ (self.target - positions[self._head])
        yaw = np.clip(np.arctan2(y, x), -_HEAD_YAW_LIMIT_RAD, _HEAD_YAW_LIMIT_RAD)
        pitch = np.clip(-np.arctan2(z, np.hypot(x, y)), -_HEAD_PITCH_LIMIT_RAD, _HEAD_PITCH_LIMIT_RAD)
        wanted = rotations.times(rotations.about(2, float(yaw)), rotations.about(1, float(pitch)))
        self._look = rotations.blended(self._look, wanted, change)

    def applied(self, stance: Stance) -> Stance:
        """The stance with the head turned; neck and head share the turn."""
        if self._strength < 1e-3:
            return stance
        joints = stance.joints.copy()
        half = rotations.blended(rotations.IDENTITY, self._look, 0.5)
        for bone in (self._neck, self._head):
            joints[bone] = rotations.blended(joints[bone], half, self._strength)
        return replace(stance, joints=joints)


class Wave:
    """A raised right hand that waves for a while."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._raised = {skeleton.index(bone): rotations.from_degrees(*angles) for bone, angles in _RAISED_ARM.items()}
        self._forearm = skeleton.index("right_forearm")
        self._elapsed_s = np.inf

    @property
    def going_on(self) -> bool:
        return self._elapsed_s < _WAVE_S

    def start(self) -> None:
        self._elapsed_s = 0.0

    def step(self, dt_s: float) -> None:
        self._elapsed_s += dt_s

    def applied(self, stance: Stance) -> Stance:
        """The stance with the hand raised as far as the time says."""
        if not self.going_on:
            return stance
        strength = eased(self._elapsed_s / _RAISE_S) * eased((_WAVE_S - self._elapsed_s) / _RAISE_S)
        joints = stance.joints.copy()
        for bone, turn in self._raised.items():
            joints[bone] = rotations.blended(joints[bone], turn, strength)
        swing = _WAVING_FOREARM_DEG * strength * np.sin(2 * np.pi * _WAVES_PER_S * self._elapsed_s)
        joints[self._forearm] = rotations.times(joints[self._forearm], rotations.from_degrees(0, float(swing), 0))
        return replace(stance, joints=joints)
