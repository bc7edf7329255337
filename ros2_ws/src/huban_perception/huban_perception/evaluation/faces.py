"""How well faces are known: enrolment photographs against other photographs of the same and of other people."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huban_perception.backends.dlib_face import DlibFace
from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.config import PerceptionConfig
from huban_perception.evaluation.faces_data import Looker, look_at_all, read_manifest
from huban_perception.evaluation.faces_figures import compare, figures, templates_of
from huban_perception.evaluation.tables import DataError

_LEAST_CONFIDENCE = 0.3
_TOLD_EACH = 25


def evaluate(
    folder: Path, looker: Looker | None = None, tell: Callable[[int, int], None] = lambda done, of: None
) -> dict[str, Any]:
    """The figures for the photographs of a folder; raises DataError where there is nothing to evaluate."""
    photos = read_manifest(folder)
    seen, unreadable = look_at_all(photos, looker or robots_looker(), tell)
    templates = templates_of(seen)
    enrolled = sorted({photo.person for photo in photos if not photo.is_probe})
    if not templates:
        raise DataError(f"{folder}: no face was found in any enrolment photograph")
    if not any(each.photo.is_probe for each in seen):
        raise DataError(f"{folder}: no probe can be read; the first: {unreadable[0].name}")
    return {
        **figures(compare(seen, templates, enrolled), PerceptionConfig().same_face),
        "enrolment_photos": sum(not photo.is_probe for photo in photos),
        "enrolment_without_face": [each.photo.name for each in seen if not each.photo.is_probe and each.look is None],
        "probes_without_face": [each.photo.name for each in seen if each.photo.is_probe and each.look is None],
        "not_good_enough_to_learn": [each.photo.name for each in seen if not each.photo.is_probe and not each.good],
        "unreadable": [photo.name for photo in unreadable],
    }


def robots_looker() -> Looker:
    """The models of the robot."""
    return Looker(MediaPipeFace(_LEAST_CONFIDENCE), DlibFace(), PerceptionConfig())


def _tell(done: int, of: int) -> None:
    if done % _TOLD_EACH == 0 or done == of:
        print(f"faces: {done} of {of} photographs", file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """`--data DIR [--json OUT]`; prints the figures; 0 = ran, 2 = unusable input."""
    parser = argparse.ArgumentParser(prog="huban eval faces", description="Recognises people in labelled photographs.")
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.tsv and the photographs")
    parser.add_argument("--json", type=Path, help="file for all figures")
    chosen = parser.parse_args(arguments)
    try:
        found = evaluate(chosen.data, tell=_tell)
        if chosen.json:
            chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    except (DataError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for name in found["unreadable"]:
        print(f"warning: {name} cannot be read and was left out", file=sys.stderr)
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
