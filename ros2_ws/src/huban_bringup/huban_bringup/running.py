"""The house that runs in this checkout, as it announced itself for other terminals."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class RunningHouse:
    """The ROS domain and the launch arguments of a running stack."""

    domain_id: int
    arguments: Mapping[str, str]


def find_running(state: Path) -> RunningHouse | None:
    """The newest stack that still runs, below the state folder of the checkout; None when there is none."""
    notes = sorted(state.glob("**/stack.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in notes:
        note = json.loads(path.read_text(encoding="utf-8"))
        if psutil.pid_exists(note["process"]):
            return RunningHouse(note["domain_id"], note["arguments"])
    return None
