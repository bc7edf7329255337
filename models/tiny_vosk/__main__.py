"""`python -m tiny_vosk`: what `./huban models train` and `./huban models measure` run."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from huban_common.core.texts import LANGUAGES
from tiny_vosk.build import add_words, build
from tiny_vosk.espeak import SynthesisError
from tiny_vosk.measure import measure
from tiny_vosk.recipe import Effort

USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains or measures; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.work(options)
    except (ValueError, OSError, SynthesisError) as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiny_vosk", description="Small Vosk models for synthetic voices.")
    commands = parser.add_subparsers(required=True)
    training = commands.add_parser("train", help="make the models anew")
    training.set_defaults(work=_train)
    training.add_argument("--words-only", action="store_true", help="keep the phones, take in new phrases: seconds")
    measuring = commands.add_parser("measure", help="examine the models with voices that they do not know")
    measuring.set_defaults(work=_measure)
    measuring.add_argument("--data", type=Path, required=True, help="folder with noise/ and speech/")
    measuring.add_argument("--markdown", type=Path, help="file for the tables")
    measuring.add_argument("--json", type=Path, help="file for the figures")
    for command in (training, measuring):
        command.add_argument("--language", choices=LANGUAGES, action="append", help="all where not given")
        command.add_argument("--home", type=Path, required=True, help="home description, for the names of places")
        command.add_argument("--models", type=Path, required=True, help="folder with a folder per language")
    return parser


def _train(options: argparse.Namespace) -> None:
    begun_s = time.monotonic()

    def progress(text: str) -> None:
        print(f"{time.monotonic() - begun_s:4.0f} s  {text}", flush=True)

    for language in options.language or LANGUAGES:
        if options.words_only:
            add_words(language, options.home, options.models / language, progress)
            continue
        build(language, options.home, options.models / language, Effort(), progress)


def _measure(options: argparse.Namespace) -> None:
    report = measure(options.language or LANGUAGES, options.home, options.models, options.data)
    print(report.as_markdown())
    if options.markdown:
        options.markdown.write_text(report.as_markdown(), encoding="utf-8")
    if options.json:
        text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
