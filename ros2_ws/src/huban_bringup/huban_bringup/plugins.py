"""Benchmarks and evaluations: typer apps that packages offer by entry point, so that `./huban` finds them all."""

from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

import typer

from huban_bringup.apps import run_app

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def offered(group: str) -> dict[str, EntryPoint]:
    """What the installed packages offer, by name; raises ValueError where two offer the same name."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        if point.name in found and found[point.name].value != point.value:
            raise ValueError(f"{group}: '{point.name}' is offered by {found[point.name].value} and by {point.value}")
        found[point.name] = point
    return dict(sorted(found.items()))


def app_for(command: str, group: str, text: str) -> typer.Typer:
    """The app of `./huban COMMAND [NAME] ...` that runs what the group offers."""
    app = typer.Typer(add_completion=False)

    @app.command(context_settings=PASS_ON, help=text)
    def run(context: typer.Context) -> None:
        plugins = offered(group)
        name, *rest = context.args or ["--help"]
        if name in ("--help", "-h"):
            print(f"{text}\nUsage: ./huban {command} NAME [OPTIONS]; names: {', '.join(plugins) or 'none yet'}")
            return
        if name not in plugins:
            near = get_close_matches(name, plugins, n=3) or list(plugins)
            raise ValueError(f"there is no {command} '{name}'; try {', '.join(near)}")
        raise typer.Exit(run_app(plugins[name].load(), rest, f"{command} {name}"))

    return app
