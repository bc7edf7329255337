"""Sitting down, standing up, lying down, sitting up: from one settled posture to the next, and how long it took."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np

from huban_common.core.parameters import param
from huban_perception.core.actions.types import Action, ActionKind, Moment
from huban_perception.core.types import Array, Posture

_KINDS = {
    (Posture.STANDING, Posture.SITTING): ActionKind.SITTING_DOWN,
    (Posture.SITTING, Posture.STANDING): ActionKind.STANDING_UP,
    (Posture.STANDING, Posture.LYING): ActionKind.LYING_DOWN,
    (Posture.SITTING, Posture.LYING): ActionKind.LYING_DOWN,
    (Posture.LYING, Posture.SITTING): ActionKind.SITTING_UP,
    (Posture.LYING, Posture.STANDING): ActionKind.STANDING_UP,
}


_SLOWEST_START_S = 1.0
"""A movement has not begun longer than this before it is clearly seen."""


@dataclass(frozen=True)
class TransitionRules:
    """When a posture has settled and where a movement begins and ends."""

    settle_s: float = param(0.8, "a posture held for this long has settled", minimum=0.1)
    settle_part: float = param(0.7, "... in at least this part of the frames", minimum=0.5, maximum=1.0)
    still_height_m: float = param(0.05, "shoulders that move by less than this between frames are at rest", minimum=0.0)
    still_trunk_deg: float = param(6.0, "... where the trunk turns by less than this too", minimum=0.0)
    movement_longest_s: float = param(8.0, "no sitting down or standing up takes longer", minimum=1.0)


@dataclass(frozen=True)
class _Seen:
    stamp_s: float
    posture: Posture
    shoulders_m: float
    trunk_deg: float


@dataclass(frozen=True)
class _Change:
    """A posture that has settled after another, seen first at `since_s`."""

    kind: ActionKind
    since_s: float


class TransitionWatch:
    """Watches the postures of one person."""

    def __init__(self, rules: TransitionRules) -> None:
        self._rules = rules
        self._seen: deque[_Seen] = deque()
        self._settled: Posture | None = None
        self._change: _Change | None = None
        self._ended_s = -inf

    def see(self, moment: Moment) -> Iterator[Action]:
        """Takes a moment; tells a movement once the body is at rest in its new posture."""
        features = moment.body.features
        seen = _Seen(moment.stamp_s, _carrying(moment), features.shoulders_m, features.trunk_deg)
        self._seen.append(seen)
        while moment.stamp_s - self._seen[0].stamp_s > 2.0 * self._rules.movement_longest_s:
            self._seen.popleft()
        settled = self._newly_settled(moment.stamp_s)
        if settled is not None:
            yield from self._measured()
            kind = _KINDS.get((self._settled, settled)) if self._settled is not None else None
            self._change = _Change(kind, moment.stamp_s - self._rules.settle_s) if kind is not None else None
            self._settled = settled
        if self._change is not None and self._at_rest(moment.stamp_s):
            yield from self._measured()

    def _newly_settled(self, now_s: float) -> Posture | None:
        """The posture that has held for long enough and is not the settled one."""
        recent = [one.posture for one in self._seen if now_s - one.stamp_s <= self._rules.settle_s]
        if len(recent) < 3 or now_s - self._seen[0].stamp_s < self._rules.settle_s:
            return None
        likely = max(set(recent), key=recent.count)
        held = recent.count(likely) >= self._rules.settle_part * len(recent)
        return likely if held and likely not in (self._settled, Posture.CROUCHING) else None

    def _at_rest(self, now_s: float) -> bool:
        """Whether the body has kept still for long enough, or it is time to stop waiting for that."""
        assert self._change is not None
        recent = [one for one in self._seen if now_s - one.stamp_s <= self._rules.settle_s]
        moved_m = float(np.ptp([one.shoulders_m for one in recent]))
        turned_deg = float(np.ptp([one.trunk_deg for one in recent]))
        still = moved_m < self._rules.still_height_m and turned_deg < self._rules.still_trunk_deg
        return still or now_s - self._change.since_s > self._rules.movement_longest_s / 2

    def _measured(self) -> Iterator[Action]:
        """The movement that was waited for, from leaving the old rest to reaching the new one."""
        change, self._change = self._change, None
        if change is None:
            return
        longest_s = self._rules.movement_longest_s
        rows = [one for one in self._seen if one.stamp_s >= max(change.since_s - longest_s, self._ended_s)]
        stamps = np.array([one.stamp_s for one in rows])
        turned = np.array([one.trunk_deg for one in rows]) / self._rules.still_trunk_deg
        moved = np.array([one.shoulders_m for one in rows]) / self._rules.still_height_m
        course = np.column_stack([_smooth(turned), _smooth(moved)])
        start_s = _departure_s(stamps, course, change.since_s)
        end_s = -_departure_s(-stamps[::-1], course[::-1], -change.since_s)
        if 0.0 < end_s - start_s <= longest_s:
            self._ended_s = end_s
            yield Action(change.kind, start_s, end_s, {"duration_s": end_s - start_s})


def _carrying(moment: Moment) -> Posture:
    """The posture; who lies where nobody should lie has not lain down: falls are judged elsewhere."""
    body = moment.body
    off_bed = body.posture is Posture.LYING and body.placement.located and body.placement.support is None
    return Posture.CROUCHING if off_bed else body.posture


def _smooth(values: Array) -> Array:
    """A median of three: no single frame makes a beginning or an end."""
    inner = [float(np.median(values[i - 1 : i + 2])) for i in range(1, len(values) - 1)]
    return np.array([values[0], *inner, values[-1]]) if len(values) > 2 else values


def _departure_s(stamps: Array, course: Array, middle_s: float) -> float:
    """When a course (n, 2), in units of stillness, left the rest that it had before `middle_s` for good.

    That rest is the stillest second before; the line through the first moving frames leads back to it.
    """
    rest = _rest(stamps, course, middle_s)
    away = np.abs(course - rest).max(axis=1)
    still = np.flatnonzero((away <= 1.0) & (stamps < middle_s))
    if len(still) == 0 or still[-1] + 1 == len(stamps):
        return float(stamps[0])
    last = int(still[-1])
    first = min(last + 1, len(stamps) - 1)
    far = min(last + 2, len(stamps) - 1)
    speed = float(away[far] - away[last]) / max(float(stamps[far] - stamps[last]), 1e-6)
    return float(stamps[first] - min(_SLOWEST_START_S, away[first] / max(speed, 1e-6)))


def _rest(stamps: Array, course: Array, middle_s: float) -> Array:
    """(2,) the median of the stillest second that ends before `middle_s`, the latest of those as still."""
    best: Array = course[0]
    stillest = np.inf
    for end in np.flatnonzero(stamps < middle_s):
        second = course[(stamps > stamps[end] - 1.0) & (stamps <= stamps[end])]
        restless = max(float(np.ptp(second, axis=0).max()), 1.0) if len(second) > 2 else np.inf
        if restless <= stillest:
            best, stillest = np.median(second, axis=0).astype(np.float64), restless
    return best
