"""When the robot has answered a sentence: it spoke or a skill ended, and then a moment passed."""

from huban_common.core.clock import Clock
from huban_scenarios.core.observations import Captioned, Observation, SkillChanged

UNDER_WAY = ("requested", "awaiting_confirmation", "running")


class Answer:
    """Watches observations from `begin` on; settled once nothing is under way and `settling_s` passed in silence."""

    def __init__(self, clock: Clock, settling_s: float) -> None:
        self._clock = clock
        self._settling_s = settling_s
        self._listening = False
        self._under_way: set[str] = set()
        self._last_s: float | None = None

    @property
    def anything(self) -> bool:
        """Whether the robot said or did anything at all."""
        return self._last_s is not None

    @property
    def settled(self) -> bool:
        if self._last_s is None or self._under_way:
            return False
        return self._clock.now_s() - self._last_s >= self._settling_s

    def begin(self) -> None:
        self._listening = True

    def observe(self, seen: Observation) -> None:
        if not self._listening:
            return
        if isinstance(seen, SkillChanged):
            self._note_skill(seen)
        elif not (isinstance(seen, Captioned) and seen.by_robot):
            return
        self._last_s = self._clock.now_s()

    def _note_skill(self, seen: SkillChanged) -> None:
        if seen.state in UNDER_WAY:
            self._under_way.add(seen.skill)
        else:
            self._under_way.discard(seen.skill)
