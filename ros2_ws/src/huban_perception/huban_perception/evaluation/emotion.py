"""How well expressions are read from labelled photographs, above all of people whom the model has never seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from huban_perception.core.faces.expression import ExpressionRules, expression, likeliest, mood
from huban_perception.core.faces.expression_types import EMOTIONS, MOODS, FaceReading, mood_of
from huban_perception.core.ports import ExpressionReader, FaceFinder
from huban_perception.evaluation.confusion import Confusion
from huban_perception.evaluation.emotion_data import LabelledFace, Photographs, photographs, read_labels
from huban_perception.evaluation.face_search import find_face
from huban_perception.evaluation.tables import DataError

_TOLD_FACES = 500
"""Progress is told after so many."""


@dataclass(frozen=True)
class Answer:
    """What was read from one photograph: nothing where no face was found; `error` where it is no image."""

    face: LabelledFace
    reading: FaceReading | None = None
    error: str | None = None
    reading_ms: float = 0.0


def evaluate(
    folder: Path,
    model: ExpressionReader,
    finder: FaceFinder,
    trained_on: frozenset[str] = frozenset(),
    tell: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:
    """The figures of a folder; raises DataError where there is nothing to evaluate.

    Where some people of the folder were in training and others not, the figures are those of the others, and those
    of all are under `everybody`. A face that was not found counts as a miss.
    """
    answers = list(_answers(folder, model, finder, tell))
    usable = [answer for answer in answers if answer.error is None]
    if not usable:
        raise DataError(f"{folder}: no image can be read; the first: {answers[0].error}")
    new = [answer for answer in usable if group_hash(answer.face.person_group) not in trained_on]
    return {
        **figures(new or usable),
        "people_of_the_training": "none" if len(new) == len(usable) else "left out" if new else "all",
        **({"everybody": figures(usable)} if 0 < len(new) < len(usable) else {}),
        "corrupt": [answer.error for answer in answers if answer.error is not None],
    }


def figures(answers: Sequence[Answer]) -> dict[str, Any]:
    """The figures of answers to usable images."""
    found = [None if answer.reading is None else answer.reading.probabilities for answer in answers]
    seven = Confusion.of(
        [each.value for each in EMOTIONS],
        [answer.face.emotion.value for answer in answers],
        [None if each is None else likeliest(each).value for each in found],
    )
    three = Confusion.of(
        [each.value for each in MOODS],
        [mood_of(answer.face.emotion).value for answer in answers],
        [None if each is None else mood(each).value for each in found],
    )
    return {
        "faces": len(answers),
        "people": len({answer.face.person_group for answer in answers}),
        "accuracy": round(seven.accuracy, 4),
        "balanced_accuracy": round(seven.balanced_accuracy, 4),
        "macro_f1": round(seven.macro_f1, 4),
        "accuracy_3": round(three.accuracy, 4),
        "macro_f1_3": round(three.macro_f1, 4),
        "undetected": sum(each is None for each in found),
        **_doubt(answers),
        "reading_ms": round(float(np.median([answer.reading_ms for answer in answers])), 2),
        "confusion": seven.table(),
        "confusion_3": three.table(),
    }


def group_hash(person_group: str) -> str:
    """How a person group is written down among those the model was trained with."""
    return sha256(person_group.encode()).hexdigest()[:10]


def _answers(
    folder: Path, model: ExpressionReader, finder: FaceFinder, tell: Callable[[str], None]
) -> Iterator[Answer]:
    faces = read_labels(folder)
    with photographs(folder) as source:
        for number, face in enumerate(faces, 1):
            yield _answer(face, source, model, finder)
            if number % _TOLD_FACES == 0 or number == len(faces):
                tell(f"{number} of {len(faces)} faces")


def _answer(face: LabelledFace, source: Photographs, model: ExpressionReader, finder: FaceFinder) -> Answer:
    try:
        found = find_face(finder, source.read(face.path))
    except DataError as error:
        return Answer(face, error=str(error))
    if found is None:
        return Answer(face)
    begun_s = perf_counter()
    reading = model.read(*found)
    return Answer(face, reading, reading_ms=1000.0 * (perf_counter() - begun_s))


def _doubt(answers: Sequence[Answer]) -> dict[str, float | None]:
    """How often the robot would be unsure of a single look, how often it is right where it is sure, and how honest."""
    rules = ExpressionRules()
    read = [(answer.reading.probabilities, answer.face.emotion) for answer in answers if answer.reading]
    looks = [
        (expression(probabilities, rules), EMOTIONS[int(probabilities.argmax())] is true)
        for probabilities, true in read
    ]
    sure = [right for seen, right in looks if seen.emotion is not None]
    return {
        "unsure": round(1.0 - len(sure) / len(looks), 4) if looks else None,
        "accuracy_when_sure": round(float(np.mean(sure)), 4) if sure else None,
        "calibration_error": _calibration_error([(seen.confidence, right) for seen, right in looks]),
    }


def _calibration_error(looks: Sequence[tuple[float, bool]]) -> float | None:
    """Mean difference between confidence and share of right answers over ten bins (expected calibration error)."""
    if not looks:
        return None
    confidence, right = np.array(looks, dtype=float).T
    bins = np.minimum((10.0 * confidence).astype(int), 9)
    gaps = [abs(float((confidence - right)[bins == each].sum())) for each in range(10)]
    return round(sum(gaps) / len(looks), 4)
