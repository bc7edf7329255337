"""`./huban eval falls`."""

from pathlib import Path
from typing import Annotated

import typer

from huban_perception.evaluation.falls import CAMERA_RATE_HZ, main

app = typer.Typer(add_completion=False)


@app.command()
def falls(
    data: Annotated[Path, typer.Option(help="Folder with manifest.tsv and the clips.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    rate: Annotated[float, typer.Option(help="Frames looked at per second.", min=0.1)] = CAMERA_RATE_HZ,
) -> None:
    """Finds falls in labelled clips."""
    written = ["--json", str(json_file)] if json_file else []
    raise typer.Exit(main(["--data", str(data), "--rate", str(rate), *written]))
