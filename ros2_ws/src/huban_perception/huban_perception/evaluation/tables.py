"""Labelled data: tab-separated tables with a header line."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Row = TypeVar("Row")


class DataError(ValueError):
    """Data that cannot be evaluated: what, where."""


def read_rows(
    path: Path, columns: Sequence[str], made: Callable[[dict[str, str], str], Row], encoding: str = "utf-8"
) -> list[Row]:
    """All rows of a file, each `made` of its columns and of where it stands; raises DataError naming file and line."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            missing = [column for column in columns if column not in (rows.fieldnames or ())]
            if missing:
                raise DataError(f"{path}: no column {', '.join(missing)}")
            return [made(row, f"{path}:{rows.line_num}") for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
