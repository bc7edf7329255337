"""How the bed stands, as far as it says so."""

from collections.abc import Mapping
from math import inf

from huban_common.core.clock import Clock
from huban_posture.core.bed_plan import Refusal


class BedState:
    """The newest joint positions (rad, m); what is older than `silence_s` does not count."""

    def __init__(self, joints: frozenset[str], silence_s: float, clock: Clock) -> None:
        self.joints = joints
        self._silence_s, self._clock = silence_s, clock
        self._positions: dict[str, float] = {}
        self._heard_s = -inf

    def hear(self, positions: Mapping[str, float]) -> None:
        """Positions of all joints or of some; none say nothing."""
        if positions:
            self._positions.update(positions)
            self._heard_s = self._clock.now_s()

    def last(self, joint: str) -> float:
        """Where a joint was last; 0 before the first word of it."""
        return self._positions.get(joint, 0.0)

    def fresh(self) -> Mapping[str, float]:
        """All positions; raises Refusal where one is unknown or they are old."""
        if self._clock.now_s() - self._heard_s > self._silence_s or self.joints - set(self._positions):
            raise Refusal("bed-unknown")
        return self._positions
