"""From "head up" to joint targets. Radians, height in metres; tilt is positive when the person turns to the right."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import degrees

from huban_common.core.home import Bed
from huban_common.core.roles import Role
from huban_posture.config import PostureConfig

FLAT, SIT_UP, TILT, HEIGHT = "flat", "sit_up", "tilt", "height"
ARRIVED = 0.01
"""rad or m: nearer than this is there."""
AT_THE_BED = frozenset({Role.ELDER, Role.FAMILY, Role.CAREGIVER, Role.NURSE})
"""Who may move the bed. Roles that only ever call from afar are not among them."""
SIGNS = {"up": 1.0, "down": -1.0, "left": -1.0, "right": 1.0}


@dataclass(frozen=True)
class Move:
    """One joint to one target."""

    joint: str
    target: float


class Refusal(Exception):
    """Why the bed does not move: `key` of a text and its values."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


class BedPlan:
    """Plans motions of the home's bed, joint after joint."""

    def __init__(self, bed: Bed, config: PostureConfig) -> None:
        self._bed, self._config = bed, config

    def moves(self, section: str, direction: str, target: float, present: Mapping[str, float]) -> list[Move]:
        """The moves in their order, none where the bed is there already; raises Refusal.

        `direction` up, down, left, right or level; empty: to `target`. `present` are all joint positions.
        """
        if section == FLAT:
            wanted = [("back", 0.0), ("legs", 0.0), (TILT, 0.0)]
        elif section == SIT_UP:
            # Knees before back: raising the back first lets the person slide down the bed
            wanted = [(TILT, 0.0), ("legs", self._config.sit_up_legs_rad), ("back", self._config.sit_up_back_rad)]
        else:
            wanted = [(section, self._target(section, direction, target, present))]
        moves = [self._move(*item) for item in wanted]
        return [move for move in moves if abs(move.target - present[move.joint]) >= ARRIVED]

    def duration_s(self, move: Move, present: float) -> float:
        """How long a move takes at the share of the permitted speed."""
        return max(abs(move.target - present) / (self._bed.joints[move.joint].speed * self._config.speed_share), 0.1)

    def leading_joint(self, section: str) -> str:
        """The joint whose position stands for the section: that of the back for motions of the whole bed."""
        names: dict[str, str] = {joint.section: name for name, joint in self._bed.joints.items()}
        return names.get(section, names["back"])

    def _target(self, section: str, direction: str, target: float, present: Mapping[str, float]) -> float:
        name = self._joint(section)
        joint = self._bed.joints[name]
        if not direction:
            if not joint.minimum <= target <= joint.maximum:
                least, most = _shown(section, joint.minimum), _shown(section, joint.maximum)
                raise Refusal("beyond-limits", section=section, target=_shown(section, target), least=least, most=most)
            return target
        if direction not in (("left", "right", "level") if section == TILT else ("up", "down")):
            raise Refusal("unknown-direction", section=section, direction=direction)
        if direction == "level":
            return 0.0
        limit = joint.maximum if SIGNS[direction] > 0 else joint.minimum
        if abs(limit - present[name]) < ARRIVED:
            raise Refusal("at-limit", section=section, direction=direction)
        return min(max(present[name] + SIGNS[direction] * self._step(section), joint.minimum), joint.maximum)

    def _move(self, section: str, target: float) -> Move:
        name = self._joint(section)
        joint = self._bed.joints[name]
        return Move(name, min(max(target, joint.minimum), joint.maximum))

    def _joint(self, section: str) -> str:
        try:
            return self._bed.joint_of(section)
        except KeyError:
            raise Refusal("unknown-section", section=section) from None

    def _step(self, section: str) -> float:
        steps = {HEIGHT: self._config.step_height_m, TILT: self._config.step_tilt_rad}
        return steps.get(section, self._config.step_angle_rad)


def check_role(role: str) -> None:
    """Raises Refusal for anybody who is not at the bed."""
    if role not in {allowed.value for allowed in AT_THE_BED}:
        raise Refusal("role", role=role)


def _shown(section: str, value: float) -> str:
    """In the units of people: cm and degrees."""
    return f"{value * 100 if section == HEIGHT else degrees(value):.0f}"
