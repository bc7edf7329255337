"""`./huban bench gate`: how long a stop takes while the computer is busy, and what a command costs."""

import json
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from huban_safety.benchmarks.cost import command_cost
from huban_safety.benchmarks.stand import Stand

app = typer.Typer(add_completion=False)
DOMAIN_ID = 97
WARM_UP = 5
LONGEST_LOAD_S = 900.0


@app.command()
def gate(
    trials: Annotated[int, typer.Option(help="How often stop is said.", min=10)] = 200,
    home_file: Annotated[Path, typer.Option(help="The home description.")] = Path("sim/home.yaml"),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measures from a stop reflex to zero at the motors with every core busy, and the cost of a command."""
    figures = {**command_cost(home_file, DOMAIN_ID), **stop_latency(trials, home_file)}
    for name, value in figures.items():
        print(f"{name:16} {value:.6g}")
    if json_file:
        json_file.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def stop_latency(trials: int, home_file: Path) -> dict[str, float]:
    """From /reflex published to zero put out (`stop_ms`) and received (`heard_ms`), with one busy loop per core.

    The sender and the receiver run at ordinary priority, so their own waiting for the processor counts too.
    """
    with Stand(home_file, DOMAIN_ID) as stand:
        for _ in range(WARM_UP):
            stand.stop_s()
        with _busy_cores() as cores:
            put_out_ms, heard_ms = np.array([stand.stop_s() for _ in range(trials)]).T * 1e3
    spread = {**_spread("stop_ms", put_out_ms), **_spread("heard_ms", heard_ms)}
    return {"trials": trials, "busy_loops": cores, **spread}


def _spread(name: str, values: NDArray[np.float64]) -> dict[str, float]:
    p50, p99 = np.percentile(values, (50, 99))
    return {f"{name}_p50": float(p50), f"{name}_p99": float(p99), f"{name}_max": float(values.max())}


@contextmanager
def _busy_cores() -> Iterator[int]:
    cores = os.cpu_count() or 1
    loops = [multiprocessing.get_context("spawn").Process(target=_burn, daemon=True) for _ in range(cores)]
    for loop in loops:
        loop.start()
    try:
        yield cores
    finally:
        for loop in loops:
            loop.terminate()
            loop.join()


def _burn() -> None:
    """Ends by itself, in case nobody is left to end it."""
    end_s = monotonic() + LONGEST_LOAD_S
    while monotonic() < end_s:
        pass
