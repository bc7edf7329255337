"""Which models are there."""

from dataclasses import dataclass
from pathlib import Path

from huban_bringup.models.unpack import NEEDED

FULL, TINY = "vosk", "vosk-tiny"
"""Folders below `models`, with a folder per language."""
EMOTION = "emotion"
"""Folder below `models` with the network that reads expressions."""


@dataclass(frozen=True)
class Installed:
    """The model that serves a language: `full` ones know people, tiny ones synthetic voices only."""

    language: str
    folder: Path
    full: bool


def installed(models: Path, language: str) -> Installed | None:
    """The model that the speech node would take from these folders, full ones first."""
    for part in (FULL, TINY):
        for name in (language, language.split("-")[0]):
            folder = models / part / name
            if is_model(folder):
                return Installed(language, folder, full=part == FULL)
    return None


def is_model(folder: Path) -> bool:
    """Whether the files that Vosk cannot do without are there."""
    return all((folder / name).is_file() for name in NEEDED)
