"""`./huban eval posture`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from huban_perception.evaluation.falls import CAMERA_RATE_HZ
from huban_perception.evaluation.posture import draw, watch
from huban_perception.evaluation.tables import DataError

app = typer.Typer(add_completion=False)


@app.command()
def posture(
    clip: Annotated[Path, typer.Option(help="A recorded video, seen from the side.")],
    out: Annotated[Path, typer.Option(help="Picture to write: .png, .svg or .pdf.")],
    rate: Annotated[float, typer.Option(help="Frames looked at per second.", min=0.1)] = CAMERA_RATE_HZ,
) -> None:
    """Plots posture over time of a recorded clip: trunk, heights, posture, events. No frame is written."""
    try:
        draw(watch(clip, rate), clip.name).savefig(out)
    except (DataError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    print(out)
