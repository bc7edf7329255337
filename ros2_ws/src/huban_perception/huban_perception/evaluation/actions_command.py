"""`./huban eval actions`."""

from pathlib import Path
from typing import Annotated

import typer

from huban_perception.evaluation.actions import main

app = typer.Typer(add_completion=False)


@app.command()
def actions(
    home: Annotated[Path, typer.Option(help="Home description.")] = Path("sim/home.yaml"),
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Tells actions of the simulated elder apart and measures gait speed and sit-to-stand time."""
    written = ["--json", str(json_file)] if json_file else []
    raise typer.Exit(main(["--home", str(home), *written]))
