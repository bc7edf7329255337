"""Folders of recordings with what was said: `manifest.tsv` with the columns path, lang and text, and any others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from huban_common.core.texts import locale_of

COLUMNS = ("path", "lang", "text")


class DataError(ValueError):
    """Data that cannot be used: which, and why."""


@dataclass(frozen=True)
class Recording:
    """One row; an empty text: nobody knows what was said."""

    file: Path
    language: str
    text: str


def recordings(folder: Path, complain: list[str]) -> list[Recording]:
    """The usable rows; one complaint is added for each of the others. Raises DataError where there is no table."""
    file = folder / "manifest.tsv"
    try:
        header, *lines = file.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except (OSError, ValueError) as error:
        raise DataError(f"{file}: {error if isinstance(error, OSError) else 'is empty'}") from error
    columns = [name.strip() for name in header.decode(errors="replace").split("\t")]
    lacking = [name for name in COLUMNS if name not in columns]
    if lacking:
        raise DataError(f"{file}: lacks the column {', '.join(lacking)}; tab-separated {', '.join(COLUMNS)} are needed")
    return list(_rows(file, columns, lines, complain))


def _rows(file: Path, columns: Sequence[str], lines: Sequence[bytes], complain: list[str]) -> Iterator[Recording]:
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            yield _row(file.parent, columns, line)
        except (UnicodeDecodeError, ValueError) as error:
            reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            complain.append(f"{file}:{number}: {reason}")


def _row(folder: Path, columns: Sequence[str], line: bytes) -> Recording:
    cells = dict(zip(columns, line.decode().split("\t"), strict=False))
    if not cells.get("path", "").strip() or "lang" not in cells:
        raise ValueError(f"has {len(cells)} of {len(columns)} columns")
    return Recording(folder / cells["path"].strip(), locale_of(cells["lang"].strip()), cells.get("text", "").strip())
