"""What arms say: waving, pointing, raised hands, hands on the face, crossed arms."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import atan2, degrees, hypot

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.actions.arms import Arm, Side, arm
from huban_perception.core.actions.types import Action, ActionKind, Moment
from huban_perception.core.types import Array, Landmark


@dataclass(frozen=True)
class GestureRules:
    """When an arm says something."""

    wave_time_s: float = param(2.5, "a hand swings to and fro within this time where somebody waves", minimum=0.5)
    wave_swing: float = param(0.2, "a forearm that leans aside by less than this part is held still", minimum=0.01)
    wave_turns: int = param(2, "changes of direction that make a wave", minimum=1)
    point_hold_s: float = param(0.6, "an arm held out for this long points", minimum=0.1)
    point_bend_deg: float = param(128.0, "an arm straighter than this is held out", minimum=90.0, maximum=180.0)
    point_hang_deg: float = param(45.0, "an arm closer to straight down than this hangs", minimum=0.0, maximum=90.0)
    point_drift_deg: float = param(15.0, "an arm that turns by more than this does not point yet", minimum=1.0)


class GestureKind(str, Enum):
    """As in hri_msgs/Gesture; `pointing` is ours."""

    OTHER = "other"
    HANDS_ON_FACE = "hands_on_face"
    ARMS_CROSSED = "arms_crossed"
    LEFT_HAND_RAISED = "left_hand_raised"
    RIGHT_HAND_RAISED = "right_hand_raised"
    BOTH_HANDS_RAISED = "both_hands_raised"
    WAVING = "waving"
    POINTING = "pointing"


@dataclass(frozen=True)
class Gesture:
    """What is said now; `direction` (3,): unit vector in axes parallel to `map`, where somebody points."""

    kind: GestureKind
    side: Side | None = None
    direction: Array | None = None

    @property
    def figures(self) -> dict[str, float]:
        """Where somebody points: compass-free bearing in `map` (0 = x, 90 = y) and elevation, in degrees."""
        if self.direction is None:
            return {}
        x, y, z = (float(value) for value in self.direction)
        return {"bearing_deg": degrees(atan2(y, x)), "elevation_deg": degrees(atan2(z, hypot(x, y)))}


_ACTIONS = {GestureKind.WAVING: ActionKind.WAVING, GestureKind.POINTING: ActionKind.POINTING}
_ON_FACE_M, _RAISED, _CROSSED_M = 0.2, 0.15, 0.05
_LAP = -0.6
"""Hands of somebody who sits rest lower than this, in lengths of the trunk under the shoulders."""
_MISSED_S = 1.0
_UPRIGHT = 0.7
"""Forearms that rise more steeply greet or ask for the word."""

_GUESSED_DEG = 10.0
"""Pose models bend arms by so much that point at the camera."""


class GestureWatch:
    """Watches the arms of one person; stamps grow from call to call."""

    def __init__(self, rules: GestureRules) -> None:
        self._rules = rules
        self._arms: dict[Side, deque[tuple[float, Arm]]] = {side: deque() for side in Side}
        self._since_s = 0.0
        self._stamp_s = 0.0
        self.now = Gesture(GestureKind.OTHER)

    def see(self, moment: Moment) -> Iterator[Action]:
        """Takes a moment; tells the waving or pointing that it ended."""
        for side in Side:
            self._remember(moment, side)
        found = self._found(moment)
        if found.kind is not self.now.kind or moment.stamp_s - self._stamp_s > _MISSED_S:
            yield from self._ended()
            self._since_s = moment.stamp_s
        self.now, self._stamp_s = found, moment.stamp_s

    @property
    def current(self) -> Action | None:
        """The waving or pointing that goes on."""
        kind = _ACTIONS.get(self.now.kind)
        return Action(kind, self._since_s, self._stamp_s, self.now.figures) if kind is not None else None

    def _ended(self) -> Iterator[Action]:
        if self.current is not None:
            yield self.current

    def _remember(self, moment: Moment, side: Side) -> None:
        seen = self._arms[side]
        now = arm(moment, side)
        if now.seen and moment.upright:
            seen.append((moment.stamp_s, now))
        while seen and moment.stamp_s - seen[0][0] > self._rules.wave_time_s:
            seen.popleft()

    def _found(self, moment: Moment) -> Gesture:
        for side in Side:
            if self._waves(side):
                return Gesture(GestureKind.WAVING, side)
        now = {side: seen[-1][1] for side, seen in self._arms.items() if seen and seen[-1][0] == moment.stamp_s}
        for side in now:
            direction = self._pointed(side, moment.stamp_s)
            if direction is not None:
                return Gesture(GestureKind.POINTING, side, direction)
        return Gesture(_still(moment, now))

    def _waves(self, side: Side) -> bool:
        """Whether the raised forearm swings to and fro."""
        raised = [one for _, one in self._arms[side] if one.forearm_up > 0.4 and one.wrist_up > -0.2]
        return _turns([one.swing for one in raised], self._rules.wave_swing) >= self._rules.wave_turns

    def _pointed(self, side: Side, now_s: float) -> Array | None:
        """Where the arm has been held out to, None where it was not held long or still enough."""
        rules = self._rules
        held = [(stamp_s, one) for stamp_s, one in self._arms[side] if now_s - stamp_s <= rules.point_hold_s + 0.25]
        if not held or now_s - held[0][0] < rules.point_hold_s:
            return None
        if not all(self._held_out(one) for _, one in held):
            return None
        aims = np.array([one.aim for _, one in held])
        mean: Array = aims.mean(axis=0) / np.linalg.norm(aims.mean(axis=0))
        steady = float((aims @ mean).min()) > np.cos(np.radians(rules.point_drift_deg))
        return mean if steady else None

    def _held_out(self, one: Arm) -> bool:
        rules = self._rules
        least_deg = rules.point_bend_deg - (_GUESSED_DEG if one.foreshortened else 0.0)
        out = one.bend_deg >= least_deg and one.hang_deg >= rules.point_hang_deg
        return out and one.wrist_up > _LAP and one.forearm_up < _UPRIGHT


def _turns(values: list[float], least: float) -> int:
    """How often a series changes its direction after having gone at least so far."""
    turns, direction, extreme = 0, 0, values[0] if values else 0.0
    for value in values:
        if direction >= 0 and extreme - value >= least:
            turns, direction, extreme = turns + (direction > 0), -1, value
        elif direction <= 0 and value - extreme >= least:
            turns, direction, extreme = turns + (direction < 0), 1, value
        elif (value - extreme) * direction > 0:
            extreme = value
    return turns


def _still(moment: Moment, arms: dict[Side, Arm]) -> GestureKind:
    """What arms say that do not move."""
    raised = {side for side, one in arms.items() if one.wrist_up > _RAISED and one.hang_deg > 60.0}
    if len(raised) == 2:
        return GestureKind.BOTH_HANDS_RAISED
    if len(arms) == 2 and all(one.mouth_m < _ON_FACE_M for one in arms.values()):
        return GestureKind.HANDS_ON_FACE
    if raised:
        return GestureKind.LEFT_HAND_RAISED if Side.LEFT in raised else GestureKind.RIGHT_HAND_RAISED
    return GestureKind.ARMS_CROSSED if len(arms) == 2 and _crossed(moment) else GestureKind.OTHER


def _crossed(moment: Moment) -> bool:
    """Each wrist is on the other side of the body, between shoulders and hips."""
    points = moment.points
    left, right = points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER]
    to_left = (left - right) / max(float(np.linalg.norm(left - right)), 1e-6)
    apart_m = float((points[Landmark.LEFT_WRIST] - points[Landmark.RIGHT_WRIST]) @ to_left)
    highest, lowest = float(left[2]), float(moment.points[Landmark.LEFT_HIP][2])
    between = all(lowest < float(points[wrist][2]) < highest for wrist in (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST))
    return apart_m < -_CROSSED_M and between
