"""Runs typer apps so that their complaints come back as exceptions, not as pages of text."""

from collections.abc import Sequence

import typer
from typer.exceptions import Abort, TyperException

from huban_bringup.errors import UsageError


def run_app(app: typer.Typer, arguments: Sequence[str], name: str) -> int:
    """Runs an app under the name that the user typed; returns the exit status.

    Raises UsageError for words that mean nothing, KeyboardInterrupt where the user gave up at a question.
    """
    command = typer.main.get_command(app)
    try:
        return int(command.main(list(arguments), prog_name=f"./huban {name}", standalone_mode=False) or 0)
    except TyperException as error:
        raise UsageError(f"{error.format_message()} (./huban {name} --help)") from error
    except Abort as error:
        raise KeyboardInterrupt from error
