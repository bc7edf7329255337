"""`python -m emotion_training`: what `./huban models train-emotion` runs."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from emotion_training.archives import default_folder
from huban_perception.evaluation.tables import DataError

USAGE = 2
_INSTALL = "the training needs torch, onnx and h5py: .venv/bin/pip install -r models/emotion_training/requirements.txt"


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains; returns the exit status."""
    parser = argparse.ArgumentParser(prog="emotion_training", description="The network that reads expressions.")
    parser.add_argument("--data", type=Path, required=True, help="folder with labels.tsv and the images")
    parser.add_argument("--work", type=Path, help="folder where features are kept for the next time (about 500 MB)")
    parser.add_argument(
        "--archives",
        type=Path,
        default=default_folder(),
        help="folder with the packages of archives.py (or HUBAN_ARCHIVES)",
    )
    parser.add_argument("--model", type=Path, required=True, help="folder to write the model into")
    options = parser.parse_args(arguments)
    try:
        from emotion_training.run import run
    except ModuleNotFoundError as error:
        print(f"error: {error}; {_INSTALL}", file=sys.stderr)
        return USAGE
    begun_s = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - begun_s:5.0f} s  {text}", file=sys.stderr, flush=True)

    try:
        report = run(options.data, options.model, options.archives, options.work, tell)
    except (DataError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    print(f"balanced accuracy {report['balanced_accuracy']}, macro-F1 of three {report['macro_f1_3']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
