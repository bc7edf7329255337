"""A folder of recordings that the evaluations understand, with the consent by which it exists."""

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import soundfile

from huban_speech.core.frames import SAMPLE_RATE_HZ
from huban_speech.core.hearing.recording import Take

CONSENT, MANIFEST = "consent.json", "manifest.tsv"
COLUMNS = ("path", "lang", "text", "confidence", "checked")


class NoRecordings(ValueError):
    """A folder that cannot be recorded into or deleted, with the reason."""


@dataclass(frozen=True)
class Consent:
    """Who said yes to what, when (ISO 8601, with the offset of the place), in which words."""

    person: str
    name: str
    purpose: str
    question: str
    answer: str
    given_at: str


class RecordingFolder:
    """Made with a consent only; `add` writes a take, and `count` is how many there are."""

    def __init__(self, path: Path, consent: Consent) -> None:
        """Raises NoRecordings where there is something already, OSError where it cannot be written."""
        if path.exists() and any(path.iterdir()):
            raise NoRecordings(f"{path} is not empty: give a new folder")
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.count = 0
        text = json.dumps(asdict(consent), ensure_ascii=False, indent=1)
        (path / CONSENT).write_text(text + "\n", encoding="utf-8")
        self._write_row(COLUMNS, "x")

    def add(self, take: Take) -> Path:
        """The new recording. Its text is what was understood: listen and correct it, then mark it as checked."""
        file = self._path / f"{self.count + 1:04d}.wav"
        soundfile.write(file, take.samples, SAMPLE_RATE_HZ, subtype="PCM_16")
        self.count += 1
        language = take.language.split("-")[0]
        self._write_row((file.name, language, take.text, f"{take.confidence:.2f}", "no"), "a")
        return file

    def _write_row(self, row: tuple[str, ...], mode: str) -> None:
        with (self._path / MANIFEST).open(mode, encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t", lineterminator="\n").writerow(row)


def delete(path: Path) -> int:
    """Deletes what was recorded into a folder, and the folder; how many recordings that were.

    Raises NoRecordings where the folder was not made by this tool or holds something else, which stays.
    """
    if not (path / CONSENT).is_file() or not (path / MANIFEST).is_file():
        raise NoRecordings(f"{path} holds no recordings: there is no {CONSENT} with a {MANIFEST}")
    with (path / MANIFEST).open(encoding="utf-8", newline="") as file:
        recordings = [row["path"] for row in csv.DictReader(file, delimiter="\t")]
    for name in recordings:
        (path / Path(name).name).unlink(missing_ok=True)
    for name in (MANIFEST, CONSENT):
        (path / name).unlink()
    if any(path.iterdir()):
        raise NoRecordings(f"{len(recordings)} recordings are deleted, but {path} holds something else, which stays")
    path.rmdir()
    return len(recordings)
