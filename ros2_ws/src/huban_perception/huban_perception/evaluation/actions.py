"""How well actions are told apart, and gait speed and sit-to-stand time measured, on the simulated elder."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import atan2, degrees, hypot, remainder
from pathlib import Path
from statistics import mean, median
from typing import Any

from huban_common.core.home import ActorStart, Home, load_home
from huban_perception.config import PerceptionConfig
from huban_perception.core.actions.types import Action, ActionKind, moment
from huban_perception.core.actions.watch import ActionWatch
from huban_perception.core.observer import Observer
from huban_perception.evaluation.simulated import Act, Shot, Take, Truth, shots

_MISSED = "missed"
_SEEN_PART = 0.8
"""What is out of the picture for longer is not counted."""

_SLACK_S = 1.0
_SHORT_M = 2.0
_STRIDE_S = 1.2
"""Two steps: hips sway in between, which is no way."""

_PAIRS = {
    "walking": ActionKind.WALKING,
    "sitting_down": ActionKind.SITTING_DOWN,
    "standing_up": ActionKind.STANDING_UP,
    "lying_down": ActionKind.LYING_DOWN,
    "getting_up": ActionKind.SITTING_UP,
    "waving": ActionKind.WAVING,
    "pointing": ActionKind.POINTING,
    "eating": ActionKind.EATING,
}


def _standing(x: float, y: float) -> ActorStart:
    return ActorStart(at=(x, y), posture="standing")


def _seat(on: str, *points: tuple[float, float, float], bites: int) -> list[Act]:
    """Sits down, eats, points at places, waves, stands up."""
    pointed = [Act("point", {"at": list(point)}, 5.0) for point in points]
    eaten = [Act("eat", {"bites": bites}, 4.0 * bites + 2.0)]
    return [Act("sit", {"on": on}, 14.0), *eaten, *pointed, Act("wave", {}, 5.0), Act("stand", {}, 7.0)]


def _walk(x: float, y: float, seconds: float) -> Act:
    return Act("walk_to", {"at": [x, y]}, seconds)


TAKES = (
    Take(
        "living room",
        (3.4, 4.1, -95.0),
        _standing(3.4, 2.2),
        [
            Act("wave", {}, 5.0),
            Act("point", {"at": [0.2, 1.75, 1.0]}, 5.0),
            Act("point", {"at": [5.4, 2.2, 0.3]}, 5.0),
            *_seat("armchair", (2.0, 4.35, 0.8), (2.2, 0.5, 0.4), bites=5),
            *_seat("sofa", (0.2, 1.75, 1.0), (4.7, 0.6, 0.6), bites=3),
            *_seat("sofa", bites=4),
            Act("lie", {"on": "sofa"}, 22.0),
            Act("get_up", {}, 12.0),
        ],
    ),
    Take(
        "bedroom",
        (3.6, 5.5, 155.0),
        _standing(2.0, 5.7),
        [
            Act("wave", {}, 5.0),
            Act("point", {"at": [1.1, 6.6, 0.5]}, 5.0),
            *_seat("bed", (2.9, 7.6, 0.5), (0.3, 5.75, 0.5), bites=4),
            Act("lie", {"on": "bed"}, 20.0),
            Act("get_up", {}, 12.0),
            *_seat("bed", bites=3),
        ],
    ),
    Take(
        "kitchen",
        (6.2, 2.6, -10.0),
        _standing(8.4, 1.4),
        [
            Act("point", {"at": [9.6, 1.3, 1.0]}, 5.0),
            Act("wave", {}, 5.0),
            *_seat("dining_chair", (9.6, 1.3, 1.0), bites=6),
            _walk(8.6, 1.2, 9.0),
            *_seat("dining_chair", bites=3),
        ],
    ),
    Take(
        "walks",
        (0.5, 3.2, -5.0),
        _standing(2.6, 3.4),
        [_walk(5.0, 1.7, 9.0), _walk(2.6, 3.4, 9.0), _walk(5.1, 3.4, 9.0), _walk(2.9, 2.4, 9.0)] * 7,
    ),
)
"""About eleven minutes; the last take is pacing without a goal."""


@dataclass(frozen=True)
class Deed:
    """Something really done; `way_m` walked, `seen` the part of the time in which the person was found."""

    kind: ActionKind
    start_s: float
    end_s: float
    way_m: float
    seen: float
    course: Sequence[Truth]
    target: tuple[float, float, float] | None = None

    def overlaps(self, action: Action) -> bool:
        return action.end_s > self.start_s - _SLACK_S / 2 and action.start_s < self.end_s + _SLACK_S / 2


@dataclass(frozen=True)
class Outcome:
    """A take: what was done and what was told."""

    name: str
    deeds: Sequence[Deed]
    told: Sequence[Action]
    ids: int


def evaluate(home: Home, takes: Iterable[Take] = TAKES) -> dict[str, Any]:
    """The confusion of what was done with what was told, and the errors of the numbers."""
    return figures([_outcome(take, home) for take in takes])


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts and errors over all takes."""
    pairs = [pair for outcome in outcomes for pair in _matched(outcome)]
    confusion: dict[str, Counter[str]] = {}
    for deed, action in pairs:
        row = confusion.setdefault(deed.kind.value if deed else "nothing", Counter())
        row[action.kind.value if action else _MISSED] += 1
    found = [(deed, action) for deed, action in pairs if deed and action and deed.kind is action.kind]
    done = sum(deed is not None for deed, _ in pairs)
    return {
        "actions": done,
        "found": round(len(found) / done, 3) if done else None,
        "told_without_cause": sum(confusion.get("nothing", Counter()).values()),
        "confusion": {name: dict(row) for name, row in sorted(confusion.items())},
        "gait_speed": _errors([_speeds(deed, action) for deed, action in found if "speed_mps" in action.figures]),
        "stand_up_s": _errors([_times(*pair) for pair in found if pair[0].kind is ActionKind.STANDING_UP]),
        "sit_down_s": _errors([_times(*pair) for pair in found if pair[0].kind is ActionKind.SITTING_DOWN]),
        "pointing_error_deg": sorted(_pointing_error_deg(*pair) for pair in found if pair[0].target is not None),
        "wandering": [
            {"take": outcome.name, "told_after_s": round(action.start_s, 1), **action.figures}
            for outcome in outcomes
            for action in outcome.told
            if action.kind is ActionKind.WANDERING
        ],
    }


def _outcome(take: Take, home: Home) -> Outcome:
    seen: list[float] = []
    truths: list[Truth] = []
    watches: dict[str, ActionWatch] = {}
    names, told = count(1), list[Action]()
    config = PerceptionConfig()
    observer = Observer(config, home, lambda: f"p{next(names)}")
    for shot in shots(take, home):
        truths.extend(shot.truths)
        for watch, now in _watched(shot, observer, watches, config):
            seen.append(shot.stamp_s)
            told.extend(watch.see(now))
    told += [watch.current for watch in watches.values() if watch.current is not None]
    return Outcome(take.name, list(_deeds(truths, seen, take)), told, len(watches))


def _watched(shot: Shot, observer: Observer, watches: dict[str, ActionWatch], config: PerceptionConfig) -> Any:
    observation = observer.observe(shot.bodies, shot.stamp_s, shot.view)
    for sighting in observation.sightings if observation is not None else ():
        watch = watches.setdefault(sighting.id, ActionWatch(config))
        yield watch, moment(sighting.body, sighting.pose, shot.view)


def _deeds(truths: Sequence[Truth], seen: Sequence[float], take: Take) -> Iterable[Deed]:
    """The truth in pieces of one activity."""
    points = iter([act.args["at"] for act in take.acts if act.act == "point"])
    start = 0
    for i in range(1, len(truths) + 1):
        if i < len(truths) and truths[i].activity == truths[start].activity:
            continue
        piece, start = truths[start:i], i
        kind = _PAIRS.get(piece[0].activity)
        if kind is not None:
            yield _deed(kind, piece, seen, tuple(next(points)) if kind is ActionKind.POINTING else None)


def _deed(kind: ActionKind, piece: Sequence[Truth], seen: Sequence[float], target: Any) -> Deed:
    start_s, end_s = piece[0].stamp_s, piece[-1].stamp_s
    way_m = sum(hypot(b.hips[0] - a.hips[0], b.hips[1] - a.hips[1]) for a, b in pairwise(piece))
    frames = sum(start_s <= stamp_s <= end_s for stamp_s in seen)
    part = frames / max(1.0, 5.0 * (end_s - start_s))
    return Deed(kind, start_s, end_s, way_m, part, piece, target)


def _matched(outcome: Outcome) -> list[tuple[Deed | None, Action | None]]:
    """Each deed with what was told of it, and what was told of nothing; what cannot be judged is left out."""
    left = [action for action in outcome.told if action.kind is not ActionKind.WANDERING]
    pairs: list[tuple[Deed | None, Action | None]] = []
    for deed in outcome.deeds:
        near = sorted((one for one in left if deed.overlaps(one)), key=lambda one: one.kind is not deed.kind)
        same = [one for one in near if one.kind is deed.kind]
        for one in same:
            left.remove(one)
        if deed.seen >= _SEEN_PART and not (deed.kind is ActionKind.WALKING and deed.way_m < _SHORT_M):
            pairs.append((deed, max(same, key=lambda one: one.duration_s) if same else None))
    return pairs + [(None, one) for one in left if one.figures.get("way_m", _SHORT_M) >= _SHORT_M]


def _speeds(deed: Deed, action: Action) -> tuple[float, float]:
    """True and told, over the time that was told, less a second at its ends."""
    told = [one for one in deed.course if action.start_s + 0.6 <= one.stamp_s <= action.end_s - 0.6]
    steps = told[:: max(1, round(_STRIDE_S * len(told) / max(action.duration_s - 1.2, 0.1)))]
    way_m = sum(hypot(b.hips[0] - a.hips[0], b.hips[1] - a.hips[1]) for a, b in pairwise(steps))
    return way_m / (steps[-1].stamp_s - steps[0].stamp_s), action.figures["speed_mps"]


def _times(deed: Deed, action: Action) -> tuple[float, float]:
    return deed.end_s - deed.start_s, action.figures["duration_s"]


def _pointing_error_deg(deed: Deed, action: Action) -> float:
    assert deed.target is not None
    hips = deed.course[len(deed.course) // 2].hips
    bearing_deg = degrees(atan2(deed.target[1] - hips[1], deed.target[0] - hips[0]))
    return round(abs(remainder(bearing_deg - action.figures["bearing_deg"], 360.0)), 1)


def _errors(pairs: Sequence[tuple[float, float]]) -> dict[str, float] | None:
    """Of (true, measured): the number, medians, the mean difference and the mean of its amount."""
    if not pairs:
        return None
    off = [measured - true for true, measured in pairs]
    return {
        "measured": len(pairs),
        "true_median": round(median(true for true, _ in pairs), 3),
        "told_median": round(median(told for _, told in pairs), 3),
        "bias": round(mean(off), 3),
        "mean_error": round(mean(map(abs, off)), 3),
        "spread": round((sum((one - mean(off)) ** 2 for one in off) / len(off)) ** 0.5, 3),
    }


def main(arguments: list[str] | None = None) -> int:
    """`[--home FILE] [--json OUT]`; prints the figures; 0 = ran."""
    parser = argparse.ArgumentParser(prog="huban eval actions", description="Tells actions of the simulated elder.")
    parser.add_argument("--home", type=Path, default=Path("sim/home.yaml"), help="home description")
    parser.add_argument("--json", type=Path, help="file for the figures")
    chosen = parser.parse_args(arguments)
    found = json.dumps(evaluate(load_home(chosen.home)), indent=2)
    if chosen.json:
        chosen.json.write_text(found + "\n", encoding="utf-8")
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
