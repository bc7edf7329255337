"""What the network learns from: features of faces as they are and altered, computed once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from emotion_training.augmentation import altered
from emotion_training.faces import People, find_faces, people
from emotion_training.network import FEATURES, LANDMARKS, Borrowed
from emotion_training.teachers import OPINIONS
from huban_perception.core.faces.face_alignment import AlignedFace

_BATCH = 64
_ALTERED_MOST, _ALTERED_LEAST = 4, 1200
"""Altered views of each emotion: so many of each face, or so many together, whichever is fewer."""
_VIEWS = ("plain", "altered")


@dataclass(frozen=True)
class Views:
    """m views of faces: `features` (m, *FEATURES), `landmarks` (m, LANDMARKS), `face` (m,): whose they are."""

    features: NDArray[np.float16]
    landmarks: NDArray[np.float32]
    face: NDArray[np.int64]

    def tensors(self, rows: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        return torch.from_numpy(self.features[rows]).float(), torch.from_numpy(self.landmarks[rows])


@dataclass(frozen=True)
class Samples:
    """Everything that is computed before anything learns; `plain` has each face once, in order.

    `taught` (n, OPINIONS): what the teachers say of each.
    """

    people: People
    plain: Views
    altered: Views
    taught: NDArray[np.float32]

    def save(self, path: Path) -> None:
        parts = {
            f"{name}_{part}": getattr(getattr(self, name), part) for name in _VIEWS for part in Views.__annotations__
        }
        groups = np.array(self.people.groups)
        np.savez(path, labels=self.people.labels, groups=groups, taught=self.taught, **parts)

    @classmethod
    def load(cls, path: Path) -> "Samples":
        with np.load(path) as kept:
            views = [Views(*(kept[f"{name}_{part}"] for part in Views.__annotations__)) for name in _VIEWS]
            return cls(people(kept["labels"], [str(group) for group in kept["groups"]]), *views, kept["taught"])


def samples(data: Path, borrowed: Borrowed, tell: Callable[[str], None]) -> Samples:
    """Some minutes for ten thousand photographs."""
    faces, known = find_faces(data, tell)
    plain = _views(enumerate(faces), len(faces), borrowed.trunk, tell)
    altered_views = _altered(faces, known.labels, borrowed.trunk, tell)
    return Samples(known, plain, altered_views, _opinions(faces, borrowed.teachers, tell))


def _opinions(faces: Sequence[AlignedFace], teachers: nn.Module, tell: Callable[[str], None]) -> NDArray[np.float32]:
    said = np.zeros((len(faces), OPINIONS), np.float32)
    for begin in range(0, len(faces), _BATCH):
        with torch.no_grad():
            said[begin : begin + _BATCH] = teachers(_pictures([face.grey for face in faces[begin : begin + _BATCH]]))
    tell(f"opinions on {len(faces)} faces")
    return said


def _altered(
    faces: Sequence[AlignedFace], labels: NDArray[np.int64], trunk: nn.Module, tell: Callable[[str], None]
) -> Views:
    random = np.random.default_rng(11)
    chosen: list[int] = []
    for label in np.unique(labels):
        members = random.permutation(np.flatnonzero(labels == label))
        chosen += list(np.resize(members, min(_ALTERED_LEAST, _ALTERED_MOST * len(members))))
    return _views(((index, altered(faces[index], random)) for index in chosen), len(chosen), trunk, tell)


def _views(seen: Iterator[tuple[int, AlignedFace]], count: int, trunk: nn.Module, tell: Callable[[str], None]) -> Views:
    features = np.zeros((count, *FEATURES), np.float16)
    landmarks, whose, batch = np.zeros((count, LANDMARKS), np.float32), np.zeros(count, np.int64), []
    for row, (index, face) in enumerate(seen):
        landmarks[row], whose[row] = face.points.ravel(), index
        batch.append(face.grey)
        if len(batch) == _BATCH or row == count - 1:
            features[row + 1 - len(batch) : row + 1] = _features(batch, trunk)
            batch.clear()
        if (row + 1) % 2000 == 0:
            tell(f"features of {row + 1} of {count} views")
    return Views(features, landmarks, whose)


def _features(batch: list[NDArray[np.uint8]], trunk: nn.Module) -> NDArray[np.float16]:
    with torch.no_grad():
        features = trunk(_pictures(batch).contiguous(memory_format=torch.channels_last))
    return np.asarray(features.contiguous().numpy(), dtype=np.float16)


def _pictures(batch: Sequence[NDArray[np.uint8]]) -> Tensor:
    return torch.from_numpy(np.stack(batch)[:, None].astype(np.float32) / 255.0)
