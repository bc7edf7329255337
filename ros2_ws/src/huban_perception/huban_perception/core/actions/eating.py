"""Eating and drinking: a hand that goes to the mouth again and again."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from huban_common.core.parameters import param
from huban_perception.core.actions.arms import Side, arm
from huban_perception.core.actions.types import Action, ActionKind, Moment


@dataclass(frozen=True)
class EatingRules:
    """When hands at the mouth are a meal."""

    mouth_near_m: float = param(0.17, "a hand closer than this is at the mouth", minimum=0.02)
    mouth_far_m: float = param(0.3, "a hand farther than this has left the mouth", minimum=0.05)
    bite_longest_s: float = param(8.0, "a hand at the mouth for longer than this props the head", minimum=0.5)
    bites: int = param(3, "so many times a hand at the mouth", minimum=1)
    bites_within_s: float = param(30.0, "... within this time are eating or drinking", minimum=1.0)


class EatingWatch:
    """Watches the hands of one person."""

    def __init__(self, rules: EatingRules) -> None:
        self._rules = rules
        self._at_mouth_s: dict[Side, float | None] = dict.fromkeys(Side)
        self._bites: deque[tuple[float, float]] = deque()
        self._since_s: float | None = None
        self._last_s = 0.0
        self._count = 0

    def see(self, moment: Moment) -> Iterator[Action]:
        """Takes a moment; tells the meal that is over."""
        for side in Side:
            self._follow(moment, side)
        while self._bites and moment.stamp_s - self._bites[0][1] > self._rules.bites_within_s:
            self._bites.popleft()
        if self._since_s is None and len(self._bites) >= self._rules.bites:
            self._since_s, self._count = self._bites[0][0], len(self._bites)
        elif self._since_s is not None and not self._bites:
            yield self._action(self._since_s)
            self._since_s = None

    @property
    def current(self) -> Action | None:
        return self._action(self._since_s) if self._since_s is not None else None

    def _action(self, since_s: float) -> Action:
        return Action(ActionKind.EATING, since_s, self._last_s, {"bites": float(self._count)})

    def _follow(self, moment: Moment, side: Side) -> None:
        """Notes when a hand comes to the mouth and counts it when it leaves again."""
        hand, since_s = arm(moment, side), self._at_mouth_s[side]
        if not hand.seen or not moment.upright:
            self._at_mouth_s[side] = None
        elif since_s is None and hand.mouth_m < self._rules.mouth_near_m:
            self._at_mouth_s[side] = moment.stamp_s
        elif since_s is not None and hand.mouth_m > self._rules.mouth_far_m:
            self._at_mouth_s[side] = None
            if moment.stamp_s - since_s <= self._rules.bite_longest_s:
                self._bites.append((since_s, moment.stamp_s))
                self._last_s = moment.stamp_s
                self._count += self._since_s is not None
