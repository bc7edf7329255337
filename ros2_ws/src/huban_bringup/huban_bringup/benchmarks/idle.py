"""`./huban bench idle`: how long the whole house takes to start, and what each process uses when nothing happens."""

import json
import os
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import psutil
import typer

from huban_bringup.checkout import this_checkout
from huban_bringup.core.report import Report, Table
from huban_bringup.core.types import Happened, ProcessEvent
from huban_bringup.machine_facts import machine_facts
from huban_bringup.stack import Listener, Stack
from huban_bringup.tables import everything, load_table
from huban_bringup.usage import Usage, usage_of

app = typer.Typer(add_completion=False)
READY_S = 120.0
MIB = 2**20


@app.command()
def idle(
    assignments: Annotated[list[str] | None, typer.Argument(help="Launch arguments, name:=value.")] = None,
    seconds: Annotated[float, typer.Option(help="Length of the measurement.", min=1.0)] = 60.0,
    settle: Annotated[float, typer.Option(help="Rest before it, in seconds.", min=0.0)] = 10.0,
    markdown: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Measures start-up, memory and processor use of the idle stack."""
    report = measure(assignments or [], seconds, settle)
    print(report.as_markdown())
    if markdown:
        markdown.write_text(report.as_markdown(), encoding="utf-8")
    if json_file:
        json_file.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")


def measure(assignments: list[str], seconds: float, settle_s: float) -> Report:
    """Starts everything, lets it rest, and samples it; raises NotReady where it does not come up."""
    machine = machine_facts()
    typed_s = psutil.Process(os.getpid()).create_time()
    ready_s: dict[str, float] = {}

    def note(event: ProcessEvent) -> None:
        if event.kind is Happened.BECAME_READY:
            ready_s.setdefault(event.process, time.time() - typed_s)

    with TemporaryDirectory() as folder, _stack(folder, assignments, note) as stack:
        stack.wait_ready(READY_S)
        threading.Event().wait(settle_s)
        before = _sample(stack)
        threading.Event().wait(seconds)
        after = _sample(stack)
    nodes = [ready_s[process.name] for process in stack.table.processes if process.is_node]
    return Report(
        title="The idle stack",
        command=f"./huban bench idle --seconds {seconds:g}",
        machine=machine,
        tables=[_start_table(min(nodes), max(ready_s.values())), _usage_table(ready_s, before, after, seconds)],
        notes=["Nobody speaks and nothing moves; the simulated home with its camera runs. 100 % is one core."],
    )


def _stack(state_folder: str, assignments: list[str], on_event: Listener) -> Stack:
    table = load_table(everything(), [f"state_folder:={state_folder}", *assignments])
    return Stack(table, this_checkout().state, on_event)


def _sample(stack: Stack) -> dict[str, Usage]:
    return {process.name: usage_of(process.pid) for process in stack.processes if process.pid is not None}


def _start_table(first_s: float, last_s: float) -> Table:
    rows = [("the first node is ready", first_s), ("everything is ready", last_s)]
    return Table("Start, from the command to", ("event", "s"), rows)


def _usage_table(ready_s: dict[str, float], before: dict[str, Usage], after: dict[str, Usage], seconds: float) -> Table:
    columns = ("process", "ready after (s)", "CPU (%)", "RSS (MiB)", "PSS (MiB)")
    rows: list[tuple[str | float, ...]] = []
    for name, now in after.items():
        cpu = 100.0 * (now.cpu_s - before[name].cpu_s) / seconds if name in before else 0.0
        rows.append((name, ready_s[name], cpu, now.rss_bytes / MIB, now.pss_bytes / MIB))
    totals = (sum(float(row[index]) for row in rows) for index in (2, 3, 4))
    return Table("Processes", columns, [*rows, ("all", max(ready_s.values()), *totals)])
