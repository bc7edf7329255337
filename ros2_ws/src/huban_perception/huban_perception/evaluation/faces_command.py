"""`./huban eval faces`."""

from pathlib import Path
from typing import Annotated

import typer

from huban_perception.evaluation.faces import main

app = typer.Typer(add_completion=False)


@app.command()
def faces(
    data: Annotated[Path, typer.Option(help="Folder with manifest.tsv and the photographs.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Recognises people in labelled photographs."""
    written = ["--json", str(json_file)] if json_file else []
    raise typer.Exit(main(["--data", str(data), *written]))
