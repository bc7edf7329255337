"""`./huban models`: lists, fetches and trains the models that Huban hears and sees with."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from huban_bringup.checkout import this_checkout
from huban_bringup.models.download import fetched
from huban_bringup.models.folders import EMOTION, TINY, installed, is_model
from huban_bringup.models.manifest import ModelSource, read_manifest
from huban_bringup.models.unpack import unpack
from huban_common.core.texts import LANGUAGES

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The models that Huban hears and sees with.")
ARCHIVES = "HUBAN_ARCHIVES"
Languages = Annotated[list[str] | None, typer.Option("--language", help=f"One of {', '.join(LANGUAGES)}; else all.")]


@app.command("list")
def list_models() -> None:
    """Says which models are there and which can be fetched."""
    models = _models()
    table = Table("name", "language", "MB", "licence", "folder", "is there", box=None, pad_edge=False)
    for source in read_manifest(models / "manifest.yaml").values():
        there = "yes" if is_model(models / source.folder) else "no: ./huban models fetch " + source.name
        table.add_row(source.name, source.language, f"{source.size / 1e6:.0f}", source.licence, source.folder, there)
    for language in LANGUAGES:
        there = "yes" if is_model(models / TINY / language) else f"no: ./huban models train --language {language}"
        table.add_row(f"tiny-{language}", language, "<2", "Apache-2.0", f"{TINY}/{language}", there)
    there = "yes" if (models / EMOTION / "emotion.onnx").is_file() else "no: ./huban models train-emotion --data DIR"
    table.add_row("emotion", "", "<5", "Apache-2.0", EMOTION, there)
    Console().print(table)
    for language in LANGUAGES:
        print(f"{language}: {_served(models, language)}")


@app.command()
def fetch(
    names: Annotated[list[str] | None, typer.Argument(help="Names from the list; all where none is given.")] = None,
    archives: Annotated[
        Path | None,
        typer.Option(envvar=ARCHIVES, help="Folder with archives, looked in first."),
    ] = None,
) -> None:
    """Fetches full models, checks them and puts them in place; goes on where it was interrupted."""
    models = _models()
    sources = _chosen(read_manifest(models / "manifest.yaml"), names or [])
    for source in sources:
        folder = models / source.folder
        if is_model(folder) and not names:
            print(f"{source.name}: is there already, {folder}")
            continue
        unpack(_archive(source, archives), folder)
        print(f"{source.name}: {folder}")


@app.command()
def train(
    language: Languages = None,
    words_only: Annotated[bool, typer.Option("--words-only", help="Only take in new phrases: seconds.")] = False,
) -> None:
    """Makes the tiny models anew from synthesised speech, in a few minutes per language."""
    raise typer.Exit(_tiny("train", [*_each("--language", language), *(["--words-only"] if words_only else [])]))


@app.command()
def measure(
    data: Annotated[Path, typer.Option(help="Folder with noise/ and speech/.")],
    language: Languages = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables here.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
) -> None:
    """Examines the tiny models with voices that they do not know, over real household noise."""
    files = [*_each("--markdown", [markdown] if markdown else []), *_each("--json", [json_file] if json_file else [])]
    raise typer.Exit(_tiny("measure", ["--data", str(data), *files, *_each("--language", language)]))


@app.command("train-emotion")
def train_emotion(
    data: Annotated[Path, typer.Option(help="Folder with labels.tsv and images.")],
    work: Annotated[Path | None, typer.Option(help="Keep features here for the next time, 500 MB.")] = None,
) -> None:
    """Trains the network that reads expressions; needs models/emotion_training/requirements.txt."""
    kept = ["--work", str(work)] if work else []
    raise typer.Exit(_run("emotion_training", ["--data", str(data), "--model", str(_models() / EMOTION), *kept]))


def _models() -> Path:
    return this_checkout().root / "models"


def _served(models: Path, language: str) -> str:
    found = installed(models, language)
    if found is None:
        return "no Vosk model"
    return f"{found.folder}" + ("" if found.full else " (tiny: synthetic voices only, people need a full model)")


def _chosen(sources: dict[str, ModelSource], names: Iterable[str]) -> list[ModelSource]:
    unknown = [name for name in names if name not in sources]
    if unknown:
        raise ValueError(f"there is no model '{unknown[0]}'; there are {', '.join(sources)}")
    return [sources[name] for name in names] or list(sources.values())


def _archive(source: ModelSource, archives: Path | None) -> Path:
    """The verified archive: from the folder that was named, else from the network."""
    if archives is not None and (archives / source.archive).is_file():
        return fetched(source, archives, lambda done: None)
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(source.name, total=source.size)
        return fetched(source, this_checkout().state / "fetched", lambda done: progress.update(task, completed=done))


def _tiny(command: str, arguments: list[str]) -> int:
    places = ["--home", str(this_checkout().root / "sim/home.yaml"), "--models", str(_models() / TINY)]
    return _run("tiny_vosk", [command, *places, *arguments])


def _run(module: str, arguments: list[str]) -> int:
    """Runs a module in models/, which are no installed packages."""
    path = os.pathsep.join(filter(None, (str(_models()), os.environ.get("PYTHONPATH"))))
    words = [sys.executable, "-m", module, *arguments]
    return subprocess.run(words, env={**os.environ, "PYTHONPATH": path}, check=False).returncode


def _each(option: str, values: Iterable[object] | None) -> list[str]:
    return [word for value in values or () for word in (option, str(value))]
