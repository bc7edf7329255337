"""`./huban demo`: the built-in day in a simulated home, with everything real behind it."""

import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from huban_bringup.checkout import this_checkout
from huban_bringup.languages import Language
from huban_bringup.score import ScoreCard
from huban_bringup.show import NURSE, Show, ShowOptions, accounts_file
from huban_common.core.texts import Texts
from huban_scenarios.backends.care_platform import demo_account
from huban_scenarios.core.scenario import load_scenario

app = typer.Typer(add_completion=False)
TEXTS = Texts("huban_bringup")


@app.command()
def demo(
    headless: Annotated[bool, typer.Option(help="Play the day, print the score card, and end.")] = False,
    seconds: Annotated[Optional[float], typer.Option(min=1.0, help="End after so many seconds.")] = None,  # noqa: UP045
    lang: Annotated[Language, typer.Option(help="Language of the house.")] = Language.EN,
    json: Annotated[Optional[Path], typer.Option(help="Write the score card here, as JSON.")] = None,  # noqa: UP045
    arguments: Annotated[Optional[list[str]], typer.Argument(help="Launch arguments, name:=value.")] = None,  # noqa: UP045
) -> None:
    """Shows a day in a simulated home; without --headless the house stays open until Ctrl-C."""
    language, console = lang.locale, Console()
    scenario = load_scenario(this_checkout().root / "sim" / "scenarios" / "day.yaml")
    options = ShowOptions(
        language,
        this_checkout().state / "demo",
        (f"seed:={scenario.seed}", *(arguments or [])),
        limit_s=seconds,
        stays_open=not headless,
    )
    show = Show(options, console)

    def welcome(values: Mapping[str, str]) -> None:
        for line in addresses(values, language):
            show.tell(line)
        if not headless:
            webbrowser.open(f"http://127.0.0.1:{values['viewer_port']}")

    raise typer.Exit(show.play(scenario, welcome, ScoreCard(scenario.name[language], language, console, json)))


def addresses(values: Mapping[str, str], language: str) -> list[str]:
    """Where to look, and with which account, in words."""
    password = demo_account(accounts_file(values), NURSE).password
    return [
        TEXTS.say("address-viewer", language, port=values["viewer_port"]),
        TEXTS.say("address-tablet", language, port=values["tablet_port"]),
        TEXTS.say("address-app", language, port=values["app_port"], name=NURSE, password=password),
    ]
