"""What `./huban` does before the command line proper: makes sure that everything is there, then hands over."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from huban_bringup import commands
from huban_bringup.bootstrap.arguments import setup_options
from huban_bringup.bootstrap.environment import run_environment
from huban_bringup.bootstrap.errors import SetupError, UsageError
from huban_bringup.bootstrap.execute import execute
from huban_bringup.bootstrap.plan import kept_extras, make_plan
from huban_bringup.bootstrap.texts import PlainTexts, language_of
from huban_bringup.checkout import Checkout, this_checkout
from huban_bringup.commands import Command

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str]) -> int:
    """Sets up what the command needs and becomes the command; returns only where there is nothing to become."""
    texts = PlainTexts(language_of(os.environ))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return _main(arguments, texts)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except (SetupError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"\n{texts.say('setup-interrupted')}", file=sys.stderr)
        return INTERRUPTED


def _main(arguments: Sequence[str], texts: PlainTexts) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview(texts))
        return 0
    command = _named(arguments[0], texts)
    checkout = this_checkout()
    if command.name == "setup":
        return _set_up(checkout, command, arguments[1:], texts)
    execute(checkout, make_plan(checkout, command.package_groups, kept_extras(checkout), texts), texts)
    _become(checkout, arguments)
    return FAILED


def overview(texts: PlainTexts) -> str:
    """What `./huban --help` says."""
    width = max(len(command.name) for command in commands.COMMANDS)
    lines = [f"  {command.name:<{width}}  {texts.say(command.text_key)}" for command in commands.COMMANDS]
    return "\n".join([texts.say("command-usage"), "", *lines, "", texts.say("command-more")])


def _named(name: str, texts: PlainTexts) -> Command:
    command = commands.find(name)
    if command is None:
        near = commands.near(name) or [command.name for command in commands.COMMANDS]
        raise UsageError(texts.say("command-unknown", name=name, near=", ".join(near)))
    return command


def _set_up(checkout: Checkout, command: Command, arguments: Sequence[str], texts: PlainTexts) -> int:
    options = setup_options(arguments, texts)
    extras = kept_extras(checkout, *options.extras)
    execute(checkout, make_plan(checkout, command.package_groups, extras, texts), texts, options.fresh)
    print(texts.say("setup-ready"))
    return 0


def _become(checkout: Checkout, arguments: Sequence[str]) -> None:
    python = checkout.venv / "bin/python"
    words = [str(python), "-m", "huban_bringup.cli", *arguments]
    os.execve(python, words, run_environment(checkout, os.environ))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
