"""The offer of a full speech model, to whom a model of synthetic voices does not understand."""

from collections.abc import Callable
from pathlib import Path

from huban_common.core.texts import Texts
from huban_common.state_file import StateFile

TEXTS = Texts("huban_speech")


class ModelOffer:
    """Made aloud once per language, also over restarts; `trouble` goes on telling who looks after the robot."""

    def __init__(self, folder: Path, announce: Callable[[str, str], None]) -> None:
        """`announce` says a text in a language."""
        self._announce = announce
        self._file = StateFile(folder / "offered_models.json", list[str])
        self._offered = set(self._file.load() or ())
        self._wanting: set[str] = set()
        self._unkept = ""

    def stranger(self, language: str) -> None:
        """Somebody was not understood; may be called in any thread."""
        self._wanting.add(language)
        if language not in self._offered:
            self._offered.add(language)
            self._announce(TEXTS.say("full-model-wanted", language), language)
            self._keep()

    def trouble(self) -> list[str]:
        wanted = f"only synthetic voices are understood in {', '.join(sorted(self._wanting))}: ./huban models fetch"
        return [text for text in (wanted if self._wanting else "", self._file.damage, self._unkept) if text]

    def _keep(self) -> None:
        try:
            self._file.save(sorted(self._offered))
        except OSError as error:
            self._unkept = f"the offer of a full speech model will be made again: {error}"
