"""`./huban scenario FILE`: plays any day and judges it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from huban_bringup.checkout import this_checkout
from huban_bringup.languages import Language
from huban_bringup.score import ScoreCard
from huban_bringup.show import Show, ShowOptions
from huban_scenarios.core.scenario import load_scenario

app = typer.Typer(add_completion=False)


@app.command()
def scenario(
    file: Annotated[Path, typer.Argument(help="The scenario, YAML; see sim/scenarios.")],
    speed: Annotated[float, typer.Option(min=0.1, max=10.0, help="Simulated seconds per second.")] = 1.0,
    seed: Annotated[int | None, typer.Option(help="Instead of the scenario's own.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of the house.")] = Language.EN,
    seconds: Annotated[float | None, typer.Option(min=1.0, help="End after so many seconds.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the score card here, as JSON.")] = None,
    arguments: Annotated[list[str] | None, typer.Argument(help="Launch arguments, name:=value.")] = None,
) -> None:
    """Plays a scenario against its expectations and prints the score card; exit status 1 when a step was missed."""
    day, language, console = load_scenario(file), lang.locale, Console()
    given = (f"seed:={day.seed if seed is None else seed}", f"speed:={speed}", *(arguments or []))
    options = ShowOptions(language, this_checkout().state / "scenario", given, limit_s=seconds)
    card = ScoreCard(day.name[language], language, console, json)
    raise typer.Exit(Show(options, console).play(day, lambda values: None, card))
