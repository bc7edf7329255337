"""A health radar in a room without a camera: presence, breathing and its own hint of a fall."""

from dataclasses import dataclass
from enum import Enum

from huban_common.core.parameters import param
from huban_perception.core.duration import Duration


@dataclass(frozen=True)
class RadarReading:
    """What a radar says at a time; `breaths_per_min` is None where it cannot be made out."""

    stamp_s: float
    present: bool
    breaths_per_min: float | None = None
    fall_hint: bool = False


@dataclass(frozen=True)
class RadarRules:
    """When a radar's word is believed."""

    radar_fall_s: float = param(2.0, "a radar's fall hint that holds for this long is a suspicion", minimum=0.0)
    radar_gone_s: float = param(30.0, "nobody found for this long: the room is empty", minimum=1.0)
    breaths_least: float = param(6.0, "breaths a minute under this are told", minimum=1.0)
    breaths_most: float = param(30.0, "breaths a minute over this are told", minimum=5.0)
    breaths_odd_s: float = param(60.0, "... when they last for this long", minimum=1.0)


class RadarKind(str, Enum):
    """What is said; the values are kinds of CareEvent."""

    FALL = "fall_suspected"
    BREATHING = "breathing_odd"


@dataclass(frozen=True)
class RadarFinding:
    """Something worth telling, with the reading it rests on and for how long it has held."""

    kind: RadarKind
    reading: RadarReading
    lasted_s: float


class RadarWatch:
    """Watches one radar; the same is told once until it has ended."""

    def __init__(self, rules: RadarRules) -> None:
        self._rules = rules
        self._fall, self._odd = Duration(rules.radar_fall_s), Duration(rules.breaths_odd_s / 2)
        self._told: set[RadarKind] = set()
        self._seen_s: float | None = None
        self.present = False

    def see(self, reading: RadarReading) -> list[RadarFinding]:
        """Takes a reading; tells what it adds up to."""
        self._note_presence(reading)
        self._fall.observe(reading.stamp_s, reading.fall_hint and reading.present)
        self._odd.observe(reading.stamp_s, self._breathes_oddly(reading))
        held = {
            RadarKind.FALL: (self._fall, self._rules.radar_fall_s),
            RadarKind.BREATHING: (self._odd, self._rules.breaths_odd_s),
        }
        self._told = {kind for kind in self._told if held[kind][0].since_s is not None}
        found = [
            RadarFinding(kind, reading, held_for.lasted_s)
            for kind, (held_for, least_s) in held.items()
            if held_for.since_s is not None and held_for.lasted_s >= least_s and kind not in self._told
        ]
        self._told.update(one.kind for one in found)
        return found

    def _note_presence(self, reading: RadarReading) -> None:
        self._seen_s = reading.stamp_s if reading.present else self._seen_s
        self.present = self._seen_s is not None and reading.stamp_s - self._seen_s < self._rules.radar_gone_s

    def _breathes_oddly(self, reading: RadarReading) -> bool:
        rate = reading.breaths_per_min
        usual = rate is None or self._rules.breaths_least <= rate <= self._rules.breaths_most
        return reading.present and not usual
