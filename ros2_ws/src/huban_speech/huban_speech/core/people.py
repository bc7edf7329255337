"""How each person wants the robot to speak, and how they speak themselves; outlives a restart."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from threading import Lock
from typing import Any, Protocol

from huban_speech.core.speaking.voice_profiles import PROFILES, next_profile

VOLUMES = range(-3, 5)
PACES = range(-3, 4)
"""Steps from the usual one."""


class Hearing(str, Enum):
    """How a person hears."""

    NORMAL = "normal"
    MILD = "mild"
    SEVERE = "severe"
    HIGH_FREQUENCY = "high_frequency"


@dataclass(frozen=True)
class PersonSettings:
    """`volume` and `pace` in steps; an empty `profile` is the house's; `pauses_s`: pauses inside their sentences."""

    profile: str = ""
    volume: int = 0
    pace: int = 0
    hearing: Hearing = Hearing.NORMAL
    pauses_s: tuple[float, ...] = ()


class SettingsFile(Protocol):
    """Where settings are kept."""

    def load(self) -> Mapping[str, PersonSettings]:
        """What was kept, empty where that cannot be read."""
        ...

    def save(self, settings: Mapping[str, PersonSettings]) -> None:
        """On the disk when it returns; raises OSError."""
        ...


@dataclass(frozen=True)
class Wish:
    """A change of how the robot speaks; what is 0 or empty stays. `profile` may be `next`."""

    volume: int = 0
    pace: int = 0
    profile: str = ""
    hearing: str = ""


class People:
    """The settings of everybody at home; whoever is not known by name counts as the elder. For use in any thread."""

    def __init__(self, file: SettingsFile, known: Collection[str], elder: str, usual_profile: str) -> None:
        self._file, self._known, self._elder = file, frozenset(known), elder
        self._usual_profile = usual_profile
        self._settings = dict(file.load())
        self._lock = Lock()
        self.trouble = ""
        """Why the latest change will not outlive a restart; empty where it will."""

    def of(self, person: str) -> PersonSettings:
        """The settings for a person id, a voice id or nobody in particular."""
        return self._settings.get(self._who(person), PersonSettings())

    def change(self, person: str, wish: Wish) -> bool:
        """Whether that changed anything; raises ValueError for an unknown profile or kind of hearing."""
        before = self.of(person)
        after = replace(
            before,
            volume=_within(VOLUMES, before.volume + wish.volume),
            pace=_within(PACES, before.pace + wish.pace),
            profile=self._profile(wish.profile, before.profile),
            hearing=Hearing(wish.hearing) if wish.hearing else before.hearing,
        )
        self._put(person, after)
        return after != before

    def pauses_s(self, person: str) -> tuple[float, ...]:
        return self.of(person).pauses_s

    def keep(self, person: str, pauses_s: tuple[float, ...]) -> None:
        self._put(person, replace(self.of(person), pauses_s=pauses_s))

    def _who(self, person: str) -> str:
        return person if person in self._known else self._elder

    def _profile(self, wanted: str, current: str) -> str:
        if wanted == "next":
            return next_profile(current or self._usual_profile)
        if wanted and wanted not in PROFILES:
            raise ValueError(f"there is no voice profile '{wanted}'; there are {', '.join(PROFILES)}")
        return wanted or current

    def _put(self, person: str, settings: PersonSettings) -> None:
        with self._lock:
            self._settings[self._who(person)] = settings
            try:
                self._file.save(dict(self._settings))
                self.trouble = ""
            except OSError as error:
                self.trouble = f"settings of people are not kept: {error}"


def checked(person: PersonSettings) -> PersonSettings:
    """The same within today's limits, without what is not known any more."""
    known: dict[str, Any] = {"profile": person.profile if person.profile in PROFILES else ""}
    return replace(person, volume=_within(VOLUMES, person.volume), pace=_within(PACES, person.pace), **known)


def _within(steps: range, wanted: int) -> int:
    return max(steps[0], min(steps[-1], wanted))
