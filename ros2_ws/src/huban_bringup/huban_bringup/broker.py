"""Runs Mosquitto with a configuration of our own: this machine only, nothing kept that the outbox keeps better."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

PROGRAM = "mosquitto"
REFUSED = 2


def configuration(port: int) -> str:
    """mosquitto.conf: one listener on this machine; the outbox repeats what a restart forgets."""
    lines = (
        f"listener {port} 127.0.0.1",
        "allow_anonymous true",
        "persistence false",
        "max_queued_messages 10000",
        "log_dest stderr",
    )
    return "\n".join(lines) + "\n"


def find_program() -> str | None:
    """Where Mosquitto is; Debian keeps servers in /usr/sbin, which not every user searches."""
    return shutil.which(PROGRAM, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))


def main(
    port: Annotated[int, typer.Option(help="Port to listen on, on this machine only.")],
    state_folder: Annotated[Path, typer.Option(help="Where the configuration is written.")],
) -> None:
    """Writes the configuration and becomes the broker."""
    program = find_program()
    if program is None:
        print("error: mosquitto is not installed: run ./huban setup", file=sys.stderr)
        raise typer.Exit(REFUSED)
    file = state_folder / "mosquitto.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(configuration(port), encoding="utf-8")
    os.execv(program, [PROGRAM, "-c", str(file)])


if __name__ == "__main__":
    typer.run(main)
