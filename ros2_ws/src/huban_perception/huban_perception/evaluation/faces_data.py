"""Labelled photographs of faces: the manifest, the pictures, and the looks at them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from huban_perception.core.faces.face_quality import FaceQualityRules, assess, flaws
from huban_perception.core.faces.face_template import Embedding
from huban_perception.core.ports import FaceEmbedder, FaceFinder
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.face_search import find_face
from huban_perception.evaluation.tables import DataError, read_rows

_COLUMNS = ("path", "person_id", "split")
_SPLITS = ("enrol", "probe")
_LARGEST_PX = 1280


@dataclass(frozen=True)
class Photo:
    """A row of manifest.tsv."""

    path: Path
    name: str
    person: str
    is_probe: bool


@dataclass(frozen=True)
class LookedAt:
    """A photograph, what was made of it (None where no face was found), and whether it is good enough to learn from."""

    photo: Photo
    look: Embedding | None
    good: bool = False


def read_manifest(folder: Path) -> list[Photo]:
    """The photographs of `folder`/manifest.tsv; raises DataError naming line and column."""
    path = folder / "manifest.tsv"
    photos = read_rows(path, _COLUMNS, lambda row, where: _photo(folder, row, where), encoding="utf-8-sig")
    for split, probe in zip(_SPLITS, (False, True), strict=True):
        if not any(photo.is_probe is probe for photo in photos):
            raise DataError(f"{path}: no photographs with split '{split}'")
    return photos


def read_picture(photo: Photo) -> RgbImage | None:
    """The picture, made smaller where it is very large; None where it cannot be decoded."""
    try:
        picture = cv2.imdecode(np.fromfile(photo.path, dtype=np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None
    if picture is None:
        return None
    scale = _LARGEST_PX / max(picture.shape[:2])
    if scale < 1.0:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(picture[:, :, ::-1])


class Looker:
    """Finds the face of a photograph and looks at it as the robot does."""

    def __init__(self, finder: FaceFinder, embedder: FaceEmbedder, rules: FaceQualityRules) -> None:
        self._finder, self._embedder, self._rules = finder, embedder, rules

    def look(self, photo: Photo, picture: RgbImage) -> LookedAt:
        found = find_face(self._finder, picture)
        if found is None or not np.isfinite(found[1].points).all():
            return LookedAt(photo, None)
        widened, face = found
        good = not flaws(assess(widened, face), self._rules)
        return LookedAt(photo, self._embedder.embed(widened, face), good)


def look_at_all(
    photos: list[Photo], looker: Looker, tell: Callable[[int, int], None]
) -> tuple[list[LookedAt], list[Photo]]:
    """What was seen, and the photographs that cannot be read; `tell` hears how many of how many are done."""
    seen: list[LookedAt] = []
    unreadable: list[Photo] = []
    for done, photo in enumerate(photos, start=1):
        picture = read_picture(photo)
        if picture is None:
            unreadable.append(photo)
        else:
            seen.append(looker.look(photo, picture))
        tell(done, len(photos))
    return seen, unreadable


def _photo(folder: Path, row: dict[str, str], where: str) -> Photo:
    values = [row[column] for column in _COLUMNS]
    if not all(values):
        raise DataError(f"{where}: a column is empty")
    path, person, split = values
    if split not in _SPLITS:
        raise DataError(f"{where}: split '{split}' is neither enrol nor probe")
    return Photo(folder / path, path, person, split == "probe")
