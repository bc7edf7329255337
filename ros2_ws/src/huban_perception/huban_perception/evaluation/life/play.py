"""Simulated hours of ordinary life, in which nothing should be found, and falls, all of which should."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from huban_common.core.home import Home, load_home
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.falls.reasons import reason
from huban_perception.evaluation.life.script import Day, open_points
from huban_perception.evaluation.life.stage import RESIDENT, Stage
from huban_perception.evaluation.life.watching import Watches
from huban_simulation.core.people.fall_kinds import KINDS

RATE_HZ = 5.0
SCENE_S = 120.0
"""After so much life, bodies, clothes, light and cameras change."""

ROOMS = ("living_room", "bedroom", "kitchen")
_LYING_S = 26.0
"""How long a fall is watched: longer than a long lie takes."""


@dataclass
class Alarm:
    """A finding in ordinary life, or about a fall: when, in which view, why."""

    scene: int
    stamp_s: float
    view: str
    kind: str
    news: bool
    activities: str
    reason: str


@dataclass
class SimulatedFall:
    """One fall: which, when the body lay (s), and the stamps of what was found per view."""

    scene: int
    room: str
    direction: str
    lying_s: float
    found: dict[str, dict[str, float]] = field(default_factory=dict)


def home_file() -> Path:
    """The simulated home of this checkout."""
    return Path(__file__).resolve().parents[6] / "sim" / "home.yaml"


def live(hours: float, seed: int = 1) -> dict[str, Any]:
    """Plays that much ordinary life; the alarms in it, all of them false."""
    home, total_s = load_home(home_file()), 3600.0 * hours
    alarms: list[Alarm] = []
    scenes = int(np.ceil(total_s / SCENE_S))
    for scene in range(scenes):
        lasts_s = min(SCENE_S, total_s - scene * SCENE_S)
        for alarm in _live_scene(home, scene, lasts_s, seed):
            alarms.append(alarm)
            _say(str(alarm))
        _say(f"life: {(scene * SCENE_S + lasts_s) / 60:.0f} of {total_s / 60:.0f} min, {len(alarms)} findings")
    return {**_life_figures(alarms, hours), "alarms": [asdict(alarm) for alarm in alarms]}


def play_falls(count: int, seed: int = 1) -> dict[str, Any]:
    """Plays that many falls; what each view and all together found."""
    home = load_home(home_file())
    falls: list[SimulatedFall] = []
    for scene in range(count):
        falls.append(_fall_scene(home, scene, seed))
        _say(f"falls: {scene + 1} of {count}: {falls[-1]}")
    return {**fall_figures(falls), "falls": [asdict(one) for one in falls]}


def _live_scene(home: Home, scene: int, lasts_s: float, seed: int) -> Iterator[Alarm]:
    room = ROOMS[scene % len(ROOMS)]
    stage = Stage(home, room, 1000 * seed + scene)
    watches = Watches(stage.mounts, home)
    taken: set[str] = set()
    days = [Day(person, home, stage.grid, room, stage.random, taken) for person in stage.people.values()]
    for stamp_s in np.arange(0.0, lasts_s, 1.0 / RATE_HZ):
        for day in days:
            day.step(1.0 / RATE_HZ)
        for view, finding, news in _seen(stage, watches, float(stamp_s)):
            doing = ", ".join(f"{person.state().activity} {person.state().posture}" for person in stage.people.values())
            words = reason(finding, home, "en")
            yield Alarm(scene, round(float(stamp_s), 1), view, finding.kind.value, news, doing, words)
    watches.close()
    stage.close()


def _fall_scene(home: Home, scene: int, seed: int) -> SimulatedFall:
    room = ROOMS[scene % len(ROOMS)]
    stage = Stage(home, room, 1000 * seed + 500 + scene)
    watches = Watches(stage.mounts, home)
    points, resident = open_points(home, stage.grid, room), stage.people[RESIDENT]
    resident.act("walk_to", {"at": list(points[int(stage.random.integers(len(points)))])})
    result = SimulatedFall(scene, room, str(stage.random.choice(list(KINDS))), np.inf)
    falls_at_s = float(stage.random.uniform(4.0, 9.0))
    stamp_s = 0.0
    while stamp_s < min(60.0, result.lying_s + _LYING_S):
        if falls_at_s <= stamp_s:
            resident.act("fall", {"direction": result.direction})
            falls_at_s = np.inf
        for view, finding, _ in _seen(stage, watches, stamp_s):
            result.found.setdefault(view, {}).setdefault(finding.kind.value, stamp_s)
        if resident.state().posture == "fallen":
            result.lying_s = min(result.lying_s, stamp_s)
        stamp_s = round(stamp_s + 1.0 / RATE_HZ, 3)
    watches.close()
    stage.close()
    return result


def _seen(stage: Stage, watches: Watches, stamp_s: float) -> Iterator[tuple[str, FallFinding, bool]]:
    stage.step(1.0 / RATE_HZ)
    yield from watches.look(stage.pictures(), stamp_s)


def _life_figures(alarms: list[Alarm], hours: float) -> dict[str, Any]:
    suspicions = [alarm for alarm in alarms if alarm.kind == FallKind.SUSPECTED.value]
    confirmed = [alarm for alarm in alarms if alarm.kind == FallKind.DETECTED.value]
    return {
        "hours": round(hours, 3),
        "false_suspicions_per_hour": round(sum(alarm.news for alarm in suspicions) / hours, 3),
        "false_alarms_per_hour": round(sum(alarm.news for alarm in confirmed) / hours, 3),
        "by_view": {
            view: {"suspicions": _count(suspicions, view), "alarms": _count(confirmed, view)}
            for view in ("robot", "corner", "ceiling")
        },
    }


def _count(alarms: list[Alarm], view: str) -> int:
    return sum(alarm.view == view for alarm in alarms)


def fall_figures(falls: list[SimulatedFall]) -> dict[str, Any]:
    kinds = (FallKind.SUSPECTED, FallKind.DETECTED, FallKind.LONG_LIE)
    views = ("robot", "corner", "ceiling")
    return {
        "count": len(falls),
        "together": {kind.value: _found(falls, views, kind) for kind in kinds},
        "by_view": {view: {kind.value: _found(falls, (view,), kind) for kind in kinds} for view in views},
    }


def _found(falls: list[SimulatedFall], views: tuple[str, ...], kind: FallKind) -> dict[str, float | None]:
    """The part of the falls for which any of these views says so, and how long after the body lay (s, median)."""
    first = [
        min((one.found[view][kind.value] for view in views if kind.value in one.found.get(view, {})), default=None)
        for one in falls
    ]
    delays = [at_s - one.lying_s for at_s, one in zip(first, falls, strict=True) if at_s is not None]
    return {
        "part": round(len(delays) / len(falls), 4) if falls else None,
        "delay_s_median": round(float(np.median(delays)), 2) if delays else None,
    }


def _say(line: str) -> None:
    """Progress, beside the figures on stdout."""
    print(line, file=sys.stderr, flush=True)
