"""The labelled photographs in which a face is found."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from huban_perception.backends.mediapipe_face import MediaPipeFace
from huban_perception.core.faces.expression_types import EMOTIONS
from huban_perception.core.faces.face_alignment import AlignedFace, align
from huban_perception.evaluation.emotion_data import photographs, read_labels
from huban_perception.evaluation.face_search import find_face
from huban_perception.evaluation.tables import DataError

FOLDS = 5
_DETECTION_CONFIDENCE = 0.3


@dataclass(frozen=True)
class People:
    """Of n faces: `labels` (n,) indices of EMOTIONS, `groups` of people, `folds` (n,): each group is in one."""

    labels: NDArray[np.int64]
    groups: list[str]
    folds: NDArray[np.int64]


def people(labels: NDArray[np.int64], groups: list[str]) -> People:
    return People(labels, groups, np.array([fold_of(group) for group in groups]))


def fold_of(group: str) -> int:
    """Which fold a group belongs to, whatever else is in the data."""
    return int(sha256(group.encode()).hexdigest(), 16) % FOLDS


def find_faces(data: Path, tell: Callable[[str], None]) -> tuple[list[AlignedFace], People]:
    """The faces of labels.tsv; broken images are named, and they and those without a face left out."""
    finder = MediaPipeFace(_DETECTION_CONFIDENCE)
    rows = read_labels(data)
    faces, kept = [], []
    with photographs(data) as source:
        for number, row in enumerate(rows, 1):
            try:
                found = find_face(finder, source.read(row.path))
            except DataError as error:
                tell(str(error))
                continue
            if found is not None:
                faces.append(align(*found))
                kept.append(row)
            if number % 1000 == 0:
                tell(f"{len(faces)} faces in {number} of {len(rows)} photographs")
    labels = np.array([EMOTIONS.index(row.emotion) for row in kept])
    return faces, people(labels, [row.person_group for row in kept])
