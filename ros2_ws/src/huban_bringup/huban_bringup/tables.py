"""The process table as a user asks for it on the command line."""

import os
from collections.abc import Iterable
from pathlib import Path

from huban_bringup.checkout import this_checkout
from huban_bringup.core.process_table import read_table
from huban_bringup.core.types import ProcessTable
from huban_bringup.packages import AmentPackages


def everything() -> Path:
    """The launch file of the whole house."""
    return this_checkout().launch / "huban.launch.xml"


def load_table(file: Path, assignments: Iterable[str] = ()) -> ProcessTable:
    """The table of a launch file with `name:=value` assignments; raises ValueError with one line."""
    packages = AmentPackages(os.environ.get("AMENT_PREFIX_PATH", ""))
    return read_table(file.resolve(), packages, dict(map(_assignment, assignments)), os.environ)


def _assignment(word: str) -> tuple[str, str]:
    name, found, value = word.partition(":=")
    if not found or not name:
        raise ValueError(f"'{word}' is not of the form name:=value")
    return name, value
