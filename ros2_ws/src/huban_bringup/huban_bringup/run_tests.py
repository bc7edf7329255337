"""`./huban test`: all tests, with what they need."""

import os
import subprocess
import sys
from typing import Annotated

import typer

from huban_bringup.bootstrap.system_packages import browser
from huban_bringup.checkout import this_checkout

app = typer.Typer(add_completion=False)


@app.command(
    "test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)
def run(arguments: Annotated[list[str] | None, typer.Argument(help="Arguments for pytest.")] = None) -> None:
    """Runs the tests of the workspace, the care platform and the whole robot; arguments go to pytest."""
    checkout = this_checkout()
    found = browser()
    environment = {**os.environ, **({"HUBAN_BROWSER": str(found)} if found else {})}
    command = [sys.executable, "-m", "pytest", *(arguments or [])]
    raise typer.Exit(subprocess.run(command, cwd=checkout.root, env=environment, check=False).returncode)
