"""Which language people speak with the robot, kept over a restart; the elder's is then that of the house."""

from collections.abc import Mapping
from typing import Protocol

from huban_behaviors.core.texts import elder_id
from huban_common.core.home import Home
from huban_common.core.texts import LANGUAGES


class LanguageStore(Protocol):
    """Where languages are kept, by person."""

    def load(self) -> Mapping[str, str] | None:
        """What was saved last; None for nothing."""
        ...

    def save(self, content: dict[str, str]) -> None:
        """On the disk when it returns; raises OSError."""
        ...


class Languages:
    """Whoever is not known by name counts as the elder."""

    def __init__(self, store: LanguageStore, home: Home) -> None:
        self._store, self._home = store, home
        self._chosen = dict(store.load() or {})

    def of_house(self, usual: str) -> str:
        """What the robot begins with; `usual` where the elder has not chosen yet."""
        chosen = self._chosen.get(elder_id(self._home), usual)
        return chosen if chosen in LANGUAGES else usual

    def choose(self, person: str, language: str) -> None:
        """Raises OSError where it cannot be kept."""
        self._chosen[person if person in self._home.people else elder_id(self._home)] = language
        self._store.save(self._chosen)
