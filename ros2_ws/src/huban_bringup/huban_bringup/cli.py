"""`./huban COMMAND`: loads the one module that the command needs and turns every failure into one line."""

import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from huban_bringup.apps import run_app
from huban_bringup.checkout import this_checkout
from huban_bringup.commands import find
from huban_bringup.errors import CannotStart, NotReady

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def main(words: Sequence[str]) -> int:
    """Runs a command; returns its exit status."""
    arguments = [word for word in words if word != "--debug"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        status = _run(arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:
        if "--debug" in words:
            raise
        status = _explain(error)
    if status == INTERRUPTED:
        print("interrupted", file=sys.stderr)
    return status


def _run(arguments: Sequence[str]) -> int:
    command = find(arguments[0]) if arguments else None
    if command is None:
        raise ValueError("which command? ./huban --help lists them")
    return run_app(import_module(command.module).app, arguments[1:], command.name)


def _explain(error: Exception) -> int:
    """One line for the user; the traceback goes to a file."""
    kept = _keep_traceback()
    if isinstance(error, (CannotStart, NotReady)):
        return _say(str(error), FAILED)
    if isinstance(error, OSError) and error.strerror:
        return _say(f"{error.filename or 'this machine'}: {error.strerror}", USAGE)
    if isinstance(error, (ValueError, OSError)):
        return _say(str(error), USAGE)
    return _say(f"unexpected {type(error).__name__}: {error} (details: {kept}, or --debug)", FAILED)


def _say(reason: str, status: int) -> int:
    print(f"error: {' '.join(reason.split())}", file=sys.stderr)
    return status


def _keep_traceback() -> str:
    file = this_checkout().log / "error.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "not kept"
    return str(file)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
