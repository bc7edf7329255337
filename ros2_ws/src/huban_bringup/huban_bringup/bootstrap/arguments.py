"""The options of `./huban setup`, the one command that ends with the set-up itself."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from huban_bringup.bootstrap.errors import UsageError
from huban_bringup.bootstrap.texts import PlainTexts

EXTRAS = ("models",)


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def setup_options(arguments: Sequence[str], texts: PlainTexts) -> argparse.Namespace:
    """`extras` and `fresh`; raises UsageError for anything unknown, prints the help and exits for --help."""
    parser = _OneLineParser(prog="./huban setup", description=texts.say("command-setup"))
    parser.add_argument(
        "--with", dest="extras", action="append", choices=EXTRAS, default=[], help=texts.say("setup-with")
    )
    parser.add_argument("--fresh", action="store_true", help=texts.say("setup-fresh"))
    return parser.parse_args(arguments)
