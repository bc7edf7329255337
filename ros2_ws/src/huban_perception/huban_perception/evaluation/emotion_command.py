"""`./huban eval emotion`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from huban_perception.backends.emotion_model import EmotionModel, ModelError
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.config import PerceptionConfig
from huban_perception.evaluation.emotion import evaluate
from huban_perception.evaluation.tables import DataError

UNUSABLE = 2
_DETECTION_CONFIDENCE = 0.3
"""Each photograph is of a face, so a doubtful one is one."""
_TRAINED_ON = "trained_on.txt"
"""Beside the model: a hash per person group that it was trained with."""

_MODEL = Path(PerceptionConfig().expression_model)

app = typer.Typer(add_completion=False)


@app.command()
def emotion(
    data: Annotated[Path, typer.Option(help="Folder with labels.tsv and images, loose or in images.tar.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    model: Annotated[Path, typer.Option(help="The ONNX file.")] = _MODEL,
) -> None:
    """Reads expressions from labelled faces; people of the model's training are left out where others are there."""
    try:
        finder = MediaPipeFace(_DETECTION_CONFIDENCE)
        figures = evaluate(data, EmotionModel(model), finder, trained_on(model), _tell)
        text = json.dumps(figures, indent=2)
        if json_file:
            json_file.write_text(text + "\n", encoding="utf-8")
    except (DataError, ModelError, OSError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(UNUSABLE) from error
    typer.echo(text)


def trained_on(model: Path) -> frozenset[str]:
    """The people a model knows, as hashes; empty where that is not written down."""
    file = model.parent / _TRAINED_ON
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()


def _tell(text: str) -> None:
    typer.echo(text, err=True)
