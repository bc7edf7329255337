"""`./huban eval falls`."""

from pathlib import Path
from typing import Annotated

import typer

from huban_perception.evaluation.falls import CAMERA_RATE_HZ, main

app = typer.Typer(add_completion=False)


@app.command()
def falls(
    data: Annotated[Path | None, typer.Option(help="Folder with manifest.tsv and the clips.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    rate: Annotated[float, typer.Option(help="Frames of clips looked at per second.", min=0.1)] = CAMERA_RATE_HZ,
    simulated_hours: Annotated[float, typer.Option(help="Hours of ordinary life to play.", min=0.0)] = 0.0,
    simulated_falls: Annotated[int, typer.Option(help="Falls to play.", min=0)] = 0,
    seed: Annotated[int, typer.Option(help="Bodies, clothes, light and acts of what is played.")] = 1,
) -> None:
    """Finds falls in labelled clips and in simulated life."""
    given = {"--data": data, "--json": json_file}
    written = [str(part) for name, value in given.items() if value is not None for part in (name, value)]
    played = ["--simulated-hours", str(simulated_hours), "--simulated-falls", str(simulated_falls), "--seed", str(seed)]
    raise typer.Exit(main([*written, "--rate", str(rate), *played]))
