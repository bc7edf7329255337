"""The settings of people in a JSON file of the robot's state folder."""

from collections.abc import Mapping
from pathlib import Path

from huban_common.state_file import StateFile
from huban_speech.core.people import PersonSettings, checked


class PeopleFile:
    """A SettingsFile; `damage` says why an old one could not be read."""

    def __init__(self, folder: Path) -> None:
        self._file = StateFile(folder / "people.json", dict[str, PersonSettings])

    @property
    def damage(self) -> str:
        return self._file.damage

    def load(self) -> Mapping[str, PersonSettings]:
        return {person: checked(settings) for person, settings in (self._file.load() or {}).items()}

    def save(self, settings: Mapping[str, PersonSettings]) -> None:
        self._file.save(dict(settings))
