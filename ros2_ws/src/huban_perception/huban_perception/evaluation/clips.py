"""Labelled video clips: the manifest and the frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from huban_perception.core.types import RgbImage
from huban_perception.evaluation.tables import DataError, read_rows

_COLUMNS = ("path", "label", "fall_start_s", "lying_start_s")
_LABELS = ("fall", "adl")


@dataclass(frozen=True)
class Clip:
    """A row of manifest.tsv; `lying_start_s` is None for everyday clips, `view` may be empty."""

    path: Path
    name: str
    is_fall: bool
    lying_start_s: float | None
    view: str

    @property
    def is_overhead(self) -> bool:
        """Whether the camera hangs on the ceiling and looks straight down."""
        return self.view == "overhead"


def read_manifest(folder: Path) -> list[Clip]:
    """The clips of `folder`/manifest.tsv; raises DataError naming line and column."""
    path = folder / "manifest.tsv"
    clips = read_rows(path, _COLUMNS, lambda row, where: _clip(folder, row, where))
    if not clips:
        raise DataError(f"{path}: no clips in it")
    return clips


def frames(clip: Clip, rate_hz: float) -> Iterator[tuple[float, RgbImage]]:
    """(stamp in s, picture) at up to `rate_hz`; raises DataError where nothing can be decoded."""
    video = cv2.VideoCapture(str(clip.path))
    recorded_hz = video.get(cv2.CAP_PROP_FPS)
    if not video.isOpened() or not recorded_hz > 0.0:
        raise DataError(f"{clip.path}: no readable video")
    due_s, index = 0.0, 0
    while (picture := video.read()[1]) is not None:
        stamp_s = index / recorded_hz
        if stamp_s + 1e-6 >= due_s:
            due_s += 1.0 / rate_hz
            yield stamp_s, np.ascontiguousarray(picture[:, :, ::-1])
        index += 1
    video.release()
    if index == 0:
        raise DataError(f"{clip.path}: no picture could be decoded")


def _clip(folder: Path, row: dict[str, str], where: str) -> Clip:
    if row["label"] not in _LABELS:
        raise DataError(f"{where}: label '{row['label']}' is neither fall nor adl")
    try:
        lying_start_s = float(row["lying_start_s"]) if row["lying_start_s"] else None
    except ValueError as error:
        raise DataError(f"{where}: lying_start_s '{row['lying_start_s']}' is no number") from error
    return Clip(folder / row["path"], row["path"], row["label"] == "fall", lying_start_s, row.get("view") or "")
