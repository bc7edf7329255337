"""Mobility over time: what walks and rises of one hour say, for people who look at trends."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from huban_common.core.parameters import param
from huban_common.core.texts import Texts
from huban_perception.core.actions.types import Action, ActionKind

_TEXTS = Texts("huban_perception")


@dataclass(frozen=True)
class DiaryRules:
    """How often mobility is told."""

    mobility_period_s: float = param(3600.0, "mobility of this long is told at once", minimum=1.0)


@dataclass(frozen=True)
class Mobility:
    """What one person did from `start_s` to `end_s`.

    `gait_mps`: the median speed of walks that were long enough; `stand_up_s`: the median time from sitting to
    standing; None where there was none.
    """

    person_id: str
    start_s: float
    end_s: float
    walks: int
    way_m: float
    gait_mps: float | None
    stand_ups: int
    stand_up_s: float | None

    @property
    def figures(self) -> dict[str, float | None]:
        """For trends."""
        return {
            "period_s": round(self.end_s - self.start_s, 1),
            "walks": self.walks,
            "way_m": round(self.way_m, 1),
            "gait_mps": None if self.gait_mps is None else round(self.gait_mps, 2),
            "stand_ups": self.stand_ups,
            "stand_up_s": None if self.stand_up_s is None else round(self.stand_up_s, 2),
        }


class MobilityDiary:
    """Collects what people did and tells it once a period; who did nothing is not told of."""

    def __init__(self, rules: DiaryRules) -> None:
        self._period_s = rules.mobility_period_s
        self._start_s: float | None = None
        self._done: dict[str, list[Action]] = {}

    def note(self, person_id: str, action: Action) -> None:
        if action.kind in (ActionKind.WALKING, ActionKind.STANDING_UP):
            self._done.setdefault(person_id, []).append(action)

    def due(self, now_s: float) -> list[Mobility]:
        """The period that has ended, per person; asked often. A clock that went back begins a new one."""
        if self._start_s is None or now_s < self._start_s:
            self._start_s, self._done = now_s, {}
        if now_s - self._start_s < self._period_s:
            return []
        told = [_summed(person, actions, self._start_s, now_s) for person, actions in self._done.items()]
        self._start_s, self._done = now_s, {}
        return told


def mobility_reason(mobility: Mobility, language: str) -> str:
    """A period in words and figures."""
    parts = [_TEXTS.say("mobility-walked", language, way_m=round(mobility.way_m))]
    if mobility.gait_mps is not None:
        parts.append(_TEXTS.say("mobility-gait", language, gait_mps=f"{mobility.gait_mps:.2f}"))
    if mobility.stand_up_s is not None:
        values = {"stand_ups": mobility.stand_ups, "stand_up_s": f"{mobility.stand_up_s:.1f}"}
        parts.append(_TEXTS.say("mobility-stand-up", language, **values))
    return " ".join(parts)


def wandering_reason(action: Action, language: str) -> str:
    """Why this is taken for wandering."""
    figures = action.figures
    minutes = max(1, round(action.duration_s / 60.0))
    way_m, returns = round(figures["way_m"]), round(figures["returns"])
    stop_s = round(figures["longest_stop_s"])
    return _TEXTS.say("wandering", language, minutes=minutes, way_m=way_m, returns=returns, stop_s=stop_s)


def _summed(person_id: str, actions: Iterable[Action], start_s: float, end_s: float) -> Mobility:
    walks = [one for one in actions if one.kind is ActionKind.WALKING]
    rises = [one.duration_s for one in actions if one.kind is ActionKind.STANDING_UP]
    speeds = [one.figures["speed_mps"] for one in walks if "speed_mps" in one.figures]
    return Mobility(
        person_id=person_id,
        start_s=start_s,
        end_s=end_s,
        walks=len(walks),
        way_m=sum(one.figures.get("way_m", 0.0) for one in walks),
        gait_mps=median(speeds) if speeds else None,
        stand_ups=len(rises),
        stand_up_s=median(rises) if rises else None,
    )
