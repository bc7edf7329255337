"""All that one person does."""

from collections.abc import Iterator
from dataclasses import dataclass

from huban_perception.core.actions.eating import EatingRules, EatingWatch
from huban_perception.core.actions.gait import GaitRules, GaitWatch
from huban_perception.core.actions.gestures import Gesture, GestureRules, GestureWatch
from huban_perception.core.actions.transitions import TransitionRules, TransitionWatch
from huban_perception.core.actions.types import Action, Moment
from huban_perception.core.actions.wandering import WanderingRules, WanderingWatch


@dataclass(frozen=True)
class ActionRules(GestureRules, EatingRules, GaitRules, TransitionRules, WanderingRules):
    """Everything that decides what somebody does."""


class ActionWatch:
    """Watches one person; stamps grow from call to call."""

    def __init__(self, rules: ActionRules) -> None:
        self._transitions = TransitionWatch(rules)
        self._gestures = GestureWatch(rules)
        self._eating = EatingWatch(rules)
        self._gait = GaitWatch(rules)
        self._wandering = WanderingWatch(rules)

    def see(self, moment: Moment) -> tuple[Action, ...]:
        """Takes a moment; tells what has ended."""
        return tuple(self._ended(moment))

    @property
    def gesture(self) -> Gesture:
        return self._gestures.now

    @property
    def current(self) -> Action | None:
        """What goes on, the most telling first; None for somebody who only is there."""
        ways = (self._gestures.current, self._eating.current, self._wandering.current, self._gait.current)
        return next((one for one in ways if one is not None), None)

    def _ended(self, moment: Moment) -> Iterator[Action]:
        yield from self._transitions.see(moment)
        yield from self._gestures.see(moment)
        yield from self._eating.see(moment)
        yield from self._gait.see(moment)
        wandered = self._wandering.see(self._gait.step)
        if wandered is not None:
            yield wandered
