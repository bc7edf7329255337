"""`./huban launch`: what `ros2 launch` does, where that is not installed."""

import os
import threading
from pathlib import Path
from typing import Annotated

import typer

from huban_bringup.bootstrap.texts import language_of
from huban_bringup.checkout import this_checkout
from huban_bringup.core.types import ProcessEvent
from huban_bringup.event_lines import line_of
from huban_bringup.health import StackHealth
from huban_bringup.stack import Stack
from huban_bringup.tables import everything, load_table

app = typer.Typer(add_completion=False)


@app.command()
def launch(
    words: Annotated[list[str] | None, typer.Argument(help="[LAUNCH_FILE] [name:=value ...]")] = None,
    show_args: Annotated[bool, typer.Option("--show-args", "-s", help="Show the arguments and stop there.")] = False,
) -> None:
    """Runs the processes of a launch file until Ctrl-C; without a file, everything."""
    files = [word for word in words or [] if ":=" not in word]
    if len(files) > 1:
        raise typer.BadParameter(f"one launch file, not {len(files)}: {' '.join(files)}")
    table = load_table(Path(files[0]) if files else everything(), [word for word in words or [] if ":=" in word])
    if show_args:
        for name, value in table.arguments.items():
            print(f"{name}:={value}")
        return
    language = language_of(os.environ)

    def say(event: ProcessEvent) -> None:
        print(line_of(event, language), flush=True)

    with Stack(table, this_checkout().state, say) as stack, StackHealth(stack):
        threading.Event().wait()
