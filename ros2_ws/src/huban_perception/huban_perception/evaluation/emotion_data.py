"""Labelled photographs of faces: labels.tsv with the images beside it or in images.tar."""

import tarfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from huban_perception.core.faces.expression_types import Emotion
from huban_perception.core.types import RgbImage
from huban_perception.evaluation.tables import DataError, read_rows

_COLUMNS = ("path", "label", "person_group")


@dataclass(frozen=True)
class LabelledFace:
    """A row of labels.tsv."""

    path: str
    emotion: Emotion
    person_group: str


def read_labels(folder: Path) -> list[LabelledFace]:
    """The rows of `folder`/labels.tsv; raises DataError naming line and column."""
    path = folder / "labels.tsv"
    faces = read_rows(path, _COLUMNS, _face)
    if not faces:
        raise DataError(f"{path}: no faces in it")
    return faces


class Photographs(Protocol):
    """Where images are read from."""

    def read(self, path: str) -> RgbImage:
        """The image; raises DataError, naming it, where it is missing or broken."""
        ...


@contextmanager
def photographs(folder: Path) -> Iterator[Photographs]:
    """The images of a folder, loose ones before those in its images.tar; raises DataError for a broken archive."""
    archive = folder / "images.tar"
    if not archive.is_file():
        yield _Photographs(folder)
        return
    with ExitStack() as stack:
        try:
            tar = stack.enter_context(tarfile.open(archive))
            members = {member.name.removeprefix("./"): member for member in tar if member.isfile()}
        except (OSError, tarfile.TarError) as error:
            raise DataError(f"{archive}: cannot be read: {error}") from error
        yield _Photographs(folder, tar, members)


class _Photographs:
    def __init__(
        self, folder: Path, tar: tarfile.TarFile | None = None, members: Mapping[str, tarfile.TarInfo] | None = None
    ) -> None:
        self._folder, self._tar, self._members = folder, tar, members or {}

    def read(self, path: str) -> RgbImage:
        try:
            encoded = self._bytes(path)
        except (OSError, tarfile.TarError) as error:
            raise DataError(f"{path}: cannot be read: {error}") from error
        image = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR) if encoded else None
        if image is None:
            raise DataError(f"{path}: no readable image")
        return np.ascontiguousarray(image[:, :, ::-1], dtype=np.uint8)

    def _bytes(self, path: str) -> bytes:
        """Empty where there is no such image."""
        loose = self._folder / path
        if loose.is_file():
            return loose.read_bytes()
        member = self._members.get(path) or self._members.get(f"images/{path}")
        stream = self._tar.extractfile(member) if self._tar is not None and member is not None else None
        return stream.read() if stream is not None else b""


def _face(row: dict[str, str], where: str) -> LabelledFace:
    if not row["path"] or row["person_group"] is None:
        raise DataError(f"{where}: a row needs path, label and person_group")
    try:
        return LabelledFace(row["path"], Emotion(row["label"]), row["person_group"])
    except ValueError as error:
        known = ", ".join(Emotion)
        raise DataError(f"{where}: label '{row['label']}' is none of {known}") from error
