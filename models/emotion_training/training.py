"""Cross-validation by person, and the model that is kept."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from emotion_training.calibration import probabilities, sharpness
from emotion_training.card import card
from emotion_training.export import export
from emotion_training.faces import FOLDS, People
from emotion_training.learning import Draw, Recipe, learn
from emotion_training.network import Head, Trunk, Whole
from emotion_training.samples import Samples
from huban_perception.core.faces.expression import USUAL
from huban_perception.core.faces.expression_types import EMOTIONS, FaceReading
from huban_perception.evaluation.emotion import Answer, figures, group_hash
from huban_perception.evaluation.emotion_data import LabelledFace

HELD_OUT = 4
"""The fold whose people the kept model never sees."""
_SHORT = ("faces", "people", "accuracy", "balanced_accuracy", "macro_f1", "macro_f1_3")

Tell = Callable[[str], None]
Heads = Sequence[Head]


def train(samples: Samples, trunk: Trunk, folder: Path, recipe: Recipe, tell: Tell) -> dict[str, Any]:
    """Writes the model, whom it knows, its figures and its card into a folder; answers with the figures."""
    scores, heads = cross_validate(samples, recipe, tell)
    sharp = sharpness(scores, samples.people.labels)
    report = validated(samples.people, probabilities(scores, sharp))
    folder.mkdir(parents=True, exist_ok=True)
    export(Whole(trunk, heads[HELD_OUT], USUAL, sharp), folder / "emotion.onnx")
    known = _known(samples.people)
    (folder / "trained_on.txt").write_text("\n".join(known) + "\n", encoding="utf-8")
    (folder / "cross_validation.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(card(report, len(known), folder / "emotion.onnx"), encoding="utf-8")
    return report


def cross_validate(samples: Samples, recipe: Recipe, tell: Tell) -> tuple[NDArray[np.float64], list[Heads]]:
    """(n, 7) log-likelihoods of each face by networks that do not know the person; these networks by fold."""
    scores = np.zeros((len(samples.people.labels), len(EMOTIONS)))
    heads: list[Heads] = []
    for fold in range(FOLDS):
        tell(f"fold {fold + 1} of {FOLDS}")
        heads.append([_learned(samples, recipe, fold, seed, tell) for seed in range(recipe.heads)])
        unseen = np.flatnonzero(samples.people.folds == fold)
        scores[unseen] = np.mean([_scores(samples, head, unseen) for head in heads[-1]], axis=0)
    return scores, heads


def validated(people: People, found: NDArray[np.float64]) -> dict[str, Any]:
    """The figures of (n, 7) probabilities, and those of each fold in short."""
    answers = [
        Answer(LabelledFace("", EMOTIONS[label], group), FaceReading(row))
        for label, group, row in zip(people.labels, people.groups, found, strict=True)
    ]
    by_fold = []
    for fold in range(FOLDS):
        part = figures([answers[index] for index in np.flatnonzero(people.folds == fold)])
        by_fold.append({key: part[key] for key in _SHORT})
    return {**figures(answers), "folds": by_fold, "held_out": by_fold[HELD_OUT]}


def _known(people: People) -> list[str]:
    return sorted(
        {group_hash(group) for group, fold in zip(people.groups, people.folds, strict=True) if fold != HELD_OUT}
    )


def _learned(samples: Samples, recipe: Recipe, without: int, seed: int, tell: Tell) -> Head:
    members = np.flatnonzero(samples.people.folds != without)
    seen = samples.plain.landmarks[members]
    head = Head(seen.mean(axis=0), seen.std(axis=0) + 1e-3, recipe.dropout)
    draw = Draw(samples.plain, samples.altered, samples.people.labels, members, recipe)
    return learn(draw, head, recipe, FOLDS * seed + without, tell)


def _scores(samples: Samples, head: Head, faces: NDArray[np.int64]) -> NDArray[np.float64]:
    with torch.no_grad():
        scores = torch.log_softmax(head(*samples.plain.tensors(faces)), 1)
    return np.asarray(scores.numpy(), dtype=np.float64)
