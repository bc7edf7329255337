"""Wandering: walking about for minutes, over the same ground again and again, without staying anywhere.

After the patterns that nurses note (Algase 2001: pacing between two points, lapping in circles, random): what they
share is much walking, many returns and no stop that would be a purpose.
"""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from math import floor, hypot

from huban_common.core.parameters import param
from huban_perception.core.actions.gait import Step
from huban_perception.core.actions.types import Action, ActionKind

_SAMPLE_S = 1.0
_CELL_M = 1.5
_STAY_M = 1.0


@dataclass(frozen=True)
class WanderingRules:
    """How much walking without a goal is wandering."""

    wander_window_s: float = param(240.0, "walking is looked back at over this time", minimum=10.0)
    wander_way_m: float = param(40.0, "somebody who walks farther than this in it may wander", minimum=1.0)
    wander_returns: int = param(4, "... where this many returns to the same places are seen", minimum=1)
    wander_rest_s: float = param(25.0, "... and no stop longer than this", minimum=1.0)


class WanderingWatch:
    """Follows one person over minutes."""

    def __init__(self, rules: WanderingRules) -> None:
        self._rules = rules
        self._way: deque[Step] = deque()
        self._since_s: float | None = None
        self.current: Action | None = None

    def see(self, step: Step | None) -> Action | None:
        """Takes where somebody is, about once a frame; tells wandering when it ends."""
        if step is None or (self._way and step.stamp_s - self._way[-1].stamp_s < _SAMPLE_S):
            return None
        self._way.append(step)
        while step.stamp_s - self._way[0].stamp_s > self._rules.wander_window_s:
            self._way.popleft()
        before, self.current = self.current, self._found(step.stamp_s)
        return before if self.current is None else None

    def _found(self, now_s: float) -> Action | None:
        way = list(self._way)
        figures = {
            "way_m": sum(_apart_m(one, other) for one, other in pairwise(way)),
            "returns": float(_returns(way)),
            "longest_stop_s": _longest_stop_s(way),
        }
        rules = self._rules
        wanders = figures["way_m"] >= rules.wander_way_m and figures["returns"] >= rules.wander_returns
        if not wanders or figures["longest_stop_s"] > rules.wander_rest_s:
            return None
        start_s = self.current.start_s if self.current is not None else way[0].stamp_s
        return Action(ActionKind.WANDERING, start_s, now_s, figures)


def _apart_m(one: Step, other: Step) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _returns(way: list[Step]) -> int:
    """How often the second most visited cell of the floor was entered again: a way to and fro has at least two."""
    entered: dict[tuple[int, int], int] = {}
    last: tuple[int, int] | None = None
    for step in way:
        cell = floor(step.x / _CELL_M), floor(step.y / _CELL_M)
        if cell != last:
            entered[cell] = entered.get(cell, 0) + 1
        last = cell
    counts = sorted(entered.values(), reverse=True)
    return counts[1] - 1 if len(counts) > 1 else 0


def _longest_stop_s(way: list[Step]) -> float:
    """The longest time within a step of one place; times out of sight count, for they may be stops."""
    longest_s, start = 0.0, 0
    for i in range(len(way)):
        while _apart_m(way[start], way[i]) > _STAY_M:
            start += 1
        longest_s = max(longest_s, way[i].stamp_s - way[start].stamp_s)
    return longest_s
