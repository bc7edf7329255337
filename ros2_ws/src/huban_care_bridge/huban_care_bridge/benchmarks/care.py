"""`./huban bench care`: how long an alarm takes to the platform's database and to a nurse's screen."""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import uuid4

import numpy as np
import typer

from care_protocol.messages import Priority
from huban_care_bridge.benchmarks.screen import Screen
from huban_care_bridge.benchmarks.stand import Stand

app = typer.Typer(add_completion=False)
WARM_UP = 5
PAUSE_S = 0.3
"""Between two alarms, so that each one finds the platform at rest."""


@app.command()
def care(
    alarms: Annotated[int, typer.Option(help="How many alarms are raised one by one.", min=10)] = 200,
    backlog: Annotated[int, typer.Option(help="How many events wait while the platform is away.", min=10)] = 3000,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measures with a real broker, platform, database on this disk and, where there is one, a browser."""
    with TemporaryDirectory() as folder, Stand(Path(folder)) as stand:
        figures = {"alarms": alarms, "backlog": backlog, **delays(stand, alarms), "drain_per_s": drain(stand, backlog)}
    for name, value in figures.items():
        print(f"{name:16} {value:.6g}")
    if json_file:
        json_file.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def delays(stand: Stand, alarms: int) -> dict[str, float]:
    """Milliseconds from an alarm to its acknowledgement after the commit, and to the nurse's screen."""
    committed_ms, shown_ms = [], []
    with Screen(stand.platform) as screen:
        for number in range(WARM_UP + alarms):
            alarm_id, begin_s = uuid4(), time.time()
            stand.happens("alarm_raised", Priority.LOW, alarm_id)
            if stand.delivered() != alarm_id:
                raise RuntimeError("another alarm was delivered: nothing was measured")
            end_s = time.time()
            shown_s = screen.shown_s(alarm_id)
            if number >= WARM_UP:
                committed_ms.append((end_s - begin_s) * 1e3)
                shown_ms.append((shown_s - begin_s) * 1e3)
            screen.close(alarm_id)
            time.sleep(PAUSE_S)
    return {**_spread("commit_ms", committed_ms), **_spread("screen_ms", shown_ms)}


def drain(stand: Stand, backlog: int) -> float:
    """Events per second from a full outbox into the database, after the platform was away."""
    stand.platform.kill()
    for _ in range(backlog):
        stand.happens("robot_arrived", Priority.NONE)
    while stand.waiting() < backlog:
        time.sleep(PAUSE_S)
    stand.platform.start()
    left, begin_s = stand.waiting(), time.monotonic()
    stand.drained()
    return left / (time.monotonic() - begin_s)


def _spread(name: str, values: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(values, (50, 99))
    return {f"{name}_p50": float(p50), f"{name}_p99": float(p99), f"{name}_max": float(max(values))}
