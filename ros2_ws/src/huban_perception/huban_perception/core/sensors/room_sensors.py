"""A room that no camera looks into: a thermal array and a radar, each optional, feed the same fall monitor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from huban_common.core.home import Home
from huban_common.core.parameters import param
from huban_common.core.texts import Texts
from huban_perception.core.bodies.body import BodyState
from huban_perception.core.falls.findings import FallFinding, FallKind
from huban_perception.core.falls.monitor import FallMonitor, FallRules
from huban_perception.core.sensors.radar import RadarFinding, RadarKind, RadarReading, RadarRules, RadarWatch
from huban_perception.core.sensors.thermal import Celsius, ThermalEye, ThermalMount, ThermalRules
from huban_perception.core.types import Posture

_TEXTS = Texts("huban_perception")


class ThermalArray(Protocol):
    """A small infrared camera; a driver or its twin."""

    def read(self) -> Celsius:
        """The newest picture."""
        ...


class HealthRadar(Protocol):
    """A radar that knows breath; a driver or its twin."""

    def read(self, now_s: float) -> RadarReading:
        """What it says now."""
        ...


@dataclass(frozen=True)
class RoomSensorRules(FallRules, ThermalRules, RadarRules):
    """Everything that decides what sensors of a room mean."""

    presence_kept_s: float = param(10.0, "somebody unseen by the array for this long has left", minimum=0.0)


class RoomSensors:
    """One room; stamps grow from call to call."""

    def __init__(self, mount: ThermalMount, rules: RoomSensorRules, home: Home | None) -> None:
        self._eye = ThermalEye(mount, rules, home)
        self._radar = RadarWatch(rules)
        self._monitor = FallMonitor(rules)
        self._kept_s = rules.presence_kept_s
        self._warm_s: float | None = None

    def thermal(self, temperatures: Celsius, stamp_s: float) -> FallFinding | None:
        """Takes a picture of the array; raises ThermalError for what is none."""
        people = self._eye.look(temperatures, stamp_s)
        self._warm_s = stamp_s if people else self._warm_s
        judged = _lowest(people)
        return self._monitor.see(judged) if judged is not None else self._monitor.miss(stamp_s)

    def radar(self, reading: RadarReading) -> list[RadarFinding]:
        return self._radar.see(reading)

    def present(self, now_s: float) -> bool:
        """Whether either of them finds somebody."""
        warm = self._warm_s is not None and now_s - self._warm_s < self._kept_s
        return warm or self._radar.present


def _lowest(people: Sequence[BodyState]) -> BodyState | None:
    """Who lies, else anybody: a room is safe when nobody lies on its floor."""
    order: Iterator[BodyState] = (one for one in people if one.posture is Posture.LYING)
    return next(order, people[0] if people else None)


def thermal_reason(finding: FallFinding, room: str, language: str) -> str:
    """A finding of the array in words and figures."""
    if finding.kind is FallKind.UP_AGAIN:
        return _TEXTS.say("thermal-up-again", language, room=room)
    return _TEXTS.say("thermal-down", language, room=room, down_s=f"{finding.down_s:.1f}")


def radar_reason(finding: RadarFinding, room: str, language: str) -> str:
    """A finding of the radar in words and figures."""
    values = {"room": room, "lasted_s": round(finding.lasted_s)}
    if finding.kind is RadarKind.FALL:
        return _TEXTS.say("radar-fall", language, **values)
    breaths = round(finding.reading.breaths_per_min or 0.0)
    return _TEXTS.say("radar-breathing", language, breaths=breaths, **values)
